"""What the mentee wanted to reach, as both read it before they began: goals in the rough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mentorship.models import Expectation, Pairing

MOST, LONGEST = 3, 600


def lines_of(pairing: Pairing, reader: Any) -> list[str]:
    """Up to three lines, one a goal; none until both have seen what both said."""
    both = Expectation.objects.both(pairing, reader)
    said = both.get(pairing.mentee_person_id, {}).get("goals", "") if both else ""
    lines = [line.strip(" \t-*•·") for line in said.splitlines()]
    return [line[:LONGEST] for line in lines if line][:MOST]


def line_at(lines: Sequence[str], asked: str) -> str:
    """The line of that number from 0; empty if there is none."""
    return next((line for number, line in enumerate(lines) if str(number) == asked), "")
