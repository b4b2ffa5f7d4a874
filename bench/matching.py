"""Scoring every pair, as arrays and as plain Python objects, side by side; then the whole match.

    python -m bench.matching [rounds]

Both ways are timed in turns in this one run, in processor seconds, and must give the same numbers.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from mentorship.matching import explain, prove, score  # noqa: E402  (after the number of threads is set)
from mentorship.matching.assign import match  # noqa: E402
from mentorship.matching.engines import ENGINES  # noqa: E402
from mentorship.matching.explain import need_worths  # noqa: E402
from mentorship.matching.vocabulary import UNIT, Mentee, Mentor, Rules, fold, folded  # noqa: E402
from tests.mentorship.matching.factories import random_cohort  # noqa: E402

RULES = Rules(shared_hour_required=False, manager_barred=False, same_manager_barred=False)
SIZES = ((50, 30), (200, 120), (1000, 600), (2000, 1200))
COHORTS = ((200, 120), (1000, 600), (3000, 2000))


def main(rounds: int) -> None:
    for mentees, mentors in SIZES:
        compare(mentees, mentors, rounds)
    for mentees, mentors in COHORTS:
        for name in ENGINES:
            solve(mentees, mentors, name)


def compare(mentees: int, mentors: int, rounds: int) -> None:
    people = random_cohort(mentees=mentees, mentors=mentors)
    ratios, arrays = [], []
    for _ in range(rounds):
        plain, expected = timed(lambda: by_objects(*people))
        quick, table = timed(lambda: scored(people))
        if table != expected:
            raise SystemExit("the two ways differ")
        ratios.append(plain / quick)
        arrays.append(quick)
    pair = median(arrays) / mentees / mentors * 1e9
    say(
        f"score {mentees} x {mentors}: {median(arrays):.4f} s, {pair:.0f} ns a pair,"
        f" plain objects take {median(ratios):.0f} times as long"
        f" ({min(ratios):.0f} to {max(ratios):.0f})"
    )


def solve(mentees: int, mentors: int, engine: str) -> None:
    people = random_cohort(mentees=mentees, mentors=mentors)
    taken, outcome = timed(lambda: match(*people, Rules(), 1, engines={engine: ENGINES[engine]}))
    checked, faults = timed(lambda: prove.check(*people, Rules(), outcome))
    if faults:
        raise SystemExit(f"not proven: {faults}")
    say(
        f"match {mentees} x {mentors} by {engine}: {taken:.2f} s, checked again in {checked:.2f} s,"
        f" {len(outcome.pairs)} pairs, floor {outcome.floor}, total {outcome.total}"
    )


def scored(people: tuple[list[Mentee], list[Mentor]]) -> list[list[int]]:
    scorer = score.Scorer.of(*people, RULES)
    rows = [scorer.rows(rows) for rows in score.blocks(*scorer.shape)]
    return [row for block in rows for row in block.tolist()]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Told:
    """One person with everything folded beforehand, as a careful plain program would keep it."""

    def __init__(self, person: Mentee | Mentor) -> None:
        self.hours, self.style, self.area = person.hours, person.style, fold(person.area)
        self.languages, self.interests = folded(person.languages), folded(person.interests)
        if isinstance(person, Mentee):
            self.needs = need_worths(person, 450) if person.needs else {}
        else:
            self.levels = {fold(offer.skill): min(offer.level, 4) for offer in person.offers}


def by_objects(mentees: list[Mentee], mentors: list[Mentor]) -> list[list[int]]:
    theirs = [Told(mentor) for mentor in mentors]
    return [[points(mine, one) for one in theirs] for mine in map(Told, mentees)]


def points(mentee: Told, mentor: Told) -> int:
    if apart(mentee.languages, mentor.languages):
        return -1
    got = sum(worth * mentor.levels.get(skill, 0) for skill, worth in mentee.needs.items())
    both = [(a, b) for a, b in zip(mentee.style, mentor.style, strict=False) if a and b]
    near = sum(4 - abs(a - b) for a, b in both)
    whole = min(3, len(mentee.interests)) if mentor.interests else 0
    shared = min(len(mentee.interests & mentor.interests), whole)
    told = bool(mentee.hours and mentor.hours)
    hours = min(len(mentee.hours & mentor.hours), 4)
    areas = bool(mentee.area and mentor.area)
    asked = bool(mentee.needs and mentor.levels)
    whole_score = (
        (got if asked else 450 * UNIT // 2)
        + share(150, mentee.area == mentor.area, areas)
        + share(150, near, 4 * len(both))
        + share(100, shared, whole)
        + share(150, hours, 4 * told)
    )
    return explain.rounded(whole_score)


def apart(ours: frozenset[Any], theirs: frozenset[Any]) -> bool:
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def share(of: int, got: int, whole: int) -> int:
    return UNIT * of * got // whole if whole else UNIT * of // 2


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
