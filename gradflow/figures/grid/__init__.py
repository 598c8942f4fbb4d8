"""Pictures of many runs: every run of a grid as a small map, or as one cell over two knobs."""
