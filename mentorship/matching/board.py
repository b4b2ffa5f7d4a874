"""What a matching is played on: everybody in one order, all scores, and the seats to give."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from mentorship.matching import score
from mentorship.matching.lottery import lots, marks
from mentorship.matching.vocabulary import PERFECT, RULES, Mentee, Mentor, Pair, Participant, Rules

NOBODY = -1
NO_ARC = np.int64(-(2**62))

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Worth = Callable[[slice], Ints]  # some rows in; what each of their pairs is worth, or NO_ARC
Someone = TypeVar("Someone", bound=Participant)


class PinsRefused(ValueError):
    """Some pins cannot be kept; `problems` says for each of them why."""

    def __init__(self, problems: Mapping[Pair, str]) -> None:
        super().__init__(f"these pins cannot be kept: {problems}")
        self.problems = problems


@dataclass(frozen=True)
class Board:
    """Rows are mentees and columns mentors, by id: the order in which they came cannot matter.

    Pinned people are out of the game: `free` has no score for them, `seats` are those left over.
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    scores: score.Scores
    free: score.Scores
    seats: Ints
    pins: Ints

    @classmethod
    def of(cls, mentees: Iterable[Mentee], mentors: Iterable[Mentor], rules: Rules) -> Board:
        """Raises PinsRefused for pins that cannot be, and ValueError when an id comes twice."""
        left, right = _in_order(mentees), _in_order(mentors)
        scores = score.table(left, right, rules)
        pins = _pinned(left, right, scores, rules.pins)
        free = np.where((pins == NOBODY)[:, None], scores, score.forbidden("no_seat"))
        seats = np.array([mentor.capacity for mentor in right], np.int64)
        return cls(left, right, scores, free, seats - load(pins, len(right)), pins)

    @property
    def participation(self) -> int:
        """What it is worth that one more person has a mentor: more than all points together."""
        return PERFECT * len(self.mentees) + 1

    def heads(self, level: int) -> Worth:
        """Every pair that reaches the level counts as one."""
        return lambda rows: np.where(self.free[rows] >= level, np.int64(1), NO_ARC)

    def points(self, level: int) -> Worth:
        """Participation and points of every pair that reaches the level."""

        def worth(rows: slice) -> Ints:
            scores = self.free[rows].astype(np.int64)
            return np.where(scores >= level, self.participation + scores, NO_ARC)

        return worth

    def lots(self, seed: int) -> Worth:
        """Every pair's lot, whether it may be made or not."""
        left = marks("mentee", (mentee.id for mentee in self.mentees), seed)
        right = marks("mentor", (mentor.id for mentor in self.mentors), seed)
        return lambda rows: lots(left[rows], right)

    def seated(self, game: Ints) -> Ints:
        """The pins, and for everybody else what the game gave them."""
        return np.where(self.pins == NOBODY, game, self.pins)


def load(seating: Ints, mentors: int) -> Ints:
    return np.bincount(seating[seating != NOBODY], minlength=mentors).astype(np.int64)


def refused_pins(
    mentees: Iterable[Mentee], mentors: Iterable[Mentor], rules: Rules
) -> dict[Pair, str]:
    """The pins that `match` would refuse, and the rule behind each."""
    left, right = _in_order(mentees), _in_order(mentors)
    return _problems(left, right, score.table(left, right, rules), rules.pins)


def fingerprint(mentees: Iterable[Mentee], mentors: Iterable[Mentor], rules: Rules) -> str:
    """Changes with anything that could change the outcome, and with nothing else."""
    told = [_in_order(mentees), _in_order(mentors), rules.to_json()]
    return sha256(json.dumps(told, default=_plain, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Set):
        return sorted(value)
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _in_order(people: Iterable[Someone]) -> tuple[Someone, ...]:
    ordered = tuple(sorted(people, key=lambda person: person.id))
    if len({person.id for person in ordered}) < len(ordered):
        raise ValueError("an id comes twice")
    return ordered


def places(people: Sequence[Participant]) -> dict[str, int]:
    return {person.id: place for place, person in enumerate(people)}


def _pinned(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], scores: score.Scores, pins: Iterable[Pair]
) -> Ints:
    problems = _problems(mentees, mentors, scores, pins)
    if problems:
        raise PinsRefused(problems)
    rows, columns = places(mentees), places(mentors)
    pinned = np.full(len(mentees), NOBODY, np.int64)
    for mentee, mentor in pins:
        pinned[rows[mentee]] = columns[mentor]
    return pinned


def _problems(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], scores: score.Scores, pins: Iterable[Pair]
) -> dict[Pair, str]:
    rows, columns = places(mentees), places(mentors)
    pins = sorted(pins)
    times = Counter(mentee for mentee, _ in pins)
    wanted = Counter(mentor for _, mentor in pins)

    def problem(mentee: str, mentor: str) -> str:
        if mentee not in rows or mentor not in columns:
            return "not_here"
        worth = int(scores[rows[mentee], columns[mentor]])
        if worth < 0:
            return RULES[-1 - worth]
        if times[mentee] > 1:
            return "two_mentors"
        return "no_seat" * (wanted[mentor] > mentors[columns[mentor]].capacity)

    return {pin: found for pin in pins if (found := problem(*pin))}
