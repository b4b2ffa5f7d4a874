"""The careful way without us: all scores as arrays, one criterion at a time, then SciPy's solver.

    python -m bench.matching.arrays MENTEES SEATS-A-MENTEE

in an environment with numpy and SciPy. Knows the same definition of a score, and nothing else of
the engine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from bench.matching.children import answer
from bench.matching.cohorts import RULES, Cohort, make_cohort
from bench.matching.measure import peak_memory, spent
from bench.matching.plain import need_worths
from mentorship.matching.vocabulary import RANKS, UNIT, Points

ROWS_AT_A_TIME = 512
IMPOSSIBLE = -1e7


def main(mentees: int, seats_a_mentee: float) -> None:
    people = make_cohort(mentees=mentees, seats_a_mentee=seats_a_mentee)
    linear_sum_assignment(np.eye(3))
    before = peak_memory()
    scoring, scores = spent(lambda: table(people))
    solving, seating = spent(lambda: assign(scores, [mentor.capacity for mentor in people[1]]))
    found = np.sort(scores[seating >= 0, seating[seating >= 0]])
    answer(
        {
            "spent": [a + b for a, b in zip(scoring, solving, strict=True)],
            "growth": peak_memory() - before,
            "peak": peak_memory(),
            "total": int(found.sum()),
            "matched": len(found),
            "worst": int(found[0]),
        }
    )


def assign(scores: Any, seats: Sequence[int]) -> Any:
    """One column for each seat; what is forbidden is so bad that it is the last resort."""
    column = np.repeat(np.arange(len(seats)), seats)
    worth = scores[:, column].astype(np.float64)
    worth[worth < 0] = IMPOSSIBLE
    row, seat = linear_sum_assignment(worth, maximize=True)
    seating = np.full(len(scores), -1)
    seating[row] = column[seat]
    seating[scores[np.arange(len(scores)), seating] < 0] = -1
    return seating


def table(people: Cohort) -> Any:
    sides = Sides(people)
    scores = np.empty((len(people[0]), len(people[1])), np.int16)
    for start in range(0, len(scores), ROWS_AT_A_TIME):
        rows = slice(start, start + ROWS_AT_A_TIME)
        units = sides.units(rows)
        scores[rows] = np.where(sides.allowed(rows), (2 * units + UNIT) // (2 * UNIT), -1)
    return scores


def indicator(bags: Sequence[Iterable[Any]], words: dict[Any, int]) -> Any:
    out = np.zeros((len(bags), len(words)), np.float32)
    for row, bag in enumerate(bags):
        out[row, [words[word] for word in bag]] = 1
    return out


def codes(values: Sequence[str], known: dict[str, int]) -> Any:
    """A number for each word; 0 is silence."""
    known.setdefault("", 0)
    return np.array([known.setdefault(value, len(known)) for value in values])


class Sides:
    """Everything that was told, as arrays: for each subject what mentees and what mentors say."""

    def __init__(self, people: Cohort) -> None:
        self.people, self.of = people, RULES.weights.shared_out()
        self.skills = self._skills()
        self.words = {name: self._words(name) for name in ("hours", "languages", "interests")}
        self.codes = {name: self._codes(name) for name in ("area", "department")}
        self.style = [np.array([one.style for one in side]) for side in people]
        self.grades = [np.array([one.seniority for one in side]) for side in people]
        self.managed = self._managed()
        self.wished = self._wished()

    def _skills(self) -> tuple[Any, Any]:
        mentees, mentors = self.people
        worths = [need_worths(mentee, self.of.needs) for mentee in mentees]
        names = dict.fromkeys([skill for bag in worths for skill in bag])
        place = {skill: number for number, skill in enumerate(names)}
        wanted = np.zeros((len(mentees), len(place)), np.float32)
        offered = np.zeros((len(mentors), len(place)), np.float32)
        for row, bag in enumerate(worths):
            wanted[row, [place[skill] for skill in bag]] = list(bag.values())
        for row, mentor in enumerate(mentors):
            for offer in mentor.offers:
                if offer.skill in place:
                    offered[row, place[offer.skill]] = min(offer.level, 4)
        return wanted, offered.T.copy()

    def _words(self, name: str) -> tuple[Any, Any]:
        bags = [[getattr(one, name) for one in side] for side in self.people]
        every = dict.fromkeys(word for side in bags for bag in side for word in bag)
        place = {word: number for number, word in enumerate(every)}
        left, right = (indicator(side, place) for side in bags)
        return left, right.T.copy()

    def _codes(self, name: str) -> tuple[Any, Any]:
        known: dict[str, int] = {}
        left, right = (codes([getattr(one, name) for one in side], known) for side in self.people)
        return left, right

    def _managed(self) -> list[list[int]]:
        places = {mentor.email: place for place, mentor in enumerate(self.people[1])}
        return [[places[one.manager]] if one.manager else [] for one in self.people[0]]

    def _wished(self) -> tuple[Any, Any]:
        """By side: whether anybody was named; by row: what was named, in units."""
        mentees, mentors = self.people
        columns = {mentor.id: place for place, mentor in enumerate(mentors)}
        rows = {mentee.id: place for place, mentee in enumerate(mentees)}
        named = [(row, columns[wish], rank) for row, one in enumerate(mentees)
                 for rank, wish in enumerate(one.wishes)]  # fmt: skip
        named += [(rows[wish], column, rank) for column, one in enumerate(mentors)
                  for rank, wish in enumerate(one.wishes)]  # fmt: skip
        table = np.array(sorted(named), np.int64).reshape(-1, 3)
        quiet = [np.array([not one.wishes for one in side]) for side in self.people]
        return table, quiet

    def units(self, rows: slice) -> Any:
        of = Points(*(part * UNIT for part in self.of))
        total = (self.skills[0][rows] @ self.skills[1]).astype(np.int64)
        total += self._areas(rows, of.area)
        total += self._styles(rows, of.style)
        shared = self._shared("interests", rows)
        whole = np.minimum(self.words["interests"][0][rows].sum(1), 3).astype(np.int64)[:, None]
        total += of.interests * np.minimum(shared, whole) // whole
        total += of.hours * np.minimum(self._shared("hours", rows), 4) // 4
        return total + self._wishes(rows, of.wishes)

    def _shared(self, name: str, rows: slice) -> Any:
        left, right = self.words[name]
        return (left[rows] @ right).astype(np.int64)

    def _areas(self, rows: slice, of: int) -> Any:
        ours, theirs = self.codes["area"][0][rows, None], self.codes["area"][1][None, :]
        return np.where((ours > 0) & (theirs > 0), of * (ours == theirs), of // 2)

    def _styles(self, rows: slice, of: int) -> Any:
        ours, theirs = self.style[0][rows], self.style[1]
        asked = got = np.zeros((1, 1), np.int64)
        for question in range(ours.shape[1]):
            one, other = ours[:, question, None], theirs[None, :, question]
            both = (one > 0) & (other > 0)
            asked = asked + 4 * both
            got = got + both * (4 - np.abs(one - other))
        return np.where(asked > 0, of * got // np.maximum(asked, 1), of // 2)

    def _wishes(self, rows: slice, of: int) -> Any:
        table, quiet = self.wished
        total = of // 4 * (quiet[0][rows, None].astype(np.int64) + quiet[1][None, :])
        mine = table[(table[:, 0] >= rows.start) & (table[:, 0] < rows.stop)]
        np.add.at(
            total, (mine[:, 0] - rows.start, mine[:, 1]), of * np.array(RANKS)[mine[:, 2]] // 200
        )
        return total

    def allowed(self, rows: slice) -> Any:
        ours, theirs = self.codes["department"][0][rows, None], self.codes["department"][1]
        allowed = ours != theirs
        allowed &= self._shared("languages", rows) > 0
        allowed &= self.grades[1] >= self.grades[0][rows, None]
        for row, managers in enumerate(self.managed[rows]):
            allowed[row, managers] = False
        return allowed


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
