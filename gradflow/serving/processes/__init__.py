"""Several processes that serve together: who starts them, who is sent where, and how one ends."""
