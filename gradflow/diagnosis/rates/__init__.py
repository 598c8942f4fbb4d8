"""What a range test and a cross-validation say of learning rates."""
