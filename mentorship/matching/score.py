"""How well two people fit, for every pair at once, in tenths of a point.

`explain.points` is the readable twin: the same numbers for one pair, from the same few constants.
Products are taken in float32 over small whole numbers, so they are exact on every machine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorship.matching.vocabulary import (
    ENOUGH_HOURS,
    ENOUGH_INTERESTS,
    FULL_LEVEL,
    RULES,
    STYLE_ANSWERS,
    STYLE_SPAN,
    Mentee,
    Mentor,
    Participant,
    Rules,
    fold,
    folded,
)

PAIRS_AT_A_TIME = 2**15  # few enough to stay in the processor's cache

Scores = NDArray[np.int16]
Matrix = NDArray[np.float32]
Bag = Mapping[Any, int]
Mentees = Sequence[Mentee]
Mentors = Sequence[Mentor]


def part(of: int, got: Any, whole: Any) -> Any:
    """got/whole of `of`, to the nearest, halves up; for numbers and for arrays of them."""
    return (2 * of * got + whole) // (2 * whole)


def neutral(of: int) -> int:
    """What a criterion earns about which one of the two told nothing."""
    return int(part(of, 1, 2))


def table(mentees: Mentees, mentors: Mentors, rules: Rules) -> Scores:
    """Every pair's score; where a rule forbids the pair, the `forbidden` number of that rule."""
    comparisons = tuple(_comparisons(mentees, mentors, rules))
    scores = np.zeros((len(mentees), len(mentors)), np.int16)
    for rows in blocks(*scores.shape):
        _score(scores[rows], comparisons, rows)
    for rule, (left, right) in reversed(_barriers(mentees, mentors, rules).items()):
        scores[left, right] = forbidden(rule)
    return scores


def forbidden(rule: str) -> int:
    return -1 - RULES.index(rule)


def excluded(row: Scores) -> dict[str, int]:
    """How many mentors each rule took from the mentee of this row."""
    counts = np.bincount(-1 - row[row < 0].astype(np.int64), minlength=len(RULES))
    return {rule: int(count) for rule, count in zip(RULES, counts, strict=True) if count}


