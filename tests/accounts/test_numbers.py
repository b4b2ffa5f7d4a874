"""A number from a browser is small, or none."""

from __future__ import annotations

import pytest

from accounts.numbers import number_in


@pytest.mark.parametrize(("said", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 8, 99999999)])
def test_digits_are_their_number(said: str, number: int) -> None:
    assert number_in(said) == number


@pytest.mark.parametrize("said", ["", " 7", "-7", "7.0", "²", "٧", "9" * 9, "9" * 5000, "seven"])
def test_anything_else_is_none(said: str) -> None:
    assert number_in(said) == 0
