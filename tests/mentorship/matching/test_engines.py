"""The engines differ in speed only, and the slow one needs nothing but arrays."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from mentorship.matching import engines
from mentorship.matching.assign import match
from mentorship.matching.engines import ENGINES, Arcs
from mentorship.matching.vocabulary import Rules
from tests.mentorship.matching.factories import random_cohort

WITHOUT = """
import sys
for name in {missing}:
    sys.modules[name] = None
from mentorship.matching.assign import match
from mentorship.matching.vocabulary import Mentee, Mentor, Rules
outcome = match([Mentee(id="amara")], [Mentor(id="dela")], Rules(), seed=1)
sys.stdout.write(f"{{outcome.engine}}: {{outcome.pairs[0].mentor_id}}")
"""


def answer(*missing: str) -> str:
    command = [sys.executable, "-c", WITHOUT.format(missing=missing)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_without_any_library_the_search_does_the_work() -> None:
    assert answer("pylmcf", "scipy") == "search: dela"


def test_without_the_flow_library_the_next_engine_does_the_work() -> None:
    following = list(ENGINES)[1]
    assert answer("pylmcf") == f"{following}: dela"


def test_the_libraries_are_tried_before_the_search() -> None:
    known = ("network simplex", "sparse assignment", "search")
    assert [name for name in known if name in ENGINES] == list(ENGINES)
    assert engines.VERSIONS.keys() == set(ENGINES) - {"search"}


@pytest.mark.parametrize("short", [False, True], ids=["enough seats", "few seats"])
def test_all_engines_give_the_same_matching_and_the_same_prices(*, short: bool) -> None:
    people, mentors = random_cohort(mentees=120, mentors=50 if short else 90)
    rules = Rules(first_seat_bonus=40)
    found = [match(people, mentors, rules, 3, engines={"it": one}) for one in ENGINES.values()]
    assert [one.to_blob() for one in found] == [found[0].to_blob()] * len(ENGINES)


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())
def test_an_engine_gives_seats_to_those_to_whom_they_are_worth_most(engine: Any) -> None:
    """Worths as large as lots make them, which lie close together."""
    worth = 2**46 + np.array([5, 4, 4, 1])
    arcs = Arcs(3, np.array([0, 0, 1, 2]), np.array([0, 1, 0, 1]), worth)
    assert engine(arcs, np.array([1, 1])).tolist() in ([1, 0, -1], [0, -1, 1])
    assert engine(arcs, np.array([2, 1])).tolist() == [0, 0, 1]
