"""What a matching is played on: everybody in one order, the rules, and the seats to give."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from hashlib import sha256
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from mentorship.matching import explain
from mentorship.matching.barriers import why_not
from mentorship.matching.lottery import Marks, drawn, lots, marks
from mentorship.matching.score import Scattered, Scorer
from mentorship.matching.vocabulary import (
    PERFECT,
    Mentee,
    Mentor,
    Pair,
    Participant,
    Reason,
    Rules,
)

NOBODY = -1
NO_ARC = np.int64(-(2**62))

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Rows = slice | NDArray[np.int64]
Worth = Callable[[Any], Ints]  # some rows in; what each of their pairs is worth, or NO_ARC
Someone = TypeVar("Someone", bound=Participant)


class PinsRefused(ValueError):
    """Some pins cannot be kept; `problems` says for each of them why."""

    def __init__(self, problems: Mapping[Pair, str]) -> None:
        super().__init__(f"these pins cannot be kept: {problems}")
        self.problems = problems


class Cancelled(Exception):
    """For `tell` to raise, when nobody wants to know any more."""


@dataclass(frozen=True, eq=False)
class Board:
    """Rows are mentees and columns mentors, by id: the order in which they came cannot matter.

    Pinned people are out of the game, and their seats are no longer among `seats`. `bonus` is what
    the first of a mentor's seats is worth more than the others.
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    rules: Rules
    scoring: Callable[[], Scorer]  # made when first asked for: many questions need no scores
    seats: Ints
    pins: Ints
    playing: Bools
    bonus: Ints
    kept: Scattered
    told: dict[tuple[int, int], tuple[Reason, ...]] = field(default_factory=dict)
    marked: dict[int, tuple[Marks, Marks]] = field(default_factory=dict)

    @classmethod
    def of(cls, mentees: Iterable[Mentee], mentors: Iterable[Mentor], rules: Rules) -> Board:
        """Raises PinsRefused for pins that cannot be, and ValueError when an id comes twice."""
        left, right = _in_order(mentees), _in_order(mentors)
        pins = _pinned(left, right, rules)
        taken = load(pins, len(right))
        seats = np.array([mentor.capacity for mentor in right], np.int64) - taken
        bonus = np.where((taken == 0) & (seats > 0), rules.first_seat_bonus, 0)
        kept = _kept(left, right, rules)
        scoring = cache(partial(Scorer.of, left, right, rules))
        return cls(left, right, rules, scoring, seats, pins, pins == NOBODY, bonus, kept)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)

    @property
    def scorer(self) -> Scorer:
        return self.scoring()

    @property
    def participation(self) -> int:
        """What it is worth that one more person has a mentor: more than all else together."""
        if self.rules.leave_out_price is not None:
            return self.rules.leave_out_price
        most = PERFECT + self.rules.keep_bonus + self.rules.first_seat_bonus
        return most * len(self.mentees) + 1

    @property
    def chosen_first(self) -> bool:
        """Whether it is settled who is seated before it is asked with whom."""
        return self.rules.short_seats != "points" and self.rules.leave_out_price is None

    @property
    def floor_first(self) -> bool:
        return self.rules.floor_first and self.rules.leave_out_price is None

    def reasons(self, row: int, column: int) -> tuple[Reason, ...]:
        """One for each criterion, worked out in the readable way, once."""
        pair = row, column
        if pair not in self.told:
            people = self.mentees[row], self.mentors[column]
            self.told[pair] = tuple(explain.every_reason(*people, self.rules))
        return self.told[pair]

    def among(self, chosen: Bools) -> Board:
        return replace(self, playing=self.playing & chosen)

    def scores(self, rows: Rows) -> NDArray[np.int16]:
        """Scores of the pairs that are still in the game."""
        scores = self.scorer.rows(rows)
        scores[~self.playing[rows]] = NOBODY
        scores[:, self.seats == 0] = NOBODY
        return scores

    def points(self, level: int) -> Worth:
        """Participation, points and bonuses of every pair that reaches the level."""

        def worth(rows: Rows) -> Ints:
            scores = self.scores(rows)
            points = np.add(scores, self.participation + self.bonus, dtype=np.int64)
            row, column, amount = self.kept.among(rows)
            points[row, column] += amount.astype(np.int64)
            return np.where((scores >= level) & (points > 0), points, NO_ARC)

        return worth

    def lots(self, seed: int) -> Worth:
        """Every pair's lot, whether it may be made or not."""
        left, right = self.marks(seed)
        return lambda rows: lots(left[rows], right)

    def lot(self, seed: int, row: Ints, column: Ints) -> Ints:
        """The lots of these pairs, and of no others."""
        left, right = self.marks(seed)
        return drawn(left[row], right[column])

    def marks(self, seed: int) -> tuple[Marks, Marks]:
        """What the lots of all pairs are made of."""
        if seed not in self.marked:
            left = marks("mentee", (mentee.id for mentee in self.mentees), seed)
            right = marks("mentor", (mentor.id for mentor in self.mentors), seed)
            self.marked[seed] = left, right
        return self.marked[seed]

    def queue(self, seed: int) -> list[int]:
        """Everybody in the game, in the order in which scarce seats are given."""
        luck = marks("seat", (mentee.id for mentee in self.mentees), seed).tolist()
        by_list = self.rules.short_seats == "waiting_list"

        def turn(row: int) -> tuple[float, int]:
            place = self.mentees[row].waiting if by_list else 0
            return place or float("inf"), luck[row]

        return sorted(np.flatnonzero(self.playing).tolist(), key=turn)

    def seated(self, game: Ints) -> Ints:
        """The pins, and for everybody else what the game gave them."""
        return np.where(self.pins == NOBODY, game, self.pins)


