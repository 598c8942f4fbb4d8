"""Repair shop: broken networks, each to be mended with few changes."""

from gradflow.ui.repairs.page import page

page()
