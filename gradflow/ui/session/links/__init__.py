"""What an address says of a session, and what it is read as."""
