"""What can be said about a pair, as codes with their facts; the sentences are made elsewhere.

This is also the readable definition of the score: `score` computes the same numbers for all pairs
at once, and a test holds the two equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from mentorship.matching.barriers import style_distances, why_not
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import (
    ENOUGH_HOURS,
    ENOUGH_INTERESTS,
    FULL_LEVEL,
    RANKS,
    STYLE_SPAN,
    UNIT,
    Mentee,
    Mentor,
    Participant,
    Points,
    Reason,
    Rules,
    fold,
    folded,
    same,
    shares,
)

__all__ = [
    "REASONS",
    "every_reason",
    "moves",
    "need_worths",
    "points",
    "reasons",
    "rounded",
    "why_not",
]

REASONS = (
    "needs_covered",
    "needs_missing",
    "needs_not_told",
    "area_same",
    "area_differs",
    "area_not_told",
    "style_close",
    "style_mixed",
    "style_far",
    "style_not_told",
    "interests_shared",
    "interests_none",
    "interests_not_told",
    "hours_shared",
    "hours_none",
    "hours_not_told",
    "wishes_met",
    "wishes_none",
    "wishes_not_told",
    "identity_shared",
    "identity_differs",
    "identity_not_told",
)

UNCOUNTED = Reason("")


def reasons(mentee: Mentee, mentor: Mentor, rules: Rules) -> tuple[Reason, ...]:
    """One reason for each criterion that counts; their points add up to the score."""
    return tuple(reason for reason in every_reason(mentee, mentor, rules) if reason.of)


def points(mentee: Mentee, mentor: Mentor, rules: Rules) -> Points:
    """Whole points, rounded so that they add up to the rounded whole."""
    return Points(*(reason.points for reason in every_reason(mentee, mentor, rules)))


def moves(before: Outcome, after: Outcome) -> dict[str, tuple[str, str]]:
    """Who would change mentor, from whom to whom ("" is nobody)."""
    old = {pair.mentee_id: pair.mentor_id for pair in before.pairs}
    new = {pair.mentee_id: pair.mentor_id for pair in after.pairs}
    people = sorted(old.keys() | new.keys())
    changes = {who: (old.get(who, ""), new.get(who, "")) for who in people}
    return {who: change for who, change in changes.items() if change[0] != change[1]}


def every_reason(mentee: Mentee, mentor: Mentor, rules: Rules) -> Iterator[Reason]:
    """One for each criterion; those that do not count share an empty one."""
    so_far = 0
    for criterion, of in zip(CRITERIA, rules.weights.shared_out(), strict=True):
        if not of:
            yield UNCOUNTED
            continue
        exact = criterion(mentee, mentor, of)
        before, so_far = so_far, so_far + exact.points
        yield Reason(exact.code, exact.params, rounded(so_far) - rounded(before), of)


def rounded(units: int) -> int:
    """Whole points, halves up."""
    return (2 * units + UNIT) // (2 * UNIT)


def _needs(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    """Each need counts by its weight, and as far as the best offer reaches."""
    if not (mentee.needs and mentor.offers):
        return _not_told("needs", of, mentee=mentee.needs, mentor=mentor.offers)
    levels = _levels(mentor)
    reach = [(need.skill, levels.get(fold(need.skill), 0)) for need in mentee.needs]
    covered = [skill for skill, level in reach if level]
    params = {
        "covered": covered,
        "partly": [skill for skill, level in reach if 0 < level < FULL_LEVEL],
        "missing": [skill for skill, level in reach if not level],
    }
    worth = need_worths(mentee, of).items()
    got = sum(each * levels.get(skill, 0) for skill, each in worth)
    return Reason("needs_covered" if covered else "needs_missing", params, got, of)


def _levels(mentor: Mentor) -> dict[str, int]:
    """How far each skill's best offer reaches."""
    levels: dict[str, int] = {}
    for offer in mentor.offers:
        skill = fold(offer.skill)
        levels[skill] = max(levels.get(skill, 0), min(offer.level, FULL_LEVEL))
    return levels


