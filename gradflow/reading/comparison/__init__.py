"""What many runs beside each other say."""
