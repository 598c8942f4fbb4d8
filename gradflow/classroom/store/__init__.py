"""The store of rooms: which tables there are, how they came to be, and in which database."""
