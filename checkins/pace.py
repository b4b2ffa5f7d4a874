"""How far apart the two wish their pace to be, from what each said before a check-in. Pure."""

from __future__ import annotations

WIDE = 2


def pace_gap(mentee: int | None, mentor: int | None) -> int | None:
    """The mentee's pace less the mentor's, from -4 to 4; None unless both have said one."""
    return None if mentee is None or mentor is None else mentee - mentor


def is_wide(gap: int | None) -> bool:
    """Whether it is worth a word between the two."""
    return gap is not None and abs(gap) >= WIDE
