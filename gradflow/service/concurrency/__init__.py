"""What threads share: cores, a lock that is fair, and letting go without waiting."""
