"""Why these two, why not those two: codes and facts, and points that add up."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from mentorship.matching import explain
from mentorship.matching.assign import match
from mentorship.matching.vocabulary import MUST, RULES, Reason, Rules, Weights
from tests.mentorship.matching.factories import (
    cohorts,
    make_mentee,
    make_mentor,
    needs,
    offers,
)


def test_every_criterion_is_told_with_its_facts_and_points() -> None:
    mentee = make_mentee(
        needs=needs("SQL", "Public speaking", "Estimating"),
        hours=frozenset({9, 10, 33}),
        area="Data",
        style=(2, 5, 0, 3),
        interests=frozenset({"Sailing", "chess"}),
    )
    mentor = make_mentor(
        offers=(*offers("sql"), *offers("estimating", level=2)),
        hours=frozenset({10, 33, 80}),
        area="design",
        style=(2, 2, 4, 4),
        interests=frozenset({"sailing"}),
    )
    assert explain.reasons(mentee, mentor, Rules()) == (
        Reason(
            "needs_covered",
            {
                "covered": ["SQL", "Estimating"],
                "partly": ["Estimating"],
                "missing": ["Public speaking"],
            },
            225,
            450,
        ),
        Reason("area_differs", {"mentee": "Data", "mentor": "design"}, 0, 150),
        Reason("style_mixed", {"alike": [0], "apart": [1]}, 100, 150),
        Reason("interests_shared", {"interests": ["Sailing"]}, 50, 100),
        Reason("hours_shared", {"hours": [10, 33]}, 75, 150),
    )


def test_what_was_not_told_is_said_and_by_whom() -> None:
    reasons = explain.reasons(make_mentee(area="data"), make_mentor(hours=frozenset({9})), Rules())
    assert [(reason.code, reason.params) for reason in reasons] == [
        ("needs_not_told", {"by": ["mentee", "mentor"]}),
        ("area_not_told", {"by": ["mentor"]}),
        ("style_not_told", {"by": ["mentee", "mentor"]}),
        ("interests_not_told", {"by": ["mentee", "mentor"]}),
        ("hours_not_told", {"by": ["mentee"]}),
    ]


def test_a_criterion_without_weight_is_not_mentioned() -> None:
    rules = Rules(weights=Weights(needs=1, area=0, style=0, interests=0, hours=1))
    reasons = explain.reasons(make_mentee(), make_mentor(), rules)
    assert [reason.code for reason in reasons] == ["needs_not_told", "hours_not_told"]


@settings(max_examples=60, deadline=None)
@given(cohorts())
def test_reasons_add_up_to_the_score_and_can_be_stored(cohort: Any) -> None:
    mentees, mentors, rules = cohort
    people = {person.id: person for person in (*mentees, *mentors)}
    for pair in match(mentees, mentors, rules, seed=1).pairs:
        reasons = explain.reasons(people[pair.mentee_id], people[pair.mentor_id], rules)
        assert sum(reason.points for reason in reasons) == sum(pair.points) == pair.score
        assert {reason.code for reason in reasons} <= set(explain.REASONS)
        stored = json.loads(json.dumps([reason.to_json() for reason in reasons]))
        assert tuple(Reason(**reason) for reason in stored) == reasons


def must(criterion: str) -> dict[str, Any]:
    return {"weights": Weights()._replace(**{criterion: MUST})}


BOSS = "ines@example.org"
APART: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("no_seat", {}, {"capacity": 0}, {}),
    ("same_person", {"person": "P1"}, {"person": "p1"}, {}),
    ("veto", {}, {}, {"vetoes": frozenset({("amara", "dela")})}),
    ("own_manager", {"manager": BOSS}, {"email": "Ines@Example.org"}, {}),
    ("own_manager", {"email": BOSS}, {"manager": BOSS}, {}),
    ("same_manager", {"manager": BOSS}, {"manager": BOSS}, {}),
    (
        "same_department",
        {"department": "Law"},
        {"department": "law"},
        {"same_department_barred": True},
    ),
    ("no_shared_language", {"languages": {"de"}}, {"languages": {"en", "fr"}}, {}),
    ("no_shared_hour", {"hours": frozenset({9})}, {"hours": frozenset({10})}, {}),
    ("blocked", {"person": "p1"}, {"person": "p2"}, {"blocked": frozenset({("p2", "p1")})}),
    ("paired_before", {"person": "p1"}, {"person": "p2"}, {"earlier": frozenset({("p1", "p2")})}),
    ("zone_gap", {"utc_offset": -720}, {"utc_offset": 840 - 180}, {"max_zone_gap": 0}),
    ("seniority_gap", {"seniority": 3}, {"seniority": 4}, {"min_seniority_gap": 2}),
    ("seniority_gap", {"seniority": 3}, {"seniority": 9}, {"max_seniority_gap": 5}),
    ("must_needs", {"needs": needs("SQL")}, {"offers": offers("C")}, must("needs")),
    ("must_area", {"area": "law"}, {"area": "data"}, must("area")),
    ("must_style", {"style": (1, 2)}, {"style": (5, 3)}, must("style")),
    ("must_interests", {"interests": {"a"}}, {"interests": {"b"}}, must("interests")),
    ("must_wishes", {"wishes": ("zoe",)}, {}, must("wishes")),
    ("must_wishes", {}, {"wishes": ("zoe",)}, must("wishes")),
    ("must_identity", {"sought": {"parent"}}, {"identities": {"woman"}}, must("identity")),
    (
        "no_shared_hour",
        {"hours": frozenset({9})},
        {"hours": frozenset({10})},
        must("hours") | {"shared_hour_required": False},
    ),
]


@pytest.mark.parametrize(("code", "mentee", "mentor", "decided"), APART)
def test_each_rule_keeps_its_pairs_apart_and_is_named(
    code: str, mentee: dict[str, Any], mentor: dict[str, Any], decided: dict[str, Any]
) -> None:
    pair = make_mentee(**mentee), make_mentor(**mentor)
    barrier = explain.why_not(*pair, Rules(**decided))
    assert barrier is not None
    assert barrier.code == code
    outcome = match([pair[0]], [pair[1]], Rules(**decided), seed=1)
    assert (outcome.pairs, outcome.unmatched[0].excluded) == ((), {code: 1})


def test_every_rule_has_a_pair_above() -> None:
    assert {code for code, *_ in APART} == set(RULES)


@pytest.mark.parametrize(
    ("mentee", "mentor", "decided"),
    [
        ({"manager": BOSS}, {"email": BOSS}, {"manager_barred": False}),
        ({"manager": BOSS}, {"manager": BOSS}, {"same_manager_barred": False}),
        ({"department": "law"}, {"department": "law"}, {}),
        ({"languages": {"de"}}, {"languages": {"en"}}, {"language_required": False}),
        ({"hours": frozenset({9})}, {"hours": frozenset({8})}, {"shared_hour_required": False}),
        ({"languages": {"de"}}, {}, {}),
        ({}, {"hours": frozenset({8})}, {}),
        ({"utc_offset": 0}, {}, {"max_zone_gap": 0}),
        ({"utc_offset": -720}, {"utc_offset": 840 - 120}, {"max_zone_gap": 0}),
        ({"seniority": 3}, {}, {"min_seniority_gap": 2}),
        ({"style": (1, 1)}, {"style": (3, 3)}, must("style")),
        ({"wishes": ("dela",)}, {"wishes": ("zoe",)}, must("wishes")),
        ({}, {"identities": {"woman"}}, must("identity")),
        ({"person": "p1"}, {"person": "p2"}, {"blocked": frozenset({("p1", "p3")})}),
    ],
)
def test_what_no_rule_forbids_is_allowed(
    mentee: dict[str, Any], mentor: dict[str, Any], decided: dict[str, Any]
) -> None:
    assert explain.why_not(make_mentee(**mentee), make_mentor(**mentor), Rules(**decided)) is None


def test_the_barrier_of_language_names_both_sides() -> None:
    mentee, mentor = make_mentee(languages={"de"}), make_mentor(languages={"fr", "en"})
    assert explain.why_not(mentee, mentor, Rules()) == Reason(
        "no_shared_language", {"mentee": ["de"], "mentor": ["en", "fr"]}
    )


def test_two_outcomes_differ_in_the_people_who_move() -> None:
    mentees = [make_mentee(id="amara"), make_mentee(id="bo")]
    mentors = [make_mentor(id="dela"), make_mentor(id="emil"), make_mentor(id="finn")]
    pinned = Rules(pins=frozenset({("amara", "dela"), ("bo", "emil")}))
    moved = Rules(pins=frozenset({("amara", "dela"), ("bo", "finn")}))
    before, after = (match(mentees, mentors, rules, seed=1) for rules in (pinned, moved))
    gone = match(mentees[:1], mentors, Rules(pins=frozenset({("amara", "dela")})), seed=1)
    assert explain.moves(before, after) == {"bo": ("emil", "finn")}
    assert explain.moves(before, gone) == {"bo": ("emil", "")}
