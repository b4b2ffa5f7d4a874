"""Two matchings side by side: the numbers are those of the pairs, and nobody is forgotten."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings

from mentorship.matching.assign import match
from mentorship.matching.vocabulary import Rules, Weights
from mentorship.matching.whatif import compare, measured_by
from tests.mentorship.matching.factories import (
    by_mentee,
    cohorts,
    make_mentee,
    make_mentor,
    needs,
    offers,
)

SEED = 7
quick = settings(max_examples=40, deadline=None)


@quick
@given(cohorts(), cohorts())
def test_everybody_of_either_matching_is_in_it_once(one: Any, other: Any) -> None:
    before, after = match(*one, SEED), match(*other, SEED)
    was, becomes = by_mentee(before), by_mentee(after)
    found = compare(before, after)
    everybody = sorted({person.id for person in one[0] + other[0]})
    assert [change.mentee_id for change in found.people] == everybody
    for change in found.people:
        mentee = change.mentee_id
        assert change.was == was.get(mentee, "")
        assert change.becomes == becomes.get(mentee, "")
        assert (change.score_was is None, change.score_becomes is None) == (
            not change.was,
            not change.becomes,
        )
    assert {change.mentee_id for change in found.moves} == {
        mentee for mentee in everybody if was.get(mentee, "") != becomes.get(mentee, "")
    }
    assert set(found.seated) == becomes.keys() - was.keys()
    assert set(found.unseated) == was.keys() - becomes.keys()
    assert sum(change.gain for change in found.people) == after.total - before.total


@quick
@given(cohorts(), cohorts())
def test_the_numbers_are_those_of_the_outcomes(one: Any, other: Any) -> None:
    outcomes = match(*one, SEED), match(*other, SEED)
    found = compare(*outcomes)
    for outcome, told in zip(outcomes, (found.before, found.after), strict=True):
        assert (told.total, told.floor, told.idle) == (outcome.total, outcome.floor, outcome.idle)
        assert told.matched == len(outcome.pairs) == sum(told.bars)
        assert told.unmatched == tuple(sorted(person.id for person in outcome.unmatched))
        assert (told.mean or 0) * told.matched == outcome.total
        assert (told.worst_third or 0) <= (told.mean or 0)


@quick
@given(cohorts())
def test_nothing_changes_between_a_matching_and_itself(cohort: Any) -> None:
    outcome = match(*cohort, SEED)
    kept = outcome.to_blob()
    found = compare(outcome, outcome, measure=measured_by(*cohort))
    assert (found.moves, found.seated, found.unseated) == ((), (), ())
    assert found.before == found.after == compare(outcome, outcome).before
    assert outcome.to_blob() == kept


def test_other_weights_can_be_judged_by_the_old_ones() -> None:
    """Both would do better in the other's area; with areas alone they change places."""
    people = [make_mentee(id=name, area=name, needs=needs(name)) for name in ("law", "tax")]
    mentors = [
        make_mentor(id="cy", area="law", offers=offers("tax")),
        make_mentor(id="di", area="tax", offers=offers("law")),
    ]
    rules = Rules(weights=Weights(needs=6, area=4, style=0, interests=0, hours=0))
    other = replace(rules, weights=Weights(needs=0, area=9, style=0, interests=0, hours=0))
    before, after = (match(people, mentors, each, SEED) for each in (rules, other))
    own = compare(before, after)
    same = compare(before, after, measure=measured_by(people, mentors, rules))
    assert [(one.was, one.becomes, one.gain) for one in own.moves] == [
        ("di", "cy", 400),
        ("cy", "di", 400),
    ]
    assert [one.gain for one in same.moves] == [-200, -200]
    assert (same.before.mean, same.after.mean) == (Fraction(600), Fraction(400))


def test_the_worst_third_is_rounded_up_to_a_person() -> None:
    people = [make_mentee(id=f"e{n}", area="law" * (n > 0)) for n in range(4)]
    mentors = [make_mentor(id="o", area="law", capacity=4)]
    rules = Rules(weights=Weights(needs=0, area=1, style=0, interests=0, hours=0))
    outcome = match(people, mentors, rules, SEED)
    found = compare(outcome, outcome).after
    assert (found.worst_third, found.mean) == (Fraction(750), Fraction(875))
    assert found.bars == (0, 0, 0, 0, 0, 1, 0, 0, 0, 3)
