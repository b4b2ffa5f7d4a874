"""How far two answers are apart, and the words for it."""

import pytest

from mentorship import clauses, differences
from mentorship.clauses import CLAUSES, Clause


@pytest.mark.parametrize(
    ("distance", "expected"),
    [
        (differences.ordered("7", "7", ["7", "14", "21", "28"]), 0),
        (differences.ordered("7", "28", ["7", "14", "21", "28"]), 1),
        (differences.ordered("b", "a", ["a", "b", "c"]), 0.5),
        (differences.number(0, 0), 0),
        (differences.number(45, 60), 0.25),
        (differences.single("a", "b"), 1),
        (differences.many(["a", "b"], ["b", "c"]), pytest.approx(2 / 3)),
        (differences.many([], []), 0),
        (differences.free("To lead", " To  lead "), 0),
        (differences.free("To lead", "To follow"), 1),
        (differences.free("To lead", "To lead a team", "close"), 0.25),
    ],
)
def test_a_distance_is_what_the_formula_says(distance, expected):
    assert distance == expected


@pytest.mark.parametrize(
    ("distance", "word"), [(0, "same"), (0.25, "close"), (0.26, "talk"), (1, "talk")]
)
def test_a_distance_has_a_word(distance, word):
    assert differences.shown_as(distance) == word


def test_there_are_eleven_clauses_and_no_part_twice():
    keys = [part.key for part in clauses.parts_of(CLAUSES)]

    assert len(CLAUSES) == 11
    assert len(keys) == len(set(keys))


def test_a_clause_set_survives_the_way_through_data():
    data = [clause.to_data() for clause in CLAUSES]

    assert [Clause.from_data(one).to_data() for one in data] == data


def test_the_horizon_is_asked_of_nobody_alone():
    asked = {part.key for clause in CLAUSES for part in clause.asked_apart}

    assert {part.key for part in clauses.parts_of(CLAUSES)} - asked == {"horizon"}
