"""What people told, as bags of words and numbers, so that one product compares everybody at once.

A bag on either side holds amounts; two people have in common the sum of amount times amount over
the words of both. Silence is a word too. All amounts are whole and small, so that the products are
exact in float32, on every machine and in every order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorship.matching.barriers import grades_apart, zones_apart
from mentorship.matching.explain import need_worths
from mentorship.matching.vocabulary import (
    ENOUGH_HOURS,
    ENOUGH_INTERESTS,
    FULL_LEVEL,
    PERFECT,
    STYLE_ANSWERS,
    STYLE_QUESTIONS,
    STYLE_SPAN,
    UNIT,
    Mentee,
    Mentor,
    Participant,
    Rules,
    fold,
    folded,
)

BARRIER = 2**20  # more than any score in units: taken off for each rule that is broken
assert 7 * BARRIER + PERFECT * UNIT < 2**23  # seven such rules, and halves stay exact

ANYBODY, SILENT, TOLD = ("anybody",), ("silent",), ("told",)  # no text at all, so nobody's word

Bag = Mapping[Any, int]
Bags = Iterable[Bag]
Matrix = NDArray[np.float32]
Answers = NDArray[np.int64]
Mentees = Sequence[Mentee]
Mentors = Sequence[Mentor]


@dataclass(frozen=True)
class Product:
    """A number for every pair, kept as what each side contributes to it.

    More than `most` is cut off; a pair with less than `least` is forbidden. `counts` says that the
    number belongs to the score.
    """

    left: Matrix
    right: Matrix
    most: int | None = None
    least: int = 0
    counts: bool = True

    @classmethod
    def of(cls, lefts: Bags, rights: Bags, **limits: Any) -> Product:
        lefts, rights = list(lefts), list(rights)
        shared = set().union(*lefts) & set().union(*rights)
        columns = {word: column for column, word in enumerate(shared)}
        return cls(_amounts(lefts, columns), _amounts(rights, columns).T.copy(), **limits)

    @property
    def linear(self) -> bool:
        return self.most is None and not self.least

    def at(self, rows: Any, out: Matrix | None = None) -> Matrix:
        return np.matmul(self.left[rows], self.right, out=out)


def folded_into_one(products: Iterable[Product], *, people: int, mentors: int) -> Product:
    """One product instead of many; it starts at half a point, so that cutting off rounds."""
    half = Product(
        np.full((people, 1), UNIT / 2 + 0.5, np.float32), np.ones((1, mentors), np.float32)
    )
    parts = [half, *products]
    left = np.hstack([part.left for part in parts]).astype(np.float32)
    return Product(left, np.vstack([part.right for part in parts]).astype(np.float32))


def _amounts(bags: Sequence[Bag], columns: Mapping[Any, int]) -> Matrix:
    """A bag that many people share is looked through once."""
    kinds = {id(bag): bag for bag in bags}
    places = {name: place for place, name in enumerate(kinds)}
    found = [
        (place, columns[word], amount)
        for place, bag in enumerate(kinds.values())
        for word, amount in bag.items()
        if word in columns
    ]
    amounts = np.zeros((len(kinds), len(columns)), np.float32)
    row, column, amount = np.array(found, np.int64).reshape(-1, 3).T
    amounts[row, column] = amount
    return amounts[[places[id(bag)] for bag in bags]]


def asking(words: Bag, silence: int) -> Bag:
    """The mentee's side: what the words are worth, and what it is worth that somebody is silent."""
    return {**words, SILENT: silence} if words else {ANYBODY: silence}


def answering(words: Bag) -> Bag:
    return {**words, ANYBODY: 1} if words else {SILENT: 1, ANYBODY: 1}


def ones(words: Iterable[Any]) -> Bag:
    return dict.fromkeys(words, 1)


