"""Numbers that a browser sends along: which version was shown, which page was asked for."""

from __future__ import annotations

# What fits every column that counts, on both databases.
DIGITS = 8


def number_in(text: str) -> int:
    """The number that this says, 0 up to 99,999,999; 0 for whatever is none."""
    is_number = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return int(text) if is_number else 0
