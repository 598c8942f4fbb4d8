"""The wall of a class's networks: handed in by learners, arranged by their teacher, on show on the projector."""
