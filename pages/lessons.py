"""Lessons: predict, run, explain."""

from gradflow.ui.lessons.page import page

page()
