"""Looking for a learning rate, or for another field's best value, in Python."""
