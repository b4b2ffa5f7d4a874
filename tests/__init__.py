"""The manual: names are sentences, and the tree mirrors the code."""
