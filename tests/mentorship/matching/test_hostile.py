"""Whatever comes in: a matching that is proven, or a refusal that says why. Never a crash."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import prove
from mentorship.matching.assign import match
from mentorship.matching.board import PinsRefused, refused_pins
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import (
    PIN_PROBLEMS,
    SHORT_SEATS,
    Mentee,
    Mentor,
    Need,
    Offer,
    Pair,
    Rules,
)
from tests.mentorship.matching.factories import by_mentee, make_mentee, make_mentor, needs, offers
from tests.mentorship.matching.games import LUCK, SEED, Cohort, crowd, legal

HOSTILE = (
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\0anybody",
    "\0silent",
    "\0told",
    "\ud800",
    "{{ 7 * 7 }}",
    "ﬀ İ ẞ ſ",
    "\u202egnirts\u202c",
    "👩‍🏫" * 50,
    "a" * 10_000,
    "NaN",
    "-1",
)


def proven(cohort: Cohort) -> Outcome:
    outcome = match(*cohort, SEED)
    assert prove.check(*cohort, outcome) == ()
    assert legal(by_mentee(outcome), cohort)
    return outcome


@settings(max_examples=100, deadline=None)
@given(LUCK)
def test_pins_that_contradict_each_other_are_refused_by_name(luck: Random) -> None:
    people, mentors, rules = crowd(luck)
    names = [one.id for one in people] + ["zoe", ""], [one.id for one in mentors] + ["", "nobody"]
    pins = frozenset((luck.choice(names[0]), luck.choice(names[1])) for _ in range(6))
    rules = replace(rules, pins=pins)
    problems = refused_pins(people, mentors, rules)
    assert set(problems.values()) <= set(PIN_PROBLEMS)
    if problems:
        with pytest.raises(PinsRefused) as refusal:
            match(people, mentors, rules, SEED)
        assert refusal.value.problems == problems
    else:
        assert pins <= by_mentee(proven((people, mentors, rules))).items()


RULED = [
    *(Rules(short_seats=how) for how in SHORT_SEATS),
    Rules(stable=True),
    Rules(leave_out_price=10, first_seat_bonus=5),
]


@pytest.mark.parametrize("rules", RULED)
@pytest.mark.parametrize(("mentees", "seats"), [(0, []), (0, [1]), (3, []), (3, [0]), (3, [0, 0])])
def test_where_there_is_nobody_or_no_seat_nobody_is_paired(
    mentees: int, seats: list[int], rules: Rules
) -> None:
    people = [make_mentee(id=f"e{number}") for number in range(mentees)]
    mentors = [make_mentor(id=f"o{place}", capacity=many) for place, many in enumerate(seats)]
    outcome = proven((people, mentors, rules))
    assert (outcome.pairs, outcome.total, outcome.floor) == ((), 0, None)
    assert {one.code for one in outcome.unmatched} <= {"nobody_allowed"}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_strange_words_are_words_like_others(data: st.DataObject) -> None:
    """They mean the same as themselves and nothing to the engine."""
    word = st.sampled_from(HOSTILE) | st.text(min_size=1).filter(str.strip)
    mine, other = data.draw(word), data.draw(word)
    told: dict[str, Any] = {
        "area": mine,
        "department": other,
        "manager": mine,
        "person": other,
        "interests": frozenset({mine, other}),
    }
    amara = make_mentee(id=f"e{mine}", needs=needs(mine), languages=frozenset({mine}), **told)
    same = told | {"manager": "", "person": ""}
    dela = make_mentor(id=f"o{mine}", offers=offers(mine), languages=frozenset({mine}), **same)
    outcome = proven(([amara], [dela], Rules()))
    assert (outcome.pairs[0].points.needs, outcome.pairs[0].points.area) == (450, 150)
    assert Outcome.from_blob(outcome.to_blob()) == outcome


def test_words_that_only_look_like_the_engines_own_do_not_count_as_silence() -> None:
    for word in ("\0anybody", "\0silent", "\0told"):
        amara, dela = make_mentee(needs=needs(word)), make_mentor(offers=offers("SQL"))
        (pair,) = proven(([amara], [dela], Rules())).pairs
        assert pair.points.needs == 0


@pytest.mark.parametrize("offset", [None, -720, 840, 345])
def test_zones_may_be_unknown_or_as_far_apart_as_there_are(offset: int | None) -> None:
    rules = Rules(max_zone_gap=0)
    cohort = [make_mentee(utc_offset=offset)], [make_mentor(utc_offset=0)], rules
    assert len(proven(cohort).pairs) == (offset is None)


@pytest.mark.parametrize("offset", [-721, 841])
def test_a_zone_that_is_nowhere_on_earth_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="cannot be matched"):
        make_mentee(utc_offset=offset)


def test_skills_may_come_twice_and_in_any_writing() -> None:
    needed = (Need("SQL", 5), Need(" sql ", 1), Need("Python", 2))
    offered = (Offer("Sql", 1), Offer("SQL", 4), Offer("python", 2))
    cohort = [make_mentee(needs=needed)], [make_mentor(offers=offered)], Rules()
    (pair,) = proven(cohort).pairs
    assert pair.points.needs == 394  # six parts in full and two by half, of 450


@pytest.mark.parametrize("side", [0, 1])
def test_somebody_who_comes_twice_is_refused(side: int) -> None:
    people: list[list[Any]] = [[make_mentee()], [make_mentor()]]
    people[side] *= 2
    with pytest.raises(ValueError, match="an id comes twice"):
        match(people[0], people[1], Rules(), SEED)


@settings(max_examples=60, deadline=None)
@given(LUCK)
def test_decisions_about_people_who_are_gone_rest(luck: Random) -> None:
    people, mentors, rules = crowd(luck)
    gone: frozenset[Pair] = frozenset({("gone", mentors[0].id), (people[0].id, "gone"), ("", "")})
    older = replace(
        rules, vetoes=rules.vetoes | gone, keep=rules.keep | gone, blocked=gone, earlier=gone
    )
    before, after = (proven((people, mentors, one)) for one in (rules, older))
    assert before.pairs == after.pairs


def alike(mentees: int, mentors: int) -> Cohort:
    return (
        [Mentee(id=f"e{number:05}", needs=needs("SQL")) for number in range(mentees)],
        [Mentor(id=f"o{number:05}", offers=offers("SQL")) for number in range(mentors)],
        Rules(),
    )


@pytest.mark.parametrize(("mentees", "mentors"), [(300, 300), (500, 200), (200, 500)])
def test_many_people_who_are_all_alike_are_decided_by_lots(mentees: int, mentors: int) -> None:
    outcome = proven(alike(mentees, mentors))
    assert {pair.score for pair in outcome.pairs} == {725}
    assert len(outcome.pairs) == min(mentees, mentors)


@pytest.mark.slow
def test_ten_thousand_people_who_are_all_alike_are_matched_in_time() -> None:
    cohort, began = alike(6000, 4000), time.process_time()
    outcome = match(*cohort, SEED)
    assert time.process_time() - began < 60
    assert (len(outcome.pairs), outcome.floor) == (4000, 725)
