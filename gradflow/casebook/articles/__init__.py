"""What five popular articles on vanishing gradients say, claim by claim."""
