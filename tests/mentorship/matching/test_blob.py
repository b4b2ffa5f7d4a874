"""What is kept can be read again, by any machine, and nothing else is read."""

from __future__ import annotations

import numpy as np
import pytest

from mentorship.matching import blob
from mentorship.matching.assign import match
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import Rules
from tests.mentorship.matching.factories import make_mentee, make_mentor, random_cohort


def test_values_and_arrays_come_back_as_they_were() -> None:
    arrays = {"b": np.arange(6, dtype=np.int32).reshape(2, 3), "a": np.zeros((0, 4), np.int16)}
    plain, read = blob.unpack(blob.pack({"name": "Amélie", "list": [1, None]}, arrays))
    assert plain == {"name": "Amélie", "list": [1, None]}
    assert {name: (one.dtype, one.shape, one.tolist()) for name, one in read.items()} == {
        name: (one.dtype, one.shape, one.tolist()) for name, one in arrays.items()
    }


def test_the_order_of_bytes_in_memory_does_not_matter() -> None:
    big = np.arange(5, dtype=">i4")
    assert blob.pack(1, {"a": big}) == blob.pack(1, {"a": big.astype("<i4")})


@pytest.mark.parametrize("data", [b"", b"PK", b"\x02" + blob.pack(1, {})[1:]])
def test_another_format_is_refused(data: bytes) -> None:
    with pytest.raises(blob.UnknownFormat):
        blob.unpack(data)


def test_a_whole_outcome_with_its_lists_comes_back() -> None:
    people = random_cohort(mentees=80, mentors=70)
    outcome = match(*people, Rules(), seed=1)
    kept = Outcome.from_blob(outcome.to_blob())
    assert (kept, kept.lists, kept.to_blob()) == (outcome, outcome.lists, outcome.to_blob())
    assert kept.lists.columns.shape == (80, 64)


def test_lists_hold_the_best_mentors_best_first_and_nobody_who_is_barred() -> None:
    areas = {"a": "law", "b": "", "c": "data"}
    mentors = [make_mentor(id=id, area=area) for id, area in areas.items()]
    rules = Rules(vetoes=frozenset({("amara", "c")}))
    lists = match([make_mentee(area="law")], mentors, rules, seed=1).lists
    assert (lists.columns.tolist(), lists.scores.tolist()) == ([[0, 1, -1]], [[575, 500, -1]])