def needs(mentees: Mentees, mentors: Mentors, of: int, *, must: bool) -> Product:
    lefts = (asking(need_worths(m, of) if m.needs else {}, of * UNIT // 2) for m in mentees)
    return Product.of(lefts, (answering(_offered(m)) for m in mentors), least=int(must))


def _offered(mentor: Mentor) -> Bag:
    """The best offer counts, if a skill comes twice."""
    offers = sorted(mentor.offers, key=lambda offer: offer.level)
    return {fold(offer.skill): min(offer.level, FULL_LEVEL) for offer in offers}


def area(mentees: Mentees, mentors: Mentors, of: int, *, must: bool) -> Product:
    wall = BARRIER * must

    def ask(word: str) -> Bag:
        return asking({word: of * UNIT + wall, TOLD: -wall} if word else {}, of * UNIT // 2)

    rights = (answering(ones([word, TOLD]) if word else {}) for word in _areas(mentors))
    return Product.of(map(ask, _areas(mentees)), rights)


def _areas(people: Iterable[Participant]) -> list[str]:
    return [fold(person.area) for person in people]


def style(mentees: Mentees, mentors: Mentors, of: int, *, must: bool) -> Product:
    """A column for each answer to each question, once for every set of questions answered."""
    lefts, mine = _cards(mentees)
    rights, theirs = _cards(mentors)
    masks = np.unique(rights > 0, axis=0)
    columns = [_style_columns(lefts, rights, mask, of) for mask in masks]
    left, right = (np.hstack(side).astype(np.float32) for side in zip(*columns, strict=True))
    return Product(left[mine], right[theirs].T.copy(), least=of * UNIT // 2 * must)


def _cards(people: Sequence[Participant]) -> tuple[Answers, NDArray[np.int64]]:
    """The different cards there are, and which of them is whose."""
    blank = (0,) * STYLE_QUESTIONS
    told = [(*person.style, *blank)[:STYLE_QUESTIONS] for person in people]
    cards, whose = np.unique(np.array(told or [blank]), axis=0, return_inverse=True)
    return cards, whose.ravel()[: len(people)]


def _style_columns(lefts: Answers, rights: Answers, mask: Any, of: int) -> tuple[Any, Any]:
    """For mentors who answered these questions: what each of their answers is worth to whom."""
    both = (lefts > 0) & mask
    count = both.sum(axis=1)
    these = (rights > 0) == mask
    left, right = [np.where(count == 0, of * UNIT // 2, 0)], [these.all(axis=1)]
    for question in np.flatnonzero(mask):
        for answer in STYLE_ANSWERS:
            near = STYLE_SPAN - abs(lefts[:, question] - answer)
            worth = of * UNIT * near // (STYLE_SPAN * np.maximum(count, 1))
            left.append(worth * both[:, question])
            right.append(right[0] & (rights[:, question] == answer))
    told = [place for place, column in enumerate(right) if column.any()]
    return np.array(left).T[:, told], np.array(right).T[:, told]


def once(make: Callable[[Any], Bag], kinds: Iterable[Any]) -> list[Bag]:
    """Makes one bag for each kind of people, not one for each of them."""
    made: dict[Any, Bag] = {}
    return [made[kind] if kind in made else made.setdefault(kind, make(kind)) for kind in kinds]


def interests(mentees: Mentees, mentors: Mentors, of: int, *, must: bool) -> Product:
    def ask(words: frozenset[str]) -> Bag:
        each = of * UNIT // min(max(len(words), 1), ENOUGH_INTERESTS)
        return asking(dict.fromkeys(words, each), of * UNIT // 2)

    lefts = (ask(folded(m.interests)) for m in mentees)
    rights = (answering(ones(folded(m.interests))) for m in mentors)
    return Product.of(lefts, rights, most=of * UNIT, least=int(must))


def hours(mentees: Mentees, mentors: Mentors, of: int, *, must: bool) -> Product:
    """Also where hours do not count, so that the rule can be asked."""
    each, silence = max(of * UNIT // ENOUGH_HOURS, 1), max(of * UNIT // 2, 1)
    lefts = (asking(dict.fromkeys(m.hours, each), silence) for m in mentees)
    rights = (answering(ones(m.hours)) for m in mentors)
    return Product.of(lefts, rights, most=of * UNIT, least=int(must), counts=of > 0)


def languages(mentees: Mentees, mentors: Mentors) -> Product:
    lefts = (asking(ones(folded(m.languages)), 1) for m in mentees)
    rights = (answering(ones(folded(m.languages))) for m in mentors)
    return Product.of(lefts, rights, least=1, counts=False)


def identity(mentees: Mentees, mentors: Mentors, of: int, *, must: bool) -> Product:
    lefts = (asking(dict.fromkeys(folded(m.sought), of * UNIT), of * UNIT // 2) for m in mentees)
    rights = (answering(ones(folded(m.identities))) for m in mentors)
    return Product.of(lefts, rights, most=of * UNIT, least=int(must))


def wishes(mentees: Mentees, mentors: Mentors, of: int, *, must: bool) -> Product:
    """What it is worth to have named nobody; a must forbids, and each wish allows again."""
    wall, quarter = -BARRIER * must, of * UNIT // 4
    silent = {ANYBODY: quarter, SILENT: quarter, TOLD: wall}
    named = {ANYBODY: wall, SILENT: quarter, TOLD: wall}
    rights = ({ANYBODY: 1, (TOLD if mentor.wishes else SILENT): 1} for mentor in mentors)
    return Product.of((named if m.wishes else silent for m in mentees), rights)


def full_mentors(mentees: Mentees, mentors: Mentors) -> Product:
    wall, open_, closed = {SILENT: -BARRIER}, ones([]), ones([SILENT])
    return Product.of([wall] * len(mentees), [open_ if m.capacity else closed for m in mentors])


def departments(mentees: Mentees, mentors: Mentors) -> Product:
    return _kinds([fold(m.department) for m in mentees], [fold(m.department) for m in mentors],
                  lambda one, other: one == other != "")  # fmt: skip


def zones(mentees: Mentees, mentors: Mentors, rules: Rules) -> Product:
    return _kinds([m.utc_offset for m in mentees], [m.utc_offset for m in mentors],
                  lambda one, other: zones_apart(one, other, rules))  # fmt: skip


def grades(mentees: Mentees, mentors: Mentors, rules: Rules) -> Product:
    return _kinds([m.seniority for m in mentees], [m.seniority for m in mentors],
                  lambda one, other: grades_apart(one, other, rules))  # fmt: skip


def _kinds(lefts: list[Any], rights: list[Any], apart: Callable[[Any, Any], bool]) -> Product:
    """Forbids by what kind of people the two are."""
    theirs = set(rights)

    def ask(mine: Any) -> Bag:
        return {other: -BARRIER for other in theirs if apart(mine, other)}

    return Product.of(once(ask, lefts), once(lambda kind: ones([kind]), rights))
