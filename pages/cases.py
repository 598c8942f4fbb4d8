"""Cases: what articles claim, papers found and people asked, voted on first and then decided by runs."""

from gradflow.ui.cases.page import page

page()
