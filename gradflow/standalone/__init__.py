"""Pages that hold all that they show and ask nobody for anything: the skeleton of one, its scripts, and a lesson."""
