"""What must hold of everything that comes after a matching: bonuses, joiners, prices, storage.

Properties like those of `properties`, where their numbers are.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from mentorship.matching.alternatives import alternatives, on_paper, price
from mentorship.matching.assign import match
from mentorship.matching.board import PinsRefused, refused_pins
from mentorship.matching.joiners import freeze, join, sweep
from mentorship.matching.outcome import Outcome
from mentorship.matching.standing import Standing
from mentorship.matching.vocabulary import MOST_BONUS, Mentee, Mentor, Participant, Rules
from tests.mentorship.matching.factories import by_mentee
from tests.mentorship.matching.games import SEED, Cohort, crowd, legal, promised, value
from tests.mentorship.matching.properties import Property, matching, with_rules

ONLY_POINTS: dict[str, Any] = {
    "floor_first": False,
    "short_seats": "points",
    "leave_out_price": None,
}
FOUND = ("free", "costs", "leaves_out")


def a_bonus_keeps_pairs(luck: Random) -> None:
    """As many are seated, no fewer of the pairs stay, and there are no more points than before."""
    cohort = crowd(luck, leave_out_price=None, floor_first=False, first_seat_bonus=0)
    some = sorted((one.id, other.id) for one in cohort[0] for other in cohort[1])
    keep = frozenset(luck.sample(some, min(len(some), 4)))
    bonuses = (0, 20, 80, 400)
    rounds = [match(*with_rules(cohort, keep=keep, keep_bonus=one), SEED) for one in bonuses]
    kept = [len(keep & by_mentee(outcome).items()) for outcome in rounds]
    totals = [outcome.total for outcome in rounds]
    assert len({len(outcome.pairs) for outcome in rounds}) == 1
    assert (sorted(kept), sorted(totals, reverse=True)) == (kept, totals)


def a_newcomer_is_seated_as_solving_again(luck: Random) -> None:
    cohort = people, mentors, rules = crowd(luck, **ONLY_POINTS)
    late = luck.sample([one.id for one in people], luck.randint(1, min(3, len(people))))
    early = [one for one in people if one.id not in late]
    pairs, _ = join(people, mentors, match(early, mentors, rules, SEED), late)
    assert legal(pairs, cohort)
    assert value(pairs, cohort) == value(matching(cohort), cohort)


def a_price_is_a_difference_of_two(luck: Random) -> None:
    cohort = people, mentors, rules = crowd(luck, floor_first=False, short_seats="points")
    outcome = match(*cohort, SEED)
    standing, was = Standing.of(people, mentors, outcome), value(by_mentee(outcome), cohort)
    for pair in [(one.id, other.id) for one in people for other in mentors]:
        told = price(standing, *pair)
        if told.code not in FOUND:
            continue
        again = replace(promised(cohort, 0, but=[pair]), pins=frozenset([pair]))
        best = value(by_mentee(match(people, mentors, again, SEED)), cohort)
        counted = told.people * (rules.leave_out_price or 0)
        assert told.points + told.bonuses + counted == was[1] - best[1]
        assert rules.leave_out_price is not None or told.people == was[0] - best[0]


def an_endless_bonus_freezes(luck: Random) -> None:
    cohort = people, mentors, rules = crowd(luck, **ONLY_POINTS, first_seat_bonus=0)
    late = luck.sample([one.id for one in people], luck.randint(0, min(2, len(people))))
    early = [one for one in people if one.id not in late]
    outcome = match(early, mentors, rules, SEED)
    was, frozen = by_mentee(outcome), freeze(people, mentors, outcome, SEED).outcome
    (most,) = sweep(*cohort, set(was.items()), SEED, bonuses=[MOST_BONUS])
    if len(was | by_mentee(frozen)) == len(people):
        assert (most.moved, by_mentee(most.outcome)) == (0, was | by_mentee(frozen))


def whom_a_rule_keeps_apart_never_meets(luck: Random) -> None:
    """Neither in a matching nor in a later one nor by a pin, whichever of the two is blocked."""
    cohort = people, mentors, rules = a_company(luck)
    outcome = match(*cohort, SEED)
    (again,) = sweep(*cohort, set(by_mentee(outcome).items()), SEED, bonuses=[MOST_BONUS])
    left, right = ({one.id: one for one in side} for side in (people, mentors))
    for one, other in (*by_mentee(outcome).items(), *by_mentee(again.outcome).items()):
        assert barred(left[one], right[other], rules) == ""
    for one, other in [(one, other) for one in people for other in mentors if other.capacity]:
        pin = one.id, other.id
        found = refused_pins(people, mentors, replace(rules, pins=frozenset([pin])))
        assert found.get(pin, "") == barred(one, other, rules)


def a_company(luck: Random) -> Cohort:
    """A crowd with persons, managers and departments; some are blocked, in one direction."""
    people, mentors, rules = crowd(luck, vetoes=frozenset(), pins=frozenset())
    barring = {"same_department_barred": True, "blocked": frozenset({("p1", "p2"), ("p3", "p4")})}

    def employed(one: Any) -> Any:
        return replace(
            one,
            person=luck.choice(["", "p1", "p2", "p3", "p4"]),
            email=luck.choice(["", "ines@example.org", "jo@example.org", "kim@example.org"]),
            manager=luck.choice(["", "", "INES@example.org ", "jo@example.org"]),
            department=luck.choice(["", "", "Sales", "Law"]),
        )

    return [*map(employed, people)], [*map(employed, mentors)], replace(rules, **barring)


def barred(one: Mentee, other: Mentor, rules: Rules) -> str:
    """The rules of a company, said once more and in other words."""
    mine, theirs = (plain(person) for person in (one, other))
    if mine["person"] == theirs["person"] != "":
        return "same_person"
    if {(mine["person"], theirs["person"]), (theirs["person"], mine["person"])} & rules.blocked:
        return "blocked"
    if mine["manager"] == theirs["email"] != "" or theirs["manager"] == mine["email"] != "":
        return "own_manager"
    if mine["manager"] == theirs["manager"] != "":
        return "same_manager"
    return "same_department" if mine["department"] == theirs["department"] != "" else ""


def plain(person: Participant) -> dict[str, str]:
    told = {name: getattr(person, name) for name in ("email", "manager", "department")}
    return {"person": person.person} | {name: word.strip().lower() for name, word in told.items()}


def a_stored_matching_explains_alike(luck: Random) -> None:
    people, mentors, rules = crowd(luck)
    outcome = match(people, mentors, rules, SEED)
    stored = Outcome.from_blob(outcome.to_blob())
    now, later = (Standing.of(people, mentors, one) for one in (outcome, stored))
    assert on_paper(now) == on_paper(later)
    for one in people:
        assert alternatives(now, one.id) == alternatives(later, one.id)
        for other in mentors:
            assert price(now, one.id, other.id) == price(later, one.id, other.id)


def a_pin_is_kept_or_refused(luck: Random) -> None:
    """Any pins at all: each is kept, or named with the rule that it breaks."""
    cohort = people, mentors, _ = crowd(luck)
    some = [(one.id, other.id) for one in people for other in mentors]
    pins = frozenset(luck.sample(some, min(len(some), luck.randint(1, 4))))
    pinned = with_rules(cohort, pins=pins)
    problems = refused_pins(*pinned)
    if not problems:
        assert pins <= matching(pinned).items()
        return
    with pytest.raises(PinsRefused) as refusal:
        match(*pinned, SEED)
    assert refusal.value.problems == problems
    assert problems.keys() <= pins


PROPERTIES: tuple[Property, ...] = (
    a_bonus_keeps_pairs,
    a_newcomer_is_seated_as_solving_again,
    a_price_is_a_difference_of_two,
    an_endless_bonus_freezes,
    whom_a_rule_keeps_apart_never_meets,
    a_stored_matching_explains_alike,
    a_pin_is_kept_or_refused,
)
