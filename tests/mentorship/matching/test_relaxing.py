"""The one rule whose loosening opens most: counted, never guessed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching.barriers import why_not
from mentorship.matching.relaxing import Relaxing, best_relaxing, relaxings
from mentorship.matching.vocabulary import MUST, Mentor, Rules, Weights
from tests.mentorship.matching.factories import cohorts, make_mentee, make_mentor, needs, offers


def open_to(mentee: object, mentors: list[Mentor], rules: Rules) -> int:
    return sum(not why_not(mentee, mentor, rules) for mentor in mentors)  # type: ignore[arg-type]


def test_a_limit_is_loosened_as_far_as_it_lets_in_all_whom_it_alone_keeps_away() -> None:
    mentee = make_mentee(utc_offset=0)
    zones = {"three": 180, "five": 300, "five too": 270, "unknown": None}
    mentors = [make_mentor(id=name, utc_offset=offset) for name, offset in zones.items()]
    veto = frozenset({(mentee.id, "unknown")})
    found = best_relaxing(mentee, mentors, Rules(max_zone_gap=3, vetoes=veto))
    assert found == Relaxing("zone_gap", opens=2, now=3, then=5)


def test_grades_are_loosened_towards_those_who_are_shut_out() -> None:
    mentee = make_mentee(seniority=5)
    mentors = [make_mentor(id=str(grade), seniority=grade) for grade in (3, 4, 9)]
    rules = Rules(min_seniority_gap=1, max_seniority_gap=3)
    found = {one.rule: (one.opens, one.then) for one in relaxings(mentee, mentors, rules)}
    assert found["min_seniority_gap"] == (2, -2)
    assert found["max_seniority_gap"] == (1, 4)


def test_somebody_behind_two_rules_appears_by_none_alone() -> None:
    mentee = make_mentee(languages=frozenset({"de"}), department="sales")
    mentor = make_mentor(languages=frozenset({"en"}), department="sales")
    assert best_relaxing(mentee, [mentor], Rules(same_department_barred=True)) is None


def test_a_must_can_become_a_wish() -> None:
    mentee, mentor = make_mentee(needs=needs("SQL")), make_mentor(offers=offers("Rust"))
    found = best_relaxing(mentee, [mentor], Rules(weights=Weights(needs=MUST)))
    assert found == Relaxing("must_needs", opens=1)


@settings(max_examples=100, deadline=None)
@given(cohorts(), st.sampled_from(["shared_hour_required", "language_required", "manager_barred"]))
def test_as_many_appear_as_are_said(cohort: tuple, switch: str) -> None:
    mentees, mentors, rules = cohort
    for mentee in mentees:
        found = best_relaxing(mentee, mentors, rules)
        loose = replace(rules, **{switch: False})
        appear = open_to(mentee, mentors, loose) - open_to(mentee, mentors, rules)
        assert appear <= (found.opens if found else 0)
