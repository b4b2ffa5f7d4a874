"""Bringing a list of people into a cohort: its pages, words and letters."""
