"""How a teacher writes what a room on an experiment of her own asks."""
