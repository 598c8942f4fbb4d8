"""What a layer is made of, in a script."""
