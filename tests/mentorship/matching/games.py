"""Questions about an outcome, answered the long way: by solving again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from mentorship.matching import explain
from mentorship.matching.assign import match
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import Mentee, Mentor, Pair, Rules
from tests.mentorship.matching.factories import by_mentee, cohorts

SEED = 7
Cohort = tuple[list[Mentee], list[Mentor], Rules]


@st.composite
def matched(draw: Any, **decided: Any) -> tuple[Cohort, Outcome]:
    """A cohort with all that a programme may have decided, some pins too, and its matching."""
    people, mentors, rules = draw(cohorts(**decided))
    rules = replace(
        rules,
        keep_bonus=draw(st.sampled_from([0, 40])),
        first_seat_bonus=draw(st.sampled_from([0, 0, 60])),
        leave_out_price=draw(st.sampled_from([None, None, None, 0, 300])),
    )
    pairs = sorted(by_mentee(match(people, mentors, rules, SEED)).items())
    if pairs and draw(st.booleans()):
        rules = replace(rules, pins=frozenset([draw(st.sampled_from(pairs))]))
    return (people, mentors, rules), match(people, mentors, rules, SEED)


def promised(cohort: Cohort, floor: int, *, but: Iterable[Pair] = ()) -> Rules:
    """Rules under which nothing is left to do but to make the most of pairs above this floor."""
    people, mentors, rules = cohort
    low = {
        (mentee.id, mentor.id)
        for mentee in people
        for mentor in mentors
        if sum(explain.points(mentee, mentor, rules)) < floor
    }
    vetoes = rules.vetoes | (low - rules.pins - frozenset(but))
    return replace(rules, vetoes=vetoes, floor_first=False, short_seats="points")


def value(pairs: dict[str, str], cohort: Cohort) -> tuple[int, int]:
    """How many have a mentor, and all points and bonuses; a price of leaving out is points."""
    people, mentors, rules = cohort
    left, right = ({one.id: one for one in side} for side in (people, mentors))
    points = sum(sum(explain.points(left[a], right[b], rules)) for a, b in pairs.items())
    kept = rules.keep_bonus * len(rules.keep & set(pairs.items()))
    pinned = {mentor for _, mentor in rules.pins}
    first = rules.first_seat_bonus * len(set(pairs.values()) - pinned)
    if rules.leave_out_price is not None:
        return 0, points + kept + first + rules.leave_out_price * len(pairs)
    return len(pairs), points + kept + first


def legal(pairs: dict[str, str], cohort: Cohort) -> bool:
    people, mentors, rules = cohort
    left, right = ({one.id: one for one in side} for side in (people, mentors))
    seats = list(pairs.values())
    barred = [explain.why_not(left[a], right[b], rules) for a, b in pairs.items()]
    return not any(barred) and all(seats.count(mentor.id) <= mentor.capacity for mentor in mentors)