def need_worths(mentee: Mentee, of: int) -> dict[str, int]:
    """What each level of an offer is worth for each skill, in units; full offers make `of`."""
    weights: Counter[str] = Counter()
    for need in mentee.needs:
        weights[fold(need.skill)] += need.weight
    skills = sorted(weights)
    worths = shares(of * UNIT // FULL_LEVEL, [weights[skill] for skill in skills])
    return dict(zip(skills, worths, strict=True))


def _area(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    if not (fold(mentee.area) and fold(mentor.area)):
        return _not_told("area", of, mentee=fold(mentee.area), mentor=fold(mentor.area))
    if same(mentee.area, mentor.area):
        return Reason("area_same", {"area": mentee.area}, of * UNIT, of)
    return Reason("area_differs", {"mentee": mentee.area, "mentor": mentor.area}, 0, of)


def _style(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    """How near the answers are, over the questions (by position) that both have answered."""
    apart = style_distances(mentee, mentor)
    if not apart:
        return _not_told("style", of, mentee=any(mentee.style), mentor=any(mentor.style))
    whole = STYLE_SPAN * len(apart)
    got = whole - sum(apart.values())
    params = {
        "alike": [question for question, distance in apart.items() if distance == 0],
        "apart": [question for question, distance in apart.items() if distance > 1],
    }
    return Reason(_closeness(got, whole), params, of * UNIT * got // whole, of)


def _closeness(got: int, whole: int) -> str:
    if 4 * got >= 3 * whole:
        return "style_close"
    return "style_mixed" if 2 * got >= whole else "style_far"


def _interests(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    ours, theirs = folded(mentee.interests), folded(mentor.interests)
    if not (ours and theirs):
        return _not_told("interests", of, mentee=ours, mentor=theirs)
    shared = ours & theirs
    named = sorted(word for word in mentee.interests if fold(word) in shared)
    whole = min(ENOUGH_INTERESTS, len(ours))
    earned = of * UNIT * min(len(shared), whole) // whole
    return Reason(f"interests_{'shared' if shared else 'none'}", {"interests": named}, earned, of)


def _hours(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    if not (mentee.hours and mentor.hours):
        return _not_told("hours", of, mentee=mentee.hours, mentor=mentor.hours)
    shared = sorted(mentee.hours & mentor.hours)
    earned = of * UNIT * min(len(shared), ENOUGH_HOURS) // ENOUGH_HOURS
    return Reason(f"hours_{'shared' if shared else 'none'}", {"hours": shared}, earned, of)


def _wishes(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    """Each side's wish is half of it; places count from 1, and 0 is no place."""
    if not (mentee.wishes or mentor.wishes):
        return _not_told("wishes", of, mentee=(), mentor=())
    places = {"mentee": _place(mentee, mentor), "mentor": _place(mentor, mentee)}
    earned = wished(mentee, mentor, of) + wished(mentor, mentee, of)
    return Reason(f"wishes_{'met' if any(places.values()) else 'none'}", places, earned, of)


def _place(one: Participant, other: Participant) -> int:
    return one.wishes.index(other.id) + 1 if other.id in one.wishes else 0


def wished(one: Participant, other: Participant, of: int) -> int:
    """One side's half, in units."""
    if not one.wishes:
        return of * UNIT // 4
    place = _place(one, other)
    return of * UNIT * RANKS[place - 1] // 200 if place else 0


def _identity(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    """Only what the mentee asked for counts; the words themselves go no further."""
    sought, told = folded(mentee.sought), folded(mentor.identities)
    if not (sought and told):
        return _not_told("identity", of, mentee=sought, mentor=told)
    is_shared = not sought.isdisjoint(told)
    code = f"identity_{'shared' if is_shared else 'differs'}"
    return Reason(code, {}, of * UNIT * is_shared, of)


def _not_told(criterion: str, of: int, *, mentee: Any, mentor: Any) -> Reason:
    """Silence earns half the points; `by` says whose it is."""
    silent = [who for who, told in (("mentee", mentee), ("mentor", mentor)) if not told]
    return Reason(f"{criterion}_not_told", {"by": silent}, of * UNIT // 2, of)


CRITERIA = (_needs, _area, _style, _interests, _hours, _wishes, _identity)
