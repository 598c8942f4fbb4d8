"""A laboratory: one run of one family of networks, its controls, and its pictures."""
