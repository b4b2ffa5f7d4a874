"""The fast table says what the readable definition says, and treats silence kindly."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.matching import explain, score
from mentorship.matching.vocabulary import PERFECT, Mentee, Mentor, Points, Rules, Weights
from tests.mentorship.matching.factories import (
    cohorts,
    make_mentee,
    make_mentor,
    needs,
    offers,
    random_cohort,
    weights,
)


def readable(mentee: Mentee, mentor: Mentor, rules: Rules) -> int:
    barrier = explain.why_not(mentee, mentor, rules)
    if barrier:
        return score.NEVER
    return sum(explain.points(mentee, mentor, rules))


@settings(max_examples=150, deadline=None)
@given(cohorts())
def test_the_table_equals_the_readable_definition(cohort: Any) -> None:
    mentees, mentors, rules = cohort
    expected = [[readable(mentee, mentor, rules) for mentor in mentors] for mentee in mentees]
    scorer = score.Scorer.of(mentees, mentors, rules)
    assert scorer.rows(slice(None)).tolist() == expected
    backwards = np.arange(len(mentees))[::-1]
    assert scorer.rows(backwards).tolist() == expected[::-1]


@settings(max_examples=150, deadline=None)
@given(cohorts())
def test_excluded_counts_what_the_readable_definition_says(cohort: Any) -> None:
    mentees, mentors, rules = cohort
    for mentee, counts in zip(mentees, score.excluded(mentees, mentors, rules), strict=True):
        barriers = [explain.why_not(mentee, mentor, rules) for mentor in mentors]
        assert counts == Counter(barrier.code for barrier in barriers if barrier)


def test_the_table_equals_the_readable_definition_in_a_large_cohort() -> None:
    mentees, mentors = random_cohort(mentees=300, mentors=200)
    table = score.Scorer.of(mentees, mentors, Rules()).rows(slice(None))
    some = [(row, column) for row in range(0, 300, 7) for column in range(0, 200, 11)]
    expected = [readable(mentees[row], mentors[column], Rules()) for row, column in some]
    assert [int(table[place]) for place in some] == expected


def test_a_pair_that_has_everything_scores_a_thousand_tenths() -> None:
    both: dict[str, Any] = {
        "hours": frozenset(range(9, 13)),
        "languages": frozenset({"English"}),
        "area": "data",
        "style": (1, 3, 5),
        "interests": frozenset({"sailing"}),
    }
    mentee = make_mentee(needs=needs("SQL", "Python"), **both)
    mentor = make_mentor(offers=offers("SQL", "Python", level=4), **both)
    assert explain.points(mentee, mentor, Rules()) == Points(450, 150, 150, 100, 150)


def test_a_pair_that_told_nothing_scores_half_and_may_meet() -> None:
    assert explain.why_not(make_mentee(), make_mentor(), Rules()) is None
    assert explain.points(make_mentee(), make_mentor(), Rules()) == Points(225, 75, 75, 50, 75)


@pytest.mark.parametrize(("level", "earned"), [(1, 113), (2, 225), (3, 338), (4, 450), (5, 450)])
def test_an_offer_counts_by_its_level_up_to_the_fourth(level: int, earned: int) -> None:
    mentee, mentor = make_mentee(needs=needs("SQL")), make_mentor(offers=offers("SQL", level=level))
    assert explain.points(mentee, mentor, Rules()).needs == earned


def test_a_need_counts_by_its_weight() -> None:
    wishes = (*needs("SQL", weight=4), *needs("Python", weight=1))
    mentor = make_mentor(offers=offers("sql "))
    assert explain.points(make_mentee(needs=wishes), mentor, Rules()).needs == 360


@given(
    st.frozensets(st.integers(0, 167), min_size=1),
    st.frozensets(st.integers(0, 167), min_size=1),
    st.integers(-12, 14),
)
def test_only_the_instants_matter_and_not_how_the_week_is_numbered(
    ours: frozenset[int], theirs: frozenset[int], offset: int
) -> None:
    def in_zone(hours: frozenset[int]) -> frozenset[int]:
        return frozenset((hour + offset) % 168 for hour in hours)

    here = readable(make_mentee(hours=ours), make_mentor(hours=theirs), Rules())
    there = readable(make_mentee(hours=in_zone(ours)), make_mentor(hours=in_zone(theirs)), Rules())
    assert here == there


@given(weights(most=3), st.integers(1, 3))
def test_weights_share_out_a_perfect_score_and_only_their_proportion_counts(
    weights: Weights, factor: int
) -> None:
    points = weights.shared_out()
    assert sum(points) == PERFECT
    assert Weights(*(weight * factor for weight in weights)).shared_out() == points


def test_the_default_weights_are_those_that_a_programme_reads() -> None:
    assert Rules().weights.shared_out() == Points(
        needs=450, area=150, style=150, interests=100, hours=150
    )


def test_what_rounding_leaves_over_goes_to_the_largest_rests() -> None:
    assert Weights(1, 1, 1, 0, 0).shared_out() == Points(334, 333, 333, 0, 0)
    assert Weights(1, 2, 4, 0, 0).shared_out() == Points(143, 286, 571, 0, 0)


@pytest.mark.parametrize("weights", [Weights(0, 0, 0, 0, 0), Weights(-1, 2, 0, 0, 0), Weights(11)])
def test_weights_that_cannot_be_shared_out_are_refused(weights: Weights) -> None:
    with pytest.raises(ValueError, match="cannot be matched"):
        weights.shared_out()
