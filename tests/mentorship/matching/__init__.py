"""Matching, tested on values alone: nothing here needs a database."""
