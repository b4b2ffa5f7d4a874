"""The properties bite: each broken matcher is noticed by the one that speaks of what it breaks."""

from __future__ import annotations

from random import Random

import pytest

from tests.mentorship.matching.mutants import MUTANTS, Mutant

CROWDS = range(60)


def noticed_in(mutant: Mutant) -> int | None:
    """The first crowd of which the property does not hold."""
    for number in CROWDS:
        with pytest.MonkeyPatch.context() as patch:
            mutant.live(patch)
            try:
                mutant.noticed_by(Random(number))
            except AssertionError:
                return number
    return None


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_a_broken_matcher_is_noticed_and_the_real_one_is_not(mutant: Mutant) -> None:
    found = noticed_in(mutant)
    assert found is not None
    mutant.noticed_by(Random(found))


def test_taking_the_proof_away_breaks_nothing_by_itself() -> None:
    sound = Mutant("sound", lambda patch: None, MUTANTS[0].noticed_by)
    assert noticed_in(sound) is None
