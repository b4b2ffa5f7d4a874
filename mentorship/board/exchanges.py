"""A swap before anybody chooses it: the pairs to swap with, and what it would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from mentorship.board import haggling
from mentorship.board.standings import Move
from mentorship.matching.board import PinsRefused
from mentorship.models import Suggestion, swapping

MOST_PARTNERS = 60


@dataclass(frozen=True)
class Exchange:
    """Two mentees with each other's mentor: what both pairs lose or gain, or why it cannot be."""

    other: Suggestion
    moves: list[Move]
    lost: str
    gained: str
    refusal: str

    @classmethod
    def of(cls, row: Suggestion, other: Suggestion) -> Exchange:
        try:
            scores = swapping.scores_after(row.run, row, other)
        except PinsRefused as error:
            code = next(iter(error.problems.values()))
            return cls(other, [], "", "", haggling.kept_apart(code))
        lost = row.score + other.score - sum(scores)
        return cls(
            other=other,
            moves=[_move(row, other, scores[0]), _move(other, row, scores[1])],
            lost=haggling.points(lost) if lost > 0 else "",
            gained=haggling.points(-lost) if lost < 0 else "",
            refusal="",
        )


def partners(row: Suggestion, mentors: Iterable[str]) -> list[Suggestion]:
    """Proposed pairs to swap with, by name; of these mentors, or without any, of all."""
    near = row.run.suggestions.standing().exclude(mentor=row.mentor_id).for_board()
    wanted = [UUID(mentor) for mentor in mentors]
    few = (near.filter(mentor__in=wanted) if wanted else near)[:MOST_PARTNERS]
    return sorted(few, key=lambda one: one.mentee.person.name)


def _move(row: Suggestion, whose: Suggestion, score: int) -> Move:
    """With the mentor of another pair."""
    names = row.mentee.person.name, row.mentor.person.name, whose.mentor.person.name
    return Move(names[0], names[1], row.score // 10, names[2], score // 10)
