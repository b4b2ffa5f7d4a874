"""Logging what moved, and the pages of goals and their checkpoints."""
