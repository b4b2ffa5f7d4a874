"""What can be said about a pair, as codes with their facts; the sentences are made elsewhere.

This is also the readable definition of the score: `score` computes the same numbers for all pairs
at once, and a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mentorship.matching.outcome import Outcome
from mentorship.matching.score import neutral, part
from mentorship.matching.vocabulary import (
    ENOUGH_HOURS,
    ENOUGH_INTERESTS,
    FULL_LEVEL,
    STYLE_SPAN,
    Mentee,
    Mentor,
    Points,
    Reason,
    Rules,
    fold,
    folded,
    same,
)

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
)


def reasons(mentee: Mentee, mentor: Mentor, rules: Rules) -> tuple[Reason, ...]:
    """One reason for each criterion that counts; their points add up to the score."""
    return tuple(reason for reason in _all(mentee, mentor, rules) if reason.of)


def points(mentee: Mentee, mentor: Mentor, rules: Rules) -> Points:
    return Points(*(reason.points for reason in _all(mentee, mentor, rules)))


def why_not(mentee: Mentee, mentor: Mentor, rules: Rules) -> Reason | None:
    """The first rule that keeps these two apart."""
    broken = (
        ("no_seat", mentor.capacity == 0),
        ("same_person", same(mentee.person, mentor.person)),
        ("veto", (mentee.id, mentor.id) in rules.vetoes),
        ("own_manager", rules.manager_barred and _one_manages_the_other(mentee, mentor)),
        ("same_manager", rules.same_manager_barred and same(mentee.manager, mentor.manager)),
        ("same_department", rules.same_department_barred and _same_department(mentee, mentor)),
        ("no_shared_language", rules.language_required and _no_language(mentee, mentor)),
        ("no_shared_hour", rules.shared_hour_required and _no_hour(mentee, mentor)),
    )
    return next((_barrier(code, mentee, mentor) for code, holds in broken if holds), None)


def moves(before: Outcome, after: Outcome) -> dict[str, tuple[str, str]]:
    """Who would change mentor, from whom to whom ("" is nobody)."""
    old = {pair.mentee_id: pair.mentor_id for pair in before.pairs}
    new = {pair.mentee_id: pair.mentor_id for pair in after.pairs}
    people = sorted(old.keys() | new.keys())
    changes = {who: (old.get(who, ""), new.get(who, "")) for who in people}
    return {who: change for who, change in changes.items() if change[0] != change[1]}


def _all(mentee: Mentee, mentor: Mentor, rules: Rules) -> tuple[Reason, ...]:
    of = rules.weights.shared_out()
    return (
        _needs(mentee, mentor, of.needs),
        _area(mentee, mentor, of.area),
        _style(mentee, mentor, of.style),
        _interests(mentee, mentor, of.interests),
        _hours(mentee, mentor, of.hours),
    )


def _needs(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    """Each need counts by its weight, and as far as the best offer reaches."""
    if not (mentee.needs and mentor.offers):
        return _not_told("needs", of, mentee=mentee.needs, mentor=mentor.offers)
    reach = {need: _reach(need.skill, mentor) for need in mentee.needs}
    covered = [need.skill for need in mentee.needs if reach[need]]
    params = {
        "covered": covered,
        "partly": [need.skill for need in mentee.needs if 0 < reach[need] < FULL_LEVEL],
        "missing": [need.skill for need in mentee.needs if not reach[need]],
    }
    got = sum(need.weight * reach[need] for need in mentee.needs)
    whole = sum(need.weight * FULL_LEVEL for need in mentee.needs)
    return Reason("needs_covered" if covered else "needs_missing", params, part(of, got, whole), of)


def _reach(skill: str, mentor: Mentor) -> int:
    levels = (offer.level for offer in mentor.offers if same(offer.skill, skill))
    return min(max(levels, default=0), FULL_LEVEL)


def _area(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    if not (fold(mentee.area) and fold(mentor.area)):
        return _not_told("area", of, mentee=fold(mentee.area), mentor=fold(mentor.area))
    if same(mentee.area, mentor.area):
        return Reason("area_same", {"area": mentee.area}, of, of)
    return Reason("area_differs", {"mentee": mentee.area, "mentor": mentor.area}, 0, of)


def _style(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    """How near the answers are, over the questions (by position) that both have answered."""
    answers = enumerate(zip(mentee.style, mentor.style, strict=False))
    apart = {question: abs(one - other) for question, (one, other) in answers if one and other}
    if not apart:
        return _not_told("style", of, mentee=any(mentee.style), mentor=any(mentor.style))
    whole = STYLE_SPAN * len(apart)
    got = whole - sum(apart.values())
    params = {
        "alike": [question for question, distance in apart.items() if distance == 0],
        "apart": [question for question, distance in apart.items() if distance > 1],
    }
    return Reason(_closeness(got, whole), params, part(of, got, whole), of)


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
    earned = part(of, min(len(shared), whole), whole)
    return Reason(f"interests_{'shared' if shared else 'none'}", {"interests": named}, earned, of)


def _hours(mentee: Mentee, mentor: Mentor, of: int) -> Reason:
    if not (mentee.hours and mentor.hours):
        return _not_told("hours", of, mentee=mentee.hours, mentor=mentor.hours)
    shared = sorted(mentee.hours & mentor.hours)
    earned = part(of, min(len(shared), ENOUGH_HOURS), ENOUGH_HOURS)
    return Reason(f"hours_{'shared' if shared else 'none'}", {"hours": shared}, earned, of)


def _not_told(criterion: str, of: int, *, mentee: Any, mentor: Any) -> Reason:
    """Silence earns half the points; `by` says whose it is."""
    silent = [who for who, told in (("mentee", mentee), ("mentor", mentor)) if not told]
    return Reason(f"{criterion}_not_told", {"by": silent}, neutral(of), of)


def _one_manages_the_other(mentee: Mentee, mentor: Mentor) -> bool:
    return same(mentee.manager, mentor.email) or same(mentor.manager, mentee.email)


def _same_department(mentee: Mentee, mentor: Mentor) -> bool:
    return same(mentee.department, mentor.department)


def _no_language(mentee: Mentee, mentor: Mentor) -> bool:
    return _nothing_shared(folded(mentee.languages), folded(mentor.languages))


def _no_hour(mentee: Mentee, mentor: Mentor) -> bool:
    return _nothing_shared(mentee.hours, mentor.hours)


def _nothing_shared(ours: frozenset[Any], theirs: frozenset[Any]) -> bool:
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _barrier(code: str, mentee: Mentee, mentor: Mentor) -> Reason:
    facts: dict[str, Iterable[str]] = {}
    if code == "no_shared_language":
        facts = {"mentee": sorted(mentee.languages), "mentor": sorted(mentor.languages)}
    elif code == "same_department":
        facts = {"department": mentee.department}
    return Reason(code, facts)
