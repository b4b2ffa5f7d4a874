"""The bench measures what it says, and notices what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.matching import __main__ as bench
from bench.matching import plain
from bench.matching.cohorts import RULES, make_cohort, shuffled
from bench.matching.goals import questions
from bench.matching.measure import Ratio, Spent
from bench.matching.ours import SEED, fingerprint
from bench.matching.report import KEPT, MISSED, UNKNOWN, WRONG, Row, summary, write_into
from mentorship.matching.assign import match
from mentorship.matching.board import fingerprint as inputs_of
from mentorship.matching.score import Scorer


def test_a_cohort_is_the_same_each_time() -> None:
    """The number may change with the generator only: measured tables would no longer compare."""
    assert make_cohort(mentees=50) == make_cohort(mentees=50)
    assert inputs_of(*make_cohort(mentees=50), RULES)[:16] == "50de9bda0aaba3b0"


def test_another_seed_makes_other_people() -> None:
    assert make_cohort(mentees=50, seed=2) != make_cohort(mentees=50, seed=1)


@pytest.mark.parametrize(("seats_a_mentee", "seats"), [(1.15, 230), (0.9, 180)])
def test_there_are_as_many_seats_as_wanted(seats_a_mentee: float, seats: int) -> None:
    _, mentors = make_cohort(mentees=200, seats_a_mentee=seats_a_mentee)
    assert (len(mentors), sum(mentor.capacity for mentor in mentors)) == (120, seats)
    assert {mentor.capacity for mentor in mentors} <= set(range(1, 7))


def test_most_pairs_are_possible() -> None:
    people = make_cohort(mentees=200)
    scores = Scorer.of(*people, RULES).rows(slice(0, 200))
    assert 0.05 < (scores < 0).mean() < 0.25


def test_plain_objects_score_as_the_engine_does() -> None:
    people = make_cohort(mentees=60, seed=3)
    scores = Scorer.of(*people, RULES).rows(slice(0, 60))
    assert plain.by_objects(*plain.told(people)) == scores.tolist()


def test_the_fingerprint_knows_a_matching_and_not_the_order_of_people() -> None:
    people = make_cohort(mentees=20)
    print_ = fingerprint(match(*people, RULES, SEED))
    assert fingerprint(match(*shuffled(people, 7), RULES, SEED)) == print_
    assert fingerprint(match(*people, replace(RULES, floor_first=False), SEED + 1)) != print_


def test_a_ratio_tells_its_middle_and_both_its_ends() -> None:
    ratio = Ratio([Spent(1, 2)] * 3, [Spent(30, 40), Spent(20, 30), Spent(50, 60)])
    assert str(ratio) == "30x (20-50): 1.00 s CPU (2.00 s wall) against 30.00 s CPU (40.00 s wall)"


def test_a_goal_is_kept_or_missed_and_a_false_result_is_neither() -> None:
    rows = [
        Row.judged("M2", "fast", "9x", ">= 8x", holds=True),
        Row.judged("M2", "fast", "7x", ">= 8x", holds=False),
        Row.exact("M4", "equal", "1 and 2", "equal", holds=False),
        Row.unmeasured("M6", "huge", "why not"),
    ]
    assert [row.verdict for row in rows] == [KEPT, MISSED, WRONG, UNKNOWN]
    assert summary(rows) == "1 kept, 1 missed, 1 WRONG, 1 NOT MEASURED"


def test_a_table_takes_the_place_of_the_one_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Above.\n<!-- measured -->\nold\n<!-- end measured -->\nBelow.\n")
    write_into(page, "A machine", [Row.told("M1", "optimum", "gap 0")])
    assert page.read_text().splitlines() == [
        "Above.",
        "<!-- measured -->",
        "A machine.",
        "",
        "| goal | what | measured | wanted |  |",
        "| - | - | - | - | - |",
        "| M1 | optimum | gap 0 |  | told |",
        "<!-- end measured -->",
        "Below.",
    ]


def test_a_false_result_fails_the_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    false = Row.exact("M1", "optimum", "gap 1", "gap 0", holds=False)
    monkeypatch.setattr(bench, "GOALS", ((("M1",), lambda options: iter([false])),))
    assert bench.main(["--only", "M1"]) == 1


@pytest.mark.parametrize(
    ("goal", "wrong", "verdict"), [(10, 0, KEPT), (50, 0, MISSED), (10, 1, WRONG), (None, 1, WRONG)]
)
def test_however_quick_an_answer_is_it_must_be_that_of_solving_again(
    goal: int | None, wrong: int, verdict: str
) -> None:
    ratio = Ratio([Spent(1, 1)], [Spent(20, 20)])
    row = questions.judged("M10", "pins", "20x", ratio, goal, wrong=wrong)
    assert row.verdict == verdict


@pytest.mark.slow
def test_fifty_people_pass_the_bench(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--sizes", "50", "--rounds", "1", "--offline"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| M")]
    verdicts = {
        line.split(" | ")[0].strip("| "): line.split(" | ")[-1].strip("| ") for line in lines
    }
    missing = {goal for goal, verdict in verdicts.items() if verdict == UNKNOWN}
    assert missing == {"M2", "M3", "M4", "M6", "M13"}
    assert (verdicts["M1"], verdicts["M11"]) == (KEPT, KEPT)
    assert verdicts.keys() == {name for names, _ in bench.GOALS for name in names}
