"""Where the marks, lines and stones of the pictures stand."""

from __future__ import annotations

from datetime import date

import pytest

from mentorship.pictures import cairn, checkpoints, closeness, horizon, ink, lines, scores, strips
from mentorship.pictures.vocabulary import CheckpointMark, HorizonPicture, PairLine, ScoreBucket

IMPORT = CheckpointMark("Import screen", date(2026, 1, 12), date(2026, 1, 12))
MODEL = CheckpointMark("Data model", date(2026, 1, 26), date(2026, 2, 3))
REVIEWS = CheckpointMark("Two reviews", date(2026, 2, 16), date(2026, 2, 10))
USERS = CheckpointMark("Three users", date(2026, 3, 2))
RELEASE = CheckpointMark("Release")
SEVENTIES = ScoreBucket(70, 80, 1)
CHOSEN = PairLine("Amara", "Dela", 86, chosen=True)
OTHER = PairLine("Amara", "Ines", 81)


def test_the_sun_rises_with_the_time_that_passed() -> None:
    assert horizon.sun(0) == ""
    assert horizon.sun(0.5, x=100, line=50, radius=40) == "M65.4 50A40 40 0 0 1 134.6 50Z"
    assert horizon.sun(1, x=100, line=50, radius=40) == "M60 50A40 40 0 0 1 140 50Z"


def test_time_outside_the_calendar_stays_inside_the_picture() -> None:
    early = horizon.draw_horizon(HorizonPicture(-0.3, 0))
    late = horizon.draw_horizon(HorizonPicture(1.7, 0))
    assert (early.percent, early.mentee.x) == (0, str(horizon.LEFT))
    assert (late.percent, late.mentee.x) == (100, str(horizon.RIGHT))


@pytest.mark.parametrize(
    ("closeness", "word", "distance"),
    [((), "unasked", 26), ((0, 2), "same", 15), ((2, 1), "off", 28), ((2, 0), "different", 44)],
)
def test_the_two_walk_as_far_apart_as_they_last_said(
    closeness: tuple[int, ...], word: str, distance: float
) -> None:
    picture = horizon.draw_horizon(HorizonPicture(0.5, 0, closeness))
    assert picture.direction == word
    assert float(picture.mentee.y) - float(picture.mentor.y) == distance


def test_only_the_newest_stone_settles() -> None:
    kinds = [stone.kind for stone in cairn.draw_cairn(6).stones]
    assert kinds == ["", "", "", "", "", "newest"]


def test_wins_beyond_the_drawing_are_still_counted() -> None:
    shape = cairn.draw_cairn(44)
    assert (len(shape.stones), shape.hidden) == (40, 4)


def test_the_first_open_checkpoint_is_next_wherever_it_stands() -> None:
    line = checkpoints.draw_line([IMPORT, USERS, MODEL, RELEASE])
    assert [mark.kind for mark in line.marks] == ["reached", "next", "reached", "later"]
    assert (line.reached, line.upcoming) == (2, USERS)


def test_an_answer_that_is_not_there_breaks_the_line() -> None:
    assert ink.straight([(0, 1), (2, 3), None, (4, 5), (6, 7)]) == "M0 1L2 3M4 5L6 7"


def test_people_are_apart_by_the_last_session_that_both_answered() -> None:
    assert lines.draw_pulse([5, 2, None], [5, 4, 1]).apart == 2
    assert lines.draw_pulse([5], [None]).apart == 0


def test_equal_answers_stay_two_marks() -> None:
    pulse = lines.draw_pulse([4], [4])
    assert pulse.mentee.marks[0].x == pulse.mentor.marks[0].x
    assert pulse.mentee.marks[0].y != pulse.mentor.marks[0].y


def test_people_without_a_pair_stand_beside_the_scores() -> None:
    shape = scores.draw_scores([SEVENTIES], unmatched=2)
    assert [(bar.kind, bar.count) for bar in shape.bars] == [("score", 1), ("unmatched", 2)]
    assert [tick.label for tick in shape.ticks] == ["70", "80"]


def test_each_person_stands_once_and_the_chosen_line_lies_on_top() -> None:
    shape = scores.draw_bipartite([CHOSEN, OTHER])
    assert [person.label for person in shape.mentees] == ["Amara"]
    assert [person.label for person in shape.mentors] == ["Dela", "Ines"]
    assert [thread.kind for thread in shape.threads] == ["other", "chosen"]


def test_a_strip_of_weeks_counts_each_kind() -> None:
    strip = strips.draw_weeks(["held", "held", "moved", "missed", "none"])
    assert (strip.held, strip.moved, strip.missed, strip.count) == (2, 1, 1, 5)


def test_a_checkpoint_reached_on_its_day_stands_under_its_plan() -> None:
    timeline = checkpoints.draw_timeline([IMPORT, MODEL, REVIEWS, USERS], date(2026, 2, 14))
    assert timeline.planned[0].x == timeline.reached[0].x
    assert (timeline.on_the_day, timeline.sooner, timeline.later) == (1, 1, 1)


def test_a_calendar_of_one_day_has_a_middle() -> None:
    today = date(2026, 2, 14)
    timeline = checkpoints.draw_timeline([CheckpointMark("Start", today)], today)
    assert (timeline.planned[0].x, timeline.today_x) == ("160", "160")


@pytest.mark.parametrize(
    ("value", "text"), [(12.0, "12"), (3.14159, "3.1"), (-0.04, "0"), (-2.5, "-2.5")]
)
def test_numbers_are_as_short_as_they_can_be(value: float, text: str) -> None:
    assert ink.num(value) == text


def test_two_answers_stand_as_far_apart_as_they_are() -> None:
    drawn = closeness.draw_closeness([("Rhythm", 0), ("Our pace", 0.05), ("Feedback", 1)])
    apart = [float(rung.mentor.x) - float(rung.mentee.x) for rung in drawn.rungs]
    assert apart == [18, 36, 130]
    assert [rung.mentee.y for rung in drawn.rungs] == ["18", "44", "70"]
    assert float(drawn.rungs[2].mentor.x) < closeness.RIGHT


def test_a_long_name_of_a_clause_is_cut() -> None:
    (rung,) = closeness.draw_closeness([("What stays between us, and its limits", 0)]).rungs
    assert rung.name.label == "What stays between us…"