def load(seating: Ints, mentors: int) -> Ints:
    return np.bincount(seating[seating != NOBODY], minlength=mentors).astype(np.int64)


def refused_pins(
    mentees: Iterable[Mentee], mentors: Iterable[Mentor], rules: Rules
) -> dict[Pair, str]:
    """The pins that `match` would refuse, and the rule behind each."""
    return _problems(_in_order(mentees), _in_order(mentors), rules)


def fingerprint(mentees: Iterable[Mentee], mentors: Iterable[Mentor], rules: Rules) -> str:
    """Changes with anything that could change the outcome, and with nothing else."""
    told = [_in_order(mentees), _in_order(mentors), rules.to_json()]
    return sha256(json.dumps(told, default=_plain, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(value)
    names, told = _getter(value.__class__)
    return dict(zip(names, told(value), strict=True))


@lru_cache
def _getter(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(sorted(kind.__dataclass_fields__))
    return names, attrgetter(*names)


def _in_order(people: Iterable[Someone]) -> tuple[Someone, ...]:
    ordered = tuple(sorted(people, key=lambda person: person.id))
    if len({person.id for person in ordered}) < len(ordered):
        raise ValueError("an id comes twice")
    return ordered


def places(people: Sequence[Participant]) -> dict[str, int]:
    return {person.id: place for place, person in enumerate(people)}


def _kept(mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> Scattered:
    rows, columns = places(mentees), places(mentors)
    here = [(rows[a], columns[b]) for a, b in rules.keep if a in rows and b in columns]
    row, column = np.array(sorted(here), np.int64).reshape(-1, 2).T
    return Scattered.of(len(mentees), row, column, rules.keep_bonus)


def _pinned(mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> Ints:
    problems = _problems(mentees, mentors, rules)
    if problems:
        raise PinsRefused(problems)
    rows, columns = places(mentees), places(mentors)
    pinned = np.full(len(mentees), NOBODY, np.int64)
    for mentee, mentor in rules.pins:
        pinned[rows[mentee]] = columns[mentor]
    return pinned


def _problems(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules
) -> dict[Pair, str]:
    rows, columns = places(mentees), places(mentors)
    pins = sorted(rules.pins)
    times = Counter(mentee for mentee, _ in pins)
    wanted = Counter(mentor for _, mentor in pins)

    def problem(mentee: str, mentor: str) -> str:
        if mentee not in rows or mentor not in columns:
            return "not_here"
        one, other = mentees[rows[mentee]], mentors[columns[mentor]]
        if reason := why_not(one, other, rules):
            return reason.code
        if times[mentee] > 1:
            return "two_mentors"
        return "no_seat" * (wanted[mentor] > other.capacity)

    return {pin: found for pin in pins if (found := problem(*pin))}
