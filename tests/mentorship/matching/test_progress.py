"""Whoever waits hears how far it is: ever further, in every stage, and may stop it in each."""

from __future__ import annotations

import pytest

from mentorship.matching.assign import match
from mentorship.matching.board import Cancelled, Ints
from mentorship.matching.engines import ENGINES, Arcs, by_search
from mentorship.matching.progress import STAGES, WHOLE, Progress
from mentorship.matching.vocabulary import Rules
from tests.mentorship.matching.factories import random_cohort

SEED = 7
RULES = Rules(shared_hour_required=False)


def heard(**more: object) -> list[int]:
    steps: list[tuple[int, int]] = []
    cohort = random_cohort(mentees=900, mentors=700)
    match(*cohort, RULES, SEED, tell=lambda *step: steps.append(step), **more)  # type: ignore[arg-type]
    assert {of for _, of in steps} == {WHOLE}
    return [done for done, _ in steps]


def fainting(arcs: Arcs, seats: Ints) -> Ints:
    raise RuntimeError("out of paper")


def test_stages_follow_each_other_without_a_gap() -> None:
    ends = [end for stage in STAGES.values() for end in stage]
    assert (ends[0], ends[-1]) == (0, WHOLE)
    assert ends[1:-1:2] == ends[2::2]


def test_it_goes_further_in_every_stage_and_never_back() -> None:
    steps = heard()
    assert sorted(set(steps)) == steps
    for first, last in STAGES.values():
        assert [step for step in steps if first <= step < last]
    points, (first, last) = set(steps), STAGES["points"]
    assert len(points & set(range(first, last))) > 1
    first, last = STAGES["proof"]
    assert len(points & set(range(first, last))) > 1


def test_another_engine_that_starts_anew_does_not_go_back() -> None:
    steps = heard(engines={"faint": fainting, "whole": ENGINES["search"]})
    assert sorted(set(steps)) == steps


@pytest.mark.parametrize("stage", STAGES)
def test_whoever_waits_may_stop_it_at_every_stage(stage: str) -> None:
    """Being stopped is no fault of an engine, for which the next one should be tried."""
    asked: list[str] = []

    def enough(done: int, of: int) -> None:
        if done >= STAGES[stage][0]:
            raise Cancelled

    def counting(arcs: Arcs, seats: Ints) -> Ints:
        asked.append("again")
        return by_search(arcs, seats)

    cohort = random_cohort(mentees=60, mentors=40)
    engines = {"one": by_search, "two": counting}
    with pytest.raises(Cancelled):
        match(*cohort, RULES, SEED, engines=engines, tell=enough)
    assert asked == []


def test_a_stage_of_nothing_is_at_its_beginning() -> None:
    steps: list[tuple[int, int]] = []
    Progress(lambda *step: steps.append(step)).of("proof")(0, 0)
    assert steps == [(STAGES["proof"][0], WHOLE)]
