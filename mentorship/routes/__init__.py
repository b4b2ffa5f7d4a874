"""The addresses of the heart, a file for each place."""
