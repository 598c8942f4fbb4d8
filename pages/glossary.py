"""Glossary: every term of the app in one or two sentences, with a run that shows it."""

from gradflow.ui.glossary.page import page

page()
