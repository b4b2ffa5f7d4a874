"""Rules made milder: told exactly as trying it would tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from mentorship.matching.explain import why_not
from mentorship.matching.relaxing import LIMITS, NOT_RELAXED, best_relaxation, relaxations
from mentorship.matching.vocabulary import Mentee, Mentor, Rules, Weights
from tests.mentorship.matching.factories import cohorts, make_mentee, make_mentor

thorough = settings(max_examples=200, deadline=None)
STEPS = range(-9, 13)


def opened(mentee: Mentee, mentors: list[Mentor], rules: Rules, milder: Rules) -> tuple[str, ...]:
    """Found by asking again."""
    barred = [one for one in mentors if why_not(mentee, one, rules)]
    return tuple(sorted(one.id for one in barred if not why_not(mentee, one, milder)))


@thorough
@given(cohorts(most_mentees=3, most_mentors=6))
def test_what_it_opens_is_what_trying_it_opens(cohort: Any) -> None:
    people, mentors, rules = cohort
    for mentee in people:
        for found in relaxations(mentee, mentors, rules):
            assert found.opens == opened(mentee, mentors, rules, found.rules) != ()
            assert found.rule not in NOT_RELAXED


@thorough
@given(cohorts(most_mentees=3, most_mentors=6))
def test_a_limit_moves_no_further_than_it_must(cohort: Any) -> None:
    people, mentors, rules = cohort
    for mentee in people:
        told = {found.limit: found for found in relaxations(mentee, mentors, rules) if found.limit}
        for limit in LIMITS:
            now = getattr(rules, limit)
            if now is None:
                assert limit not in told
                continue
            steps = [step for step in STEPS if (step < now) == (limit == "min_seniority_gap")]
            tried = {
                abs(step - now): (step, found)
                for step in steps
                if (found := opened(mentee, mentors, rules, replace(rules, **{limit: step})))
            }
            nearest = min(tried.items(), default=None)
            assert (nearest is None) == (limit not in told)
            if nearest:
                assert (told[limit].then, told[limit].opens) == nearest[1]


SWITCHED_OFF = [
    {"earlier_barred": False},
    {"manager_barred": False},
    {"same_manager_barred": False},
    {"same_department_barred": False},
    {"language_required": False},
    {"vetoes": frozenset()},
]


@thorough
@given(cohorts(most_mentees=3, most_mentors=6, weights=Weights()))
def test_no_rule_that_would_open_somebody_is_forgotten(cohort: Any) -> None:
    people, mentors, rules = cohort
    for mentee in people:
        told = {found.opens for found in relaxations(mentee, mentors, rules)}
        for off in [*SWITCHED_OFF, {"shared_hour_required": False}]:
            found = opened(mentee, mentors, rules, replace(rules, **off))
            assert not found or found in told


def test_four_mentors_appear_if_the_limit_moves_by_two_hours() -> None:
    mentee = make_mentee(utc_offset=0)
    near = [make_mentor(id=f"near{n}", utc_offset=270 + 30 * (n % 2)) for n in range(4)]
    far = [make_mentor(id="far", utc_offset=600)]
    found = best_relaxation(mentee, near + far, Rules(max_zone_gap=3))
    assert found is not None
    assert (found.rule, found.limit, found.now, found.then) == ("zone_gap", "max_zone_gap", 3, 5)
    assert found.opens == ("near0", "near1", "near2", "near3")
    assert found.rules == Rules(max_zone_gap=5)


def test_what_opens_most_comes_first() -> None:
    mentee = make_mentee(languages=frozenset({"en"}), department="law")
    german = [make_mentor(id=f"g{n}", languages=frozenset({"de"})) for n in range(2)]
    lawyers = [make_mentor(id=f"l{n}", department="law") for n in range(3)]
    both = make_mentor(id="b", languages=frozenset({"de"}), department="law")
    found = relaxations(mentee, [*german, both, *lawyers], Rules(same_department_barred=True))
    assert [(one.rule, len(one.opens)) for one in found] == [
        ("same_department", 3),
        ("no_shared_language", 2),
    ]


def test_a_must_becomes_a_strong_wish() -> None:
    mentee, mentor = make_mentee(area="law"), make_mentor(area="data")
    rules = Rules(weights=Weights(area=10))
    found = best_relaxation(mentee, [mentor], rules)
    assert found is not None
    assert (found.rule, found.rules.weights) == ("must_area", Weights(area=9))


def test_protection_is_never_offered_for_sale() -> None:
    mentee = make_mentee(person="p1")
    blocked = make_mentor(id="o1", person="p2")
    full, oneself = make_mentor(id="o2", capacity=0), make_mentor(id="o3", person="p1")
    rules = Rules(blocked=frozenset({("p2", "p1")}))
    assert relaxations(mentee, [blocked, full, oneself], rules) == ()
