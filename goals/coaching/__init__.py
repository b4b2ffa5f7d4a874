"""What the coach knows of each language: a file of words for each, and how to tell which it is."""
