"""Whom to meet before anybody is matched: the best matching, then the best without it, and so on.

Each turn is a whole matching of its own, so nobody's second meeting is what others left over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mentorship.matching.assign import match
from mentorship.matching.vocabulary import Mentee, Mentor, Pair, Rules


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two who should talk; `place` counts from 1, and is the turn that brought them together."""

    mentee_id: str
    mentor_id: str
    place: int
    score: int


def introduce(
    mentees: Iterable[Mentee],
    mentors: Iterable[Mentor],
    rules: Rules,
    seed: int,
    *,
    each: int,
    most: int,
) -> list[Meeting]:
    """Up to `each` mentors for every mentee, and at most `most` mentees for every mentor.

    Whoever is pinned has no choice to make, and meets nobody. The first turn keeps to the places
    that mentors really have, so that its pairs are those that a matching would make today.
    """
    free, hosts = _undecided(mentees, mentors, rules)
    met: list[Meeting] = []
    for place in range(1, each + 1):
        met += _turn(free, hosts, rules, seed, met=met, place=place, most=most)
    return met


def _undecided(
    mentees: Iterable[Mentee], mentors: Iterable[Mentor], rules: Rules
) -> tuple[list[Mentee], list[Mentor]]:
    pinned = {mentee for mentee, _mentor in rules.pins}
    given = Counter(mentor for _mentee, mentor in rules.pins)
    hosts = (replace(one, capacity=max(0, one.capacity - given[one.id])) for one in mentors)
    return (
        [one for one in mentees if one.id not in pinned],
        [host for host in hosts if host.capacity],
    )


def _turn(
    mentees: list[Mentee],
    mentors: list[Mentor],
    rules: Rules,
    seed: int,
    *,
    met: list[Meeting],
    place: int,
    most: int,
) -> Iterator[Meeting]:
    talks = Counter(meeting.mentor_id for meeting in met)
    hosts = [
        replace(one, capacity=min(one.capacity, most) if place == 1 else most - talks[one.id])
        for one in mentors
    ]
    none: frozenset[Pair] = frozenset()
    known = {(meeting.mentee_id, meeting.mentor_id) for meeting in met}
    now = replace(rules, vetoes=rules.vetoes | known, pins=none, keep=none, stable=False)
    for pair in match(mentees, hosts, now, seed).pairs:
        yield Meeting(pair.mentee_id, pair.mentor_id, place, pair.score)
