"""A laboratory: one run of one kind of network, its controls, and its pictures."""
