"""The number of goal attainment scaling, against values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.scaling import LEVELS, WEIGHTS, t_score

WORKED_OUT = [
    ([1], [0], "50.00"),
    ([1], [1], "60.00"),
    ([1, 1], [1, 1], "62.40"),
    ([2, 1, 3], [1, -1, 0], "52.20"),
    ([3, 2, 1], [-2, -2, -2], "23.56"),
    ([1, 1, 1], [2, 2, 2], "77.39"),
]
GOALS = st.lists(st.tuples(st.sampled_from(WEIGHTS), st.sampled_from(LEVELS)), min_size=1)


@pytest.mark.parametrize(("weights", "scores", "told"), WORKED_OUT)
def test_it_is_what_the_formula_says_to_two_decimals(weights, scores, told):
    assert f"{t_score(weights, scores):.2f}" == told


@pytest.mark.parametrize(
    ("weights", "scores"),
    [([], []), ([1], [1, 2]), ([0], [1]), ([4], [1]), ([1], [3]), ([1], [-3])],
)
def test_what_is_no_scale_is_refused(weights, scores):
    with pytest.raises(ValueError):
        t_score(weights, scores)


@given(GOALS)
def test_mirrored_levels_give_the_mirrored_number(goals):
    weights, scores = zip(*goals, strict=True)
    there, back = t_score(weights, scores), t_score(weights, [-score for score in scores])
    assert round(there + back, 9) == 100


@given(GOALS)
def test_the_order_of_goals_does_not_matter(goals):
    told = [zip(*some, strict=True) for some in (goals, goals[::-1])]
    one, other = (t_score(*map(list, some)) for some in told)
    assert round(one - other, 9) == 0


@given(GOALS, st.data())
def test_one_step_up_on_any_goal_never_lowers_it(goals, data):
    weights, scores = (list(side) for side in zip(*goals, strict=True))
    place = data.draw(st.integers(0, len(goals) - 1))
    better = [s + (n == place and s < 2) for n, s in enumerate(scores)]
    assert t_score(weights, better) >= t_score(weights, scores)
