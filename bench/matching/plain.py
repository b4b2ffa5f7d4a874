"""The score as a careful program without arrays would work it out: objects, sets and loops.

Everything that can be prepared for a person is prepared once; what is timed is the pairs.
"""

from __future__ import annotations

from typing import Any

from bench.matching.cohorts import RULES, Cohort
from mentorship.matching.vocabulary import (
    FULL_LEVEL,
    RANKS,
    UNIT,
    Mentee,
    Mentor,
    Points,
    fold,
    folded,
    shares,
)

UNITS = Points(*(part * UNIT for part in RULES.weights.shared_out()))
HALF = Points(*(part // 2 for part in UNITS))


def need_worths(mentee: Mentee, of: int) -> dict[str, int]:
    """What each level of an offer is worth for each skill; full offers make `of` points."""
    weights: dict[str, int] = {}
    for need in mentee.needs:
        weights[fold(need.skill)] = weights.get(fold(need.skill), 0) + need.weight
    names = sorted(weights)
    parts = shares(of * UNIT // FULL_LEVEL, [weights[name] for name in names])
    return dict(zip(names, parts, strict=True))


class Told:
    """One person, with everything folded beforehand."""

    def __init__(self, person: Mentee | Mentor) -> None:
        self.id, self.email, self.manager = person.id, person.email, person.manager
        self.hours, self.style, self.area = person.hours, person.style, fold(person.area)
        self.languages, self.interests = folded(person.languages), folded(person.interests)
        self.department, self.grade = fold(person.department), person.seniority
        self.ranks = {wish: RANKS[rank] for rank, wish in enumerate(person.wishes)}
        if isinstance(person, Mentee):
            self.worths = list(need_worths(person, RULES.weights.shared_out().needs).items())
            self.enough = min(len(self.interests), 3)
        else:
            self.levels = {fold(offer.skill): min(offer.level, 4) for offer in person.offers}


def told(people: Cohort) -> tuple[list[Told], list[Told]]:
    return [Told(one) for one in people[0]], [Told(one) for one in people[1]]


def by_objects(mentees: list[Told], mentors: list[Told]) -> list[list[int]]:
    return [[score(mentee, mentor) for mentor in mentors] for mentee in mentees]


def score(mentee: Told, mentor: Told) -> int:
    if apart(mentee, mentor):
        return -1
    levels = mentor.levels
    units = sum(worth * levels.get(skill, 0) for skill, worth in mentee.worths)
    units += area(mentee, mentor) + style(mentee.style, mentor.style)
    common = len(mentee.interests & mentor.interests)
    units += UNITS.interests * min(common, mentee.enough) // mentee.enough
    units += UNITS.hours * min(len(mentee.hours & mentor.hours), 4) // 4
    units += wish(mentee, mentor.id) + wish(mentor, mentee.id)
    return (2 * units + UNIT) // (2 * UNIT)


def apart(mentee: Told, mentor: Told) -> bool:
    return (
        mentee.manager == mentor.email
        or mentee.department == mentor.department
        or mentee.languages.isdisjoint(mentor.languages)
        or mentor.grade < mentee.grade
    )


def area(mentee: Told, mentor: Told) -> int:
    if mentee.area and mentor.area:
        return UNITS.area if mentee.area == mentor.area else 0
    return HALF.area


def style(ours: tuple[int, ...], theirs: tuple[int, ...]) -> int:
    both = [(one, other) for one, other in zip(ours, theirs, strict=True) if one and other]
    if not both:
        return HALF.style
    near = sum(4 - abs(one - other) for one, other in both)
    return UNITS.style * near // (4 * len(both))


def wish(one: Told, other: Any) -> int:
    if not one.ranks:
        return HALF.wishes // 2
    return UNITS.wishes * one.ranks.get(other, 0) // 200