def blocks(rows: int, columns: int) -> Iterator[slice]:
    """The rows of a table, a few at a time."""
    step = max(1, PAIRS_AT_A_TIME // max(1, columns))
    return (slice(row, row + step) for row in range(0, rows, step))


@dataclass(frozen=True)
class Product:
    """A number for every pair, kept as what each side contributes to it."""

    left: Matrix
    right: Matrix

    @classmethod
    def of(cls, lefts: Sequence[Bag], rights: Sequence[Bag]) -> Product:
        """What two bags have in common: the sum, over their words, of amount times amount."""
        shared = set().union(*lefts) & set().union(*rights)
        columns = {word: column for column, word in enumerate(shared)}
        return cls(_amounts(lefts, columns), _amounts(rights, columns).T.copy())

    @classmethod
    def told(cls, lefts: Sequence[int], rights: Iterable[object]) -> Product:
        """The left number where the right side told something, else nought."""
        answered = [bool(right) for right in rights]
        return cls(np.array(lefts, np.float32)[:, None], np.array(answered, np.float32)[None, :])

    def block(self, rows: slice) -> NDArray[np.int32]:
        return (self.left[rows] @ self.right).astype(np.int32)


def _amounts(bags: Sequence[Bag], columns: Mapping[Any, int]) -> Matrix:
    amounts = np.zeros((len(bags), len(columns)), np.float32)
    for row, bag in enumerate(bags):
        for word in bag.keys() & columns.keys():
            amounts[row, columns[word]] = bag[word]
    return amounts


@dataclass(frozen=True)
class Comparison:
    """One criterion: how much was asked, how much of it was found, and what that is worth.

    Nothing asked means nothing told. A comparison with a rule demands that something is found.
    """

    of: int
    found: Product
    asked: Product
    rule: str = ""


def _score(scores: Scores, comparisons: Iterable[Comparison], rows: slice) -> None:
    """Fill in one block: first every criterion's points, then the rules, which overwrite them."""
    lacking = {}
    for comparison in comparisons:
        asked = comparison.asked.block(rows)
        found = np.minimum(comparison.found.block(rows), asked)
        worth = part(comparison.of, found, np.maximum(asked, 1))
        scores += np.where(asked > 0, worth, neutral(comparison.of)).astype(np.int16)
        if comparison.rule:
            lacking[comparison.rule] = (asked > 0) & (found == 0)
    for rule in sorted(lacking, key=RULES.index, reverse=True):
        scores[lacking[rule]] = forbidden(rule)


def _comparisons(mentees: Mentees, mentors: Mentors, rules: Rules) -> Iterator[Comparison]:
    of = rules.weights.shared_out()
    yield _needs(mentees, mentors, of.needs)
    yield _area(mentees, mentors, of.area)
    yield _style(mentees, mentors, of.style)
    yield _interests(mentees, mentors, of.interests)
    yield _hours(mentees, mentors, of.hours, rule="no_shared_hour" * rules.shared_hour_required)
    if rules.language_required:
        yield _languages(mentees, mentors)


def _needs(mentees: Mentees, mentors: Mentors, of: int) -> Comparison:
    wanted, offered = list(map(_wanted, mentees)), list(map(_offered, mentors))
    asked = Product.told([FULL_LEVEL * sum(bag.values()) for bag in wanted], offered)
    return Comparison(of, Product.of(wanted, offered), asked)


def _wanted(mentee: Mentee) -> Bag:
    weights: Counter[str] = Counter()
    for need in mentee.needs:
        weights[fold(need.skill)] += need.weight
    return weights


def _offered(mentor: Mentor) -> Bag:
    """The best offer counts, if a skill comes twice."""
    offers = sorted(mentor.offers, key=lambda offer: offer.level)
    return {fold(offer.skill): min(offer.level, FULL_LEVEL) for offer in offers}


def _area(mentees: Mentees, mentors: Mentors, of: int) -> Comparison:
    aims, known = _bags([m.area] for m in mentees), _bags([m.area] for m in mentors)
    return Comparison(of, Product.of(aims, known), Product.told(list(map(len, aims)), known))


def _style(mentees: Mentees, mentors: Mentors, of: int) -> Comparison:
    """Each question that both answered asks for a whole span, and finds what is left of it."""
    found = Product.of(list(map(_answers, mentees)), list(map(_nearness, mentors)))
    spans = [dict.fromkeys(_answered(mentee), STYLE_SPAN) for mentee in mentees]
    both = Product.of(spans, [dict.fromkeys(_answered(mentor), 1) for mentor in mentors])
    return Comparison(of, found, both)


def _answers(person: Participant) -> Bag:
    return dict.fromkeys(enumerate(person.style), 1)


def _nearness(person: Participant) -> Bag:
    """For every answer that the other one may give, how near it is to this person's own."""
    return {
        (question, theirs): STYLE_SPAN - abs(theirs - ours)
        for question, ours in enumerate(person.style)
        for theirs in STYLE_ANSWERS
        if ours
    }


def _answered(person: Participant) -> list[int]:
    return [question for question, answer in enumerate(person.style) if answer]


def _interests(mentees: Mentees, mentors: Mentors, of: int) -> Comparison:
    ours, theirs = _bags(m.interests for m in mentees), _bags(m.interests for m in mentors)
    asked = Product.told([min(len(bag), ENOUGH_INTERESTS) for bag in ours], theirs)
    return Comparison(of, Product.of(ours, theirs), asked)


def _hours(mentees: Mentees, mentors: Mentors, of: int, *, rule: str) -> Comparison:
    ours, theirs = ([dict.fromkeys(m.hours, 1) for m in side] for side in (mentees, mentors))
    asked = Product.told([ENOUGH_HOURS * bool(bag) for bag in ours], theirs)
    return Comparison(of, Product.of(ours, theirs), asked, rule)


def _languages(mentees: Mentees, mentors: Mentors) -> Comparison:
    ours, theirs = _bags(m.languages for m in mentees), _bags(m.languages for m in mentors)
    asked = Product.told(list(map(len, ours)), theirs)
    return Comparison(0, Product.of(ours, theirs), asked, "no_shared_language")


def _bags(lists: Iterable[Iterable[str]]) -> list[Bag]:
    return [dict.fromkeys(folded(words), 1) for words in lists]


def _barriers(mentees: Mentees, mentors: Mentors, rules: Rules) -> dict[str, tuple[Any, Any]]:
    """Rows and columns of the pairs that each rule about single people forbids."""
    barriers: dict[str, tuple[Any, Any]] = {
        "no_seat": (slice(None), [column for column, m in enumerate(mentors) if not m.capacity]),
        "same_person": _alike((m.person for m in mentees), (m.person for m in mentors)),
        "veto": _vetoed(mentees, mentors, rules),
    }
    managers = [m.manager for m in mentors]
    if rules.manager_barred:
        above = _alike((m.manager for m in mentees), (m.email for m in mentors))
        below = _alike((m.email for m in mentees), managers)
        barriers["own_manager"] = (above[0] + below[0], above[1] + below[1])
    if rules.same_manager_barred:
        barriers["same_manager"] = _alike((m.manager for m in mentees), managers)
    if rules.same_department_barred:
        departments = (m.department for m in mentors)
        barriers["same_department"] = _alike((m.department for m in mentees), departments)
    return barriers


def _alike(lefts: Iterable[str], rights: Iterable[str]) -> tuple[list[int], list[int]]:
    """Rows and columns of all pairs in which both told the same."""
    columns = defaultdict(list)
    for column, right in enumerate(map(fold, rights)):
        columns[right].append(column)
    columns[""] = []
    told = [(row, columns.get(left, [])) for row, left in enumerate(map(fold, lefts))]
    return (
        [row for row, found in told for _ in found],
        [column for _, found in told for column in found],
    )


def _vetoed(mentees: Mentees, mentors: Mentors, rules: Rules) -> tuple[list[int], list[int]]:
    """A veto about somebody who is no longer here is simply at rest."""
    rows = {mentee.id: row for row, mentee in enumerate(mentees)}
    columns = {mentor.id: column for column, mentor in enumerate(mentors)}
    here = [(one, other) for one, other in rules.vetoes if one in rows and other in columns]
    return [rows[one] for one, _ in here], [columns[other] for _, other in here]
