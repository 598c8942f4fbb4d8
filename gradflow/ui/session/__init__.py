"""What one browser session holds: a place in a run, twins, grids, and what its controls say."""
