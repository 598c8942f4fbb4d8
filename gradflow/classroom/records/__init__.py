"""Records: what is kept of a room, taken along, and told again when the room is gone."""
