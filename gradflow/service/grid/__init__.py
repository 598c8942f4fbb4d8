"""Grids: many runs as one thing that is looked at while it is trained."""
