"""Own: a room on an experiment of a teacher's own, with questions that she has written."""
