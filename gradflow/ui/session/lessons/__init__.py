"""Sessions in which something is asked: a lesson alone, and a room."""
