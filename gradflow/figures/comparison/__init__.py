"""Pictures of runs beside each other."""
