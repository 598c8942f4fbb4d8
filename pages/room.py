"""A class: a room to join, or to teach in."""

from gradflow.ui.room.page import page

page()
