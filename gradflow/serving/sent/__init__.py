"""What is changed on its way to a browser."""
