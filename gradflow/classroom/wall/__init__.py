"""The wall: networks that a class hands in, and how they are on show."""
