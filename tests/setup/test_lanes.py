"""The runner never calls green what did not run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import lanes
from tests.lanes import Lane, Outcome


def outcome(**changes: object) -> Outcome:
    return Outcome(lane="SQLite", is_good=True, passed={"a::one"}, **changes)  # type: ignore[arg-type]


def run_on(tmp_path: Path, source: str) -> Outcome:
    file = tmp_path / "test_planted.py"
    file.write_text(source)
    lanes.REPORTS.mkdir(parents=True, exist_ok=True)
    alone = ["-q", "-p", "no:django", f"--rootdir={tmp_path}", "-c", "/dev/null", str(file)]
    return lanes.run(Lane(name="planted"), 99, alone, {"PATH": "/usr/bin:/bin"})


def test_without_arguments_everything_runs() -> None:
    chosen = lanes.choose(set(), is_narrowed=False)
    assert [lane.name for lane in chosen] == [
        "SQLite",
        "PostgreSQL and Redis",
        "Chromium on SQLite",
        "Chromium on PostgreSQL",
    ]


@pytest.mark.parametrize(
    ("ours", "name"),
    [
        (set(), "SQLite, as asked"),
        ({"--quick"}, "SQLite, quick"),
        ({"--pages"}, "every page in Chromium"),
        ({"--pg"}, "PostgreSQL and Redis, as asked"),
    ],
)
def test_asking_for_some_tests_takes_one_lane(ours: set[str], name: str) -> None:
    assert [lane.name for lane in lanes.choose(ours, is_narrowed=True)] == [name]


def test_counts_come_from_what_pytest_reports(tmp_path: Path) -> None:
    found = run_on(
        tmp_path,
        "import pytest\n"
        "def test_good(): pass\n"
        "def test_bad(): assert False\n"
        "@pytest.mark.skip(reason='no moon')\n"
        "def test_left(): pass\n"
        "@pytest.mark.xfail\n"
        "def test_known(): assert False\n",
    )
    counts = (len(found.passed), len(found.failed), list(found.skipped.values()))
    assert counts == (2, 1, ["no moon"])
    assert not found.is_good


def test_a_lane_that_ran_nothing_has_failed(tmp_path: Path) -> None:
    found = run_on(tmp_path, "")
    assert (found.is_good, found.failed) == (False, {"planted: pytest ended with 5"})


def test_a_lane_that_broke_off_has_failed(tmp_path: Path) -> None:
    assert run_on(tmp_path, "import os\nos._exit(3)\n").is_good is False


def test_the_closing_line_sums_the_lanes(capsys: pytest.CaptureFixture[str]) -> None:
    second = Outcome(lane="Chromium", is_good=False, failed={"b::two"}, skipped={"c::x": "why"})
    assert lanes.report([outcome(), second], {}) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed, 1 skipped"


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_what_was_not_checked_is_loud_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", ci)
    assert lanes.report([outcome()], {"Chromium on SQLite": "there is no Chromium"}) == code
    said = capsys.readouterr().out
    assert "!!! NOT CHECKED !!!\n  Chromium on SQLite: there is no Chromium" in said


def test_a_test_skipped_here_and_run_there_is_checked() -> None:
    skipped = outcome(skipped={"b::two": "needs PostgreSQL"})
    there = Outcome(lane="PostgreSQL", is_good=True, passed={"b::two"})
    assert lanes.never_ran([skipped, there]) == {}
    assert lanes.never_ran([skipped]) == {"b::two": "needs PostgreSQL"}


def test_no_lane_at_all_is_no_success() -> None:
    assert lanes.report([], {}) == 1
