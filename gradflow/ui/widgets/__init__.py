"""What pages are built of, whatever they show."""
