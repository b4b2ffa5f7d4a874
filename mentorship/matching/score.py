"""How well two people fit, for many pairs at once, in tenths of a point: blocks, never the matrix.

`explain.points` and `explain.why_not` are the readable twins: the same numbers for one pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorship.matching import explain, folding
from mentorship.matching.barriers import hour_needed
from mentorship.matching.folding import BARRIER, Mentees, Mentors, Product, folded_into_one
from mentorship.matching.vocabulary import RULES, UNIT, Pair, Participant, Rules, fold

PAIRS_AT_A_TIME = 2**19  # few enough to stay near the processor
NEVER = -1

Scores = NDArray[np.int16]
Places = tuple[list[int], list[int]]


def blocks(rows: int, columns: int) -> Iterator[slice]:
    """The rows of a table, a few at a time."""
    step = max(1, PAIRS_AT_A_TIME // max(1, columns))
    return (slice(row, min(row + step, rows)) for row in range(0, rows, step))


@dataclass(frozen=True)
class Scattered:
    """Numbers for a few pairs, found by row."""

    bounds: NDArray[np.int64]
    columns: NDArray[np.int64]
    amounts: NDArray[np.float32]

    @classmethod
    def of(cls, people: int, rows: Any, columns: Any, amounts: Any = 0) -> Scattered:
        rows = np.array(rows, np.int64)
        order = np.argsort(rows, kind="stable")
        amounts = np.broadcast_to(np.asarray(amounts, np.float32), rows.shape)
        bounds = np.searchsorted(rows[order], np.arange(people + 1))
        return cls(bounds, np.array(columns, np.int64)[order], amounts[order])

    def among(self, rows: Any) -> tuple[Any, Any, Any]:
        """Where they are within a block of these rows, and the numbers."""
        starts, ends = self.bounds[:-1][rows], self.bounds[1:][rows]
        many = ends - starts
        shift = starts - np.concatenate([[0], np.cumsum(many)[:-1]]) if len(many) else starts
        place = np.arange(many.sum()) + np.repeat(shift, many)
        return np.repeat(np.arange(len(many)), many), self.columns[place], self.amounts[place]

    def at(self, rows: Any, columns: Any, width: int) -> NDArray[np.int64]:
        """The numbers of these pairs, or nought; every pair may be here once."""
        row, column, amounts = self.among(slice(None))
        known = np.append(row * width + column, np.iinfo(np.int64).max)
        order = np.argsort(known, kind="stable")
        place = order[np.searchsorted(known[order], rows * width + columns)]
        found = known[place] == rows * width + columns
        return np.where(found, np.append(amounts, 0)[place], 0).astype(np.int64)


class Scorer:
    """Scores of whole rows; a pair that a rule forbids has -1."""

    def __init__(self, mentees: Mentees, mentors: Mentors, rules: Rules) -> None:
        self.people, self.mentors, self.rules = mentees, mentors, rules
        self.shape = (len(mentees), len(mentors))
        products = list(_products(mentees, mentors, rules).values())
        linear = [product for product in products if product.linear]
        self.limited = [product for product in products if not product.linear]
        self.whole = folded_into_one(linear, people=len(mentees), mentors=len(mentors))
        self.wishes = _wishes(mentees, mentors, rules)
        bars = _bars(mentees, mentors, rules).values()
        places = [np.concatenate([np.zeros(0, int), *side]) for side in zip(*bars, strict=True)]
        self.apart = Scattered.of(len(mentees), *places)

    @classmethod
    def of(cls, mentees: Iterable[Any], mentors: Iterable[Any], rules: Rules) -> Scorer:
        return cls(tuple(mentees), tuple(mentors), rules)

    def rows(self, rows: slice | NDArray[Any]) -> Scores:
        total = self.whole.at(rows)
        room = np.empty_like(total)
        for product in self.limited:
            _limit(total, product.at(rows, room), product)
        row, column, amount = self.wishes.among(rows)
        total[row, column] += amount
        row, column, _ = self.apart.among(rows)
        total[row, column] = -BARRIER
        total *= np.float32(1 / UNIT)  # the half unit too many keeps this from falling short
        np.maximum(total, NEVER, out=total)
        return total.astype(np.int16)

    def why(self, row: int, column: int) -> str:
        """The rule that forbids a pair; nothing, if none does."""
        reason = explain.why_not(self.people[row], self.mentors[column], self.rules)
        return reason.code if reason else ""


def _limit(total: Any, found: Any, product: Product) -> None:
    lacking = found < product.least if product.least else None
    if product.most is not None:
        np.minimum(found, product.most, out=found)
    if product.counts:
        total += found
    if lacking is not None:
        np.copyto(total, -8 * BARRIER, where=lacking)


def excluded(mentees: Mentees, mentors: Mentors, rules: Rules) -> list[dict[str, int]]:
    """For each mentee, how many mentors each rule took: the first rule that forbids a pair."""
    products = _products(mentees, mentors, rules)
    bars = {
        rule: Scattered.of(len(mentees), *places)
        for rule, places in _bars(mentees, mentors, rules).items()
    }
    wishes, counts = _wishes(mentees, mentors, rules), []
    for rows in blocks(len(mentees), len(mentors)):
        open_ = np.ones((rows.stop - rows.start, len(mentors)), bool)
        left = [np.full(len(open_), len(mentors))]
        for rule in RULES:
            open_ &= ~_broken(rule, rows, open_.shape, products, bars, wishes)
            left.append(open_.sum(axis=1))
        counts += (-np.diff(np.array(left), axis=0)).T.tolist()
    return [{rule: n for rule, n in zip(RULES, row, strict=True) if n} for row in counts]


def _broken(
    rule: str, rows: slice, shape: Any, products: Mapping[str, Product], bars: Any, wishes: Any
) -> Any:
    broken = np.zeros(shape, bool)
    if rule in bars:
        row, column, _ = bars[rule].among(rows)
        broken[row, column] = True
    elif rule in products:
        found = products[rule].at(rows)
        if rule == "must_wishes":
            row, column, amount = wishes.among(rows)
            found[row, column] += amount
        broken = found < products[rule].least
    return broken


def _products(mentees: Mentees, mentors: Mentors, rules: Rules) -> dict[str, Product]:
    """By the rule that goes with each, whether it holds or not."""
    of, people = rules.weights.shared_out(), (mentees, mentors)
    made: dict[str, Any] = {"no_seat": partial(folding.full_mentors, *people)}
    if of.hours or hour_needed(rules):
        made["no_shared_hour"] = partial(folding.hours, *people, of.hours, must=hour_needed(rules))
    if rules.language_required:
        made["no_shared_language"] = partial(folding.languages, *people)
    if rules.same_department_barred:
        made["same_department"] = partial(folding.departments, *people)
    if rules.max_zone_gap is not None:
        made["zone_gap"] = partial(folding.zones, *people, rules)
    if (rules.min_seniority_gap, rules.max_seniority_gap) != (None, None):
        made["seniority_gap"] = partial(folding.grades, *people, rules)
    for name in ("needs", "area", "style", "interests", "wishes", "identity"):
        if worth := getattr(of, name):
            make = getattr(folding, name)
            made[f"must_{name}"] = partial(make, *people, worth, must=rules.must(name))
    return {rule: make() for rule, make in made.items()}


def _wishes(mentees: Mentees, mentors: Mentors, rules: Rules) -> Scattered:
    """What it is worth that one named the other, and that a must is met."""
    of, wall = rules.weights.shared_out().wishes, BARRIER * rules.must("wishes")
    rows, columns = _places(mentees), _places(mentors)
    named = {
        (rows[mentee], columns[mentor])
        for mentee, mentor in _named(mentees, mentors)
        if of and mentee in rows and mentor in columns
    }
    ordered = sorted(named)
    amounts = []
    for row, column in ordered:
        one, other = mentees[row], mentors[column]
        sides: tuple[tuple[Participant, Participant], ...] = ((one, other), (other, one))
        amount = sum(explain.wished(a, b, of) for a, b in sides if a.wishes)
        amounts.append(amount + wall * (bool(one.wishes) + bool(other.wishes)))
    return Scattered.of(len(mentees), *_columns(ordered), amounts)


def _named(mentees: Mentees, mentors: Mentors) -> Iterator[Pair]:
    yield from ((mentee.id, wish) for mentee in mentees for wish in mentee.wishes)
    yield from ((wish, mentor.id) for mentor in mentors for wish in mentor.wishes)


def _bars(mentees: Mentees, mentors: Mentors, rules: Rules) -> dict[str, Places]:
    """Rows and columns of the pairs that each rule about single people forbids."""
    bars = {
        "same_person": _alike((m.person for m in mentees), (m.person for m in mentors)),
        "veto": _vetoed(mentees, mentors, rules),
        "blocked": _known(mentees, mentors, rules.blocked),
    }
    if rules.earlier_barred:
        bars["paired_before"] = _known(mentees, mentors, rules.earlier)
    managers = [m.manager for m in mentors]
    if rules.manager_barred:
        above = _alike((m.manager for m in mentees), (m.email for m in mentors))
        below = _alike((m.email for m in mentees), managers)
        bars["own_manager"] = (above[0] + below[0], above[1] + below[1])
    if rules.same_manager_barred:
        bars["same_manager"] = _alike((m.manager for m in mentees), managers)
    return bars


def _alike(lefts: Iterable[str], rights: Iterable[str]) -> Places:
    """Rows and columns of all pairs in which both told the same."""
    columns = _by_word(map(fold, rights))
    told = [(row, columns.get(left, ())) for row, left in enumerate(map(fold, lefts))]
    return _columns([(row, column) for row, found in told for column in found])


def _by_word(words: Iterable[str]) -> Mapping[str, Sequence[int]]:
    places = defaultdict(list)
    for place, word in enumerate(words):
        places[word].append(place)
    places[""] = []
    return places


def _known(mentees: Mentees, mentors: Mentors, pairs: Iterable[Pair]) -> Places:
    """The places of two persons, whichever of them is the mentee."""
    rows, columns = (_by_word(m.person for m in side) for side in (mentees, mentors))
    both = {way for one, other in pairs for way in ((one, other), (other, one))}
    return _columns(
        [
            (row, column)
            for one, other in both
            for row in rows.get(one, ())
            for column in columns.get(other, ())
        ]
    )


def _vetoed(mentees: Mentees, mentors: Mentors, rules: Rules) -> Places:
    """A veto about somebody who is no longer here is simply at rest."""
    rows, columns = _places(mentees), _places(mentors)
    here = [(one, other) for one, other in rules.vetoes if one in rows and other in columns]
    return _columns([(rows[one], columns[other]) for one, other in here])


def _places(people: Sequence[Participant]) -> dict[str, int]:
    return {person.id: place for place, person in enumerate(people)}


def _columns(pairs: Sequence[tuple[int, int]]) -> Places:
    return [row for row, _ in pairs], [column for _, column in pairs]
