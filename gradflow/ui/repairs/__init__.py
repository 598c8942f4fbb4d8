"""The page of the repair shop."""
