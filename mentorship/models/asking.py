"""Which mentors to ask for one more place: those whose place most of the waiting could take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentorship.matching.score import Scorer, blocks
from mentorship.matching.vocabulary import Mentee, Mentor, Rules
from mentorship.models.candidates import last_run, rules_for, with_room_or_without
from mentorship.models.enrolment import Enrolment
from mentorship.models.match import MatchRun
from mentorship.models.program import Cohort
from mentorship.models.seat_request import MOST_PLACES, SeatRequest

MOST_SHOWN = 50


@dataclass(frozen=True)
class Placed:
    """A mentor: how many of those who wait they may have, and how well the best of them fits."""

    enrolment: Enrolment
    allowed: int
    best: int


@dataclass(frozen=True)
class Shortage:
    """How many wait without a place to be had, and whom to ask, best placed first."""

    waiting: int
    short: int
    mentors: list[Placed]


def shortage(cohort: Cohort, asked: Iterable[SeatRequest]) -> Shortage:
    """With a draft on the board, those it leaves alone are meant; else everybody who waits."""
    mentees, mentors = with_room_or_without(cohort)
    rows = {str(row.pk): row for row in cohort.enrolments.mentors().select_related("person")}
    last = last_run(cohort)
    draft = last if last and last.status == MatchRun.Status.DRAFT else None
    left = {row["id"] for row in draft.outcome.get("unmatched", [])} if draft else None
    alone = [one for one in mentees if left is None or one.id in left]
    seats = sum(mentor.capacity for mentor in mentors) if left is None else 0
    known = {str(request.mentor_id) for request in asked}
    to_ask = [
        replace(one, capacity=1)
        for one in mentors
        if one.id not in known and rows[one.id].capacity < MOST_PLACES
    ]
    ranked = _best_placed(alone, to_ask, rules_for(cohort, (alone, to_ask), last))
    placed = [Placed(rows[pk], allowed, best // 10) for pk, allowed, best in ranked[:MOST_SHOWN]]
    return Shortage(len(alone), max(0, len(alone) - seats), placed)


def _best_placed(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules
) -> list[tuple[str, int, int]]:
    """Of each mentor whom the rules leave anybody: id, how many mentees, the best score."""
    if not (mentees and mentors):
        return []
    scorer, none = Scorer.of(mentees, mentors, rules), np.zeros(len(mentors), np.int64)
    allowed, total, best = none.copy(), none.copy(), none.copy()
    for rows in blocks(len(mentees), len(mentors)):
        scores = scorer.rows(rows).astype(np.int64)
        allowed += (scores >= 0).sum(axis=0)
        total += np.maximum(scores, 0).sum(axis=0)
        best = np.maximum(best, scores.max(axis=0))
    places = [at for at in range(len(mentors)) if allowed[at]]
    places.sort(key=lambda at: (-allowed[at], -total[at], mentors[at].id))
    return [(mentors[at].id, int(allowed[at]), int(best[at])) for at in places]
