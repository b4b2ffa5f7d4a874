"""Questions about an outcome, answered the long way: by solving again."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from mentorship.matching import explain
from mentorship.matching.assign import match
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import SHORT_SEATS, Mentee, Mentor, Need, Offer, Pair, Rules
from tests.mentorship.matching.factories import AREAS, SKILLS, by_mentee, cohorts

SEED = 7
Cohort = tuple[list[Mentee], list[Mentor], Rules]


# Drawn evenly: what is drawn piece by piece is mostly empty or all alike, and nobody competes.
LUCK = st.sampled_from(range(10_000)).map(random.Random)


def crowd(luck: random.Random, *, most: tuple[int, int] = (7, 5), **decided: Any) -> Cohort:
    """People who may nearly all meet, with few seats and few words, so that they compete and tie.

    Where `cohorts` tries every rule there is, this tries what seats are worth.
    """
    people = [_somebody(luck, number) for number in range(luck.randint(1, most[0]))]
    mentors = [_mentor(luck, number) for number in range(luck.randint(1, most[1]))]
    pairs = [(one.id, other.id) for one in people for other in mentors]
    some = {
        "vetoes": frozenset(luck.sample(pairs, luck.randint(0, len(pairs) // 3))),
        "keep": frozenset(luck.sample(pairs, min(len(pairs), luck.randint(0, 3)))),
        "keep_bonus": luck.choice([0, 40, 200]),
        "first_seat_bonus": luck.choice([0, 0, 60, 250]),
        "floor_first": luck.random() < 0.5,
        "short_seats": luck.choice(SHORT_SEATS),
        "leave_out_price": luck.choice([None, None, None, 0, 100]),
    }
    return people, mentors, Rules(**{**some, **decided})


def _somebody(luck: random.Random, number: int) -> Mentee:
    wanted = luck.sample(SKILLS, luck.randint(1, 3))
    needs = tuple(Need(skill, luck.randint(1, 5)) for skill in wanted)
    return Mentee(id=f"e{number}", needs=needs, area=luck.choice(AREAS))


def _mentor(luck: random.Random, number: int) -> Mentor:
    offered = luck.sample(SKILLS, luck.randint(1, 3))
    offers = tuple(Offer(skill, luck.randint(1, 5)) for skill in offered)
    seats = luck.choice([0, 1, 1, 1, 2, 2, 3])
    return Mentor(id=f"o{number}", offers=offers, area=luck.choice(AREAS), capacity=seats)


def crowds(luck: random.Random, **decided: Any) -> st.SearchStrategy[Cohort]:
    """Mostly competition, and now and then every rule there is."""
    return cohorts(**decided) if luck.random() < 0.15 else st.just(crowd(luck, **decided))


GAMES = LUCK.flatmap(crowds)


@st.composite
def matched(draw: Any, **decided: Any) -> tuple[Cohort, Outcome]:
    """A cohort and its matching, now and then with one of its pairs as a pin."""
    luck = draw(LUCK)
    people, mentors, rules = draw(crowds(luck, **decided))
    outcome = match(people, mentors, rules, SEED)
    pairs = sorted(by_mentee(outcome).items())
    if pairs and luck.random() < 0.25:
        rules = replace(rules, pins=frozenset([luck.choice(pairs)]))
        outcome = match(people, mentors, rules, SEED)
    return (people, mentors, rules), outcome


@st.composite
def with_newcomers(draw: Any, **decided: Any) -> tuple[Cohort, Outcome, list[str]]:
    """A cohort, the matching of those who were there first, and the others in some order."""
    luck = draw(LUCK)
    people, mentors, rules = draw(crowds(luck, **decided))
    late = luck.sample([one.id for one in people], luck.randint(0, min(3, len(people))))
    early = [one for one in people if one.id not in late]
    return (people, mentors, rules), match(early, mentors, rules, SEED), late


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
