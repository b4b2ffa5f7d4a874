"""What people write down for themselves, and what they choose to share."""
