"""The page of lessons: the list of them, and a lesson, one prompt at a time."""
