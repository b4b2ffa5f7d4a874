"""Commands: set-up, serving, and the demo."""
