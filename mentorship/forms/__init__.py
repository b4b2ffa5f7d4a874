"""What people fill in, by the place where they fill it in."""
