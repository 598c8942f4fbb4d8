"""Cases: voted on first, then decided by their runs."""
