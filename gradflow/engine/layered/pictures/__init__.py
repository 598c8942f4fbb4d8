"""What one sees of a convolutional network as pictures: a step in full, and one digit on its way."""
