"""Why two people cannot be paired: every rule, readable, for one pair at a time.

What somebody did not tell keeps nobody apart. `score` knows the same rules for all pairs at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mentorship.matching.vocabulary import (
    RULES,
    STYLE_SPAN,
    Mentee,
    Mentor,
    Pair,
    Reason,
    Rules,
    fold,
    folded,
    same,
)

DAY = 24 * 60
Barred = Callable[[Mentee, Mentor, Rules], bool]


def why_not(mentee: Mentee, mentor: Mentor, rules: Rules) -> Reason | None:
    """The first rule that keeps these two apart."""
    broken = (rule for rule in RULES if BARRED[rule](mentee, mentor, rules))
    return next((_barrier(rule, mentee, mentor) for rule in broken), None)


def _barrier(code: str, mentee: Mentee, mentor: Mentor) -> Reason:
    facts: dict[str, Iterable[str] | int | None] = {}
    if code == "no_shared_language":
        facts = {"mentee": sorted(mentee.languages), "mentor": sorted(mentor.languages)}
    elif code == "same_department":
        facts = {"department": mentee.department}
    elif code == "zone_gap":
        facts = {"mentee": mentee.utc_offset, "mentor": mentor.utc_offset}
    elif code == "seniority_gap":
        facts = {"mentee": mentee.seniority, "mentor": mentor.seniority}
    return Reason(code, facts)


def zone_gap(one: int, other: int) -> int:
    """Minutes between two offsets, the shorter way round the globe."""
    apart = abs(one - other) % DAY
    return min(apart, DAY - apart)


def zones_apart(one: int | None, other: int | None, rules: Rules) -> bool:
    if one is None or other is None or rules.max_zone_gap is None:
        return False
    return zone_gap(one, other) > 60 * rules.max_zone_gap


def grades_apart(mentee: int, mentor: int, rules: Rules) -> bool:
    if not (mentee and mentor):
        return False
    least, most, gap = rules.min_seniority_gap, rules.max_seniority_gap, mentor - mentee
    return (least is not None and gap < least) or (most is not None and gap > most)


def style_distances(mentee: Mentee, mentor: Mentor) -> dict[int, int]:
    """How far apart the answers are, for the questions (by position) that both have answered."""
    answers = enumerate(zip(mentee.style, mentor.style, strict=False))
    return {question: abs(one - other) for question, (one, other) in answers if one and other}


def hour_needed(rules: Rules) -> bool:
    return rules.shared_hour_required or rules.must("hours")


def _named(pairs: frozenset[Pair], one: str, other: str) -> bool:
    return bool(one and other) and ((one, other) in pairs or (other, one) in pairs)


def _managed(mentee: Mentee, mentor: Mentor) -> bool:
    return same(mentee.manager, mentor.email) or same(mentor.manager, mentee.email)


def _nothing_shared(ours: frozenset[Any], theirs: frozenset[Any]) -> bool:
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _no_words(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return _nothing_shared(folded(ours), folded(theirs))


def _no_need(mentee: Mentee, mentor: Mentor) -> bool:
    wanted = frozenset(fold(need.skill) for need in mentee.needs)
    return _nothing_shared(wanted, frozenset(fold(offer.skill) for offer in mentor.offers))


def _far(mentee: Mentee, mentor: Mentor) -> bool:
    apart = style_distances(mentee, mentor)
    return 2 * sum(apart.values()) > STYLE_SPAN * len(apart)


def _unwished(mentee: Mentee, mentor: Mentor) -> bool:
    named = mentor.id in mentee.wishes or mentee.id in mentor.wishes
    return bool(mentee.wishes or mentor.wishes) and not named


def _areas_differ(mentee: Mentee, mentor: Mentor) -> bool:
    return bool(fold(mentee.area) and fold(mentor.area)) and not same(mentee.area, mentor.area)


BARRED: dict[str, Barred] = {
    "no_seat": lambda e, o, r: o.capacity == 0,
    "same_person": lambda e, o, r: same(e.person, o.person),
    "veto": lambda e, o, r: (e.id, o.id) in r.vetoes,
    "blocked": lambda e, o, r: _named(r.blocked, e.person, o.person),
    "paired_before": lambda e, o, r: r.earlier_barred and _named(r.earlier, e.person, o.person),
    "own_manager": lambda e, o, r: r.manager_barred and _managed(e, o),
    "same_manager": lambda e, o, r: r.same_manager_barred and same(e.manager, o.manager),
    "same_department": lambda e, o, r: (
        r.same_department_barred and same(e.department, o.department)
    ),
    "no_shared_language": lambda e, o, r: (
        r.language_required and _no_words(e.languages, o.languages)
    ),
    "no_shared_hour": lambda e, o, r: hour_needed(r) and _nothing_shared(e.hours, o.hours),
    "zone_gap": lambda e, o, r: zones_apart(e.utc_offset, o.utc_offset, r),
    "seniority_gap": lambda e, o, r: grades_apart(e.seniority, o.seniority, r),
    "must_needs": lambda e, o, r: r.must("needs") and _no_need(e, o),
    "must_area": lambda e, o, r: r.must("area") and _areas_differ(e, o),
    "must_style": lambda e, o, r: r.must("style") and _far(e, o),
    "must_interests": lambda e, o, r: r.must("interests") and _no_words(e.interests, o.interests),
    "must_wishes": lambda e, o, r: r.must("wishes") and _unwished(e, o),
    "must_identity": lambda e, o, r: r.must("identity") and _no_words(e.sought, o.identities),
}
