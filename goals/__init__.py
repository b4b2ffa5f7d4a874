"""What a pairing works towards: goals, checkpoints, and what moved."""
