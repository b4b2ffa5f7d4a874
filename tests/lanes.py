"""`./samehorizon test`: the suite in lanes, on each kind of database and in a browser.

Says at the end what ran and, loudly, what was not checked; under CI=true that is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.chromium import chromium
from tests.servers.ladder import Unavailable
from tests.servers.postgres import postgres
from tests.servers.redis_server import redis_server

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "var" / "test" / "reports"
NO_TESTS = 5  # pytest's exit code
OURS = ("--quick", "--pages", "--pg")
IN_BROWSER = "browser or walk"
SERVERS = {"DATABASE_URL": postgres, "REDIS_URL": redis_server, "CHROMIUM": chromium}


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One run of pytest: which tests, with how many processes, and which servers it needs."""

    name: str
    marked: str = ""
    needs: tuple[str, ...] = ()
    in_parallel: bool = False
    leaves_out: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    def arguments(self, report: Path) -> list[str]:
        chosen = ["-m", self.marked] if self.marked else []
        processes = ["-n", str(min(8, max(2, os.cpu_count() or 2)))] if self.in_parallel else []
        without = [f"--ignore={path}" for path in self.leaves_out]
        return [*chosen, *processes, *without, f"--junitxml={report}", "-o", "junit_family=xunit2"]


ON_POSTGRES = ("DATABASE_URL", "REDIS_URL")
OWN_DATABASES = ("tests/setup",)
# Values in, values out: which database there is cannot matter (a convention holds them to it).
NO_DATABASE = (
    "tests/bench",
    "tests/checkins/test_every_clock_change.py",
    "tests/checkins/test_recurrence.py",
    "tests/mentorship/matching",
    "tests/mentorship/roster",
)
SQLITE = Lane(name="SQLite", marked=f"not ({IN_BROWSER})", in_parallel=True)
POSTGRES = Lane(
    name="PostgreSQL and Redis",
    marked=f"not ({IN_BROWSER})",
    needs=ON_POSTGRES,
    in_parallel=True,
    leaves_out=OWN_DATABASES + NO_DATABASE,
)
BROWSER = Lane(name="Chromium on SQLite", marked=IN_BROWSER, needs=("CHROMIUM",))
WALK = Lane(name="Chromium on PostgreSQL", marked="walk", needs=("CHROMIUM", *ON_POSTGRES))
QUICK = Lane(name="SQLite, quick", marked=f"not (slow or {IN_BROWSER})", in_parallel=True)
PAGES = Lane(
    name="every page in Chromium",
    marked="browser",
    needs=("CHROMIUM",),
    settings={"SAMEHORIZON_PAGES": "all"},
)
WHOLE = (SQLITE, POSTGRES, BROWSER, WALK)


@dataclass
class Outcome:
    lane: str
    is_good: bool = False
    seconds: float = 0
    passed: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)


def main(arguments: Sequence[str]) -> int:
    ours = {word for word in arguments if word in OURS}
    theirs = [word for word in arguments if word not in OURS]
    lanes = choose(ours, is_narrowed=bool(theirs))
    for folder in (REPORTS, REPORTS.with_name("static")):
        folder.mkdir(parents=True, exist_ok=True)
    outcomes: list[Outcome] = []
    missing: dict[str, str] = {}
    with ExitStack() as stack:
        servers = Servers(stack)
        for place, lane in enumerate(lanes, start=1):
            print(f"\n=== Lane {place} of {len(lanes)}: {lane.name} ===", flush=True)
            try:
                env = servers.environment(lane)
            except Unavailable as reason:
                missing[lane.name] = str(reason)
                print(f"NOT CHECKED. {reason}", flush=True)
                continue
            outcomes.append(run(lane, place, theirs, env))
    return report(outcomes, missing | never_ran(outcomes))


def choose(ours: set[str], *, is_narrowed: bool) -> tuple[Lane, ...]:
    if "--quick" in ours:
        return (QUICK,)
    if "--pages" in ours:
        return (PAGES,)
    if "--pg" in ours:
        return (Lane(name="PostgreSQL and Redis, as asked", needs=ON_POSTGRES),)
    return (Lane(name="SQLite, as asked"),) if is_narrowed else WHOLE


class Servers:
    """Each server is started when the first lane asks, and kept for the next."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.addresses: dict[str, str] = {}
        self.reasons: dict[str, Unavailable] = {}

    def environment(self, lane: Lane) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if name not in ON_POSTGRES}
        return env | dict(lane.settings) | {name: self.address(name) for name in lane.needs}

    def address(self, name: str) -> str:
        if name in self.reasons:
            raise self.reasons[name]
        if name not in self.addresses:
            server: AbstractContextManager[str] = SERVERS[name]()
            try:
                self.addresses[name] = self.stack.enter_context(server)
            except Unavailable as reason:
                self.reasons[name] = reason
                raise
        return self.addresses[name]


def run(lane: Lane, place: int, theirs: Sequence[str], env: Mapping[str, str]) -> Outcome:
    path = REPORTS / f"lane-{place}.xml"
    path.unlink(missing_ok=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", *lane.arguments(path), *theirs]
    code = subprocess.run(command, cwd=ROOT, env=dict(env)).returncode
    outcome = Outcome(lane.name, is_good=code == 0, seconds=time.monotonic() - began)
    if path.exists():
        read(path, outcome)
    if code == NO_TESTS:
        print("This lane ran no test, which is a failure.", flush=True)
    if code and not outcome.failed:
        outcome.failed.add(f"{lane.name}: pytest ended with {code}")
    return outcome


def read(path: Path, outcome: Outcome) -> None:
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed.add(name)
        elif skip is not None and skip.get("type") != "pytest.xfail":
            outcome.skipped[name] = skip.get("message") or "no reason given"
        else:
            outcome.passed.add(name)
    outcome.passed -= outcome.failed


def never_ran(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Tests that every lane skipped, by reason: skipped here and run there is fine."""
    ran = {name for outcome in outcomes for name in outcome.passed | outcome.failed}
    reasons: dict[str, set[str]] = defaultdict(set)
    for outcome in outcomes:
        for name, reason in outcome.skipped.items():
            if name not in ran:
                reasons[reason].add(name)
    return {describe(names): reason for reason, names in reasons.items()}


def describe(names: set[str]) -> str:
    first = min(names)
    return f"{first} and {len(names) - 1} more" if len(names) > 1 else first


def report(outcomes: Sequence[Outcome], missing: Mapping[str, str]) -> int:
    print("\n=== What ran ===")
    for one in outcomes:
        counts = f"{len(one.passed)} passed, {len(one.failed)} failed, {len(one.skipped)} skipped"
        print(f"  {one.lane}: {counts} in {one.seconds / 60:.1f} min")
    if missing:
        print("\n!!! NOT CHECKED !!!")
        for name, reason in missing.items():
            print(f"  {name}: {reason}")
    is_complete = not missing or os.environ.get("CI") != "true"
    if not is_complete:
        print("\nUnder CI=true, what was not checked is a failure.")
    print(f"\n{closing_line(outcomes)}", flush=True)
    is_good = bool(outcomes) and all(one.is_good for one in outcomes)
    return 0 if is_good and is_complete else 1


def closing_line(outcomes: Sequence[Outcome]) -> str:
    passed = sum(len(one.passed) for one in outcomes)
    failed = sum(len(one.failed) for one in outcomes)
    skipped = sum(len(one.skipped) for one in outcomes)
    return f"{passed} passed, {failed} failed, {skipped} skipped"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
