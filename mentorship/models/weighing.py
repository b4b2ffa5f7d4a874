"""A draft as it stands, weighed from what its computation left behind: nothing is solved again.

What was pinned or swapped since leaves the game with its seats, and the prices of all others hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

import numpy as np

from mentorship.matching import explain
from mentorship.matching.alternatives import NOT_TO_TELL, price
from mentorship.matching.blob import UnknownFormat
from mentorship.matching.board import NO_ARC, NOBODY
from mentorship.matching.outcome import Outcome, Proposal
from mentorship.matching.standing import Standing
from mentorship.models.candidates import candidates, is_about
from mentorship.models.match import MatchRun, Suggestion

MOST_OPTIONS = 60  # of each kind, in a list to choose from
MOST_TIES = 5


class CannotWeigh(Exception):
    """`code` says why: people or rules have "changed", more was "decided", or it is too "old"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Decided(NamedTuple):
    """One proposed pair as it stands."""

    mentee_id: UUID
    mentor_id: UUID
    score: int
    decision: str

    @classmethod
    def of(cls, run: MatchRun) -> list[Decided]:
        return [cls(*values) for values in run.suggestions.values_list(*cls._fields)]


def weigh(run: MatchRun, decided: Sequence[Decided] | None = None) -> Standing:
    """Everybody's place in a draft, and what each seat costs; else CannotWeigh."""
    people = candidates(run.cohort)
    if not is_about(run, people):
        raise CannotWeigh("changed")
    outcome = _computed(run)
    rows = Decided.of(run) if decided is None else decided
    return Standing.of(*people, _as_decided(outcome, rows))


def _computed(run: MatchRun) -> Outcome:
    try:
        return Outcome.from_blob(bytes(run.blob or b""))
    except (UnknownFormat, KeyError, TypeError) as error:
        raise CannotWeigh("old") from error


def _as_decided(outcome: Outcome, rows: Sequence[Decided]) -> Outcome:
    """With today's pins. A veto or a release changes what is best, so that it has no price yet."""
    computed = {pair.mentee_id: pair for pair in outcome.pairs}
    pairs = tuple(_decided(computed[str(row.mentee_id)], row) for row in rows)
    pins = frozenset((pair.mentee_id, pair.mentor_id) for pair in pairs if pair.pinned)
    first_seats_differ = bool(outcome.rules.first_seat_bonus) and pins != outcome.rules.pins
    if first_seats_differ or not all(_as_found(computed[pair.mentee_id], pair) for pair in pairs):
        raise CannotWeigh("decided")
    if any(row.decision == Suggestion.Decision.VETOED for row in rows):
        raise CannotWeigh("decided")
    return replace(outcome, pairs=pairs, rules=replace(outcome.rules, pins=pins))


def _decided(pair: Proposal, row: Decided) -> Proposal:
    pinned = row.decision == Suggestion.Decision.PINNED
    return replace(pair, mentor_id=str(row.mentor_id), score=row.score, pinned=pinned)


def _as_found(computed: Proposal, now: Proposal) -> bool:
    """Decided by a coordinator, or left as matching found it."""
    return now.pinned or (now.mentor_id == computed.mentor_id and not computed.pinned)


def options(standing: Standing, mentee_id: str) -> list[tuple[str, int]]:
    """The mentors whom the rules allow, best first, with the scores; not their own."""
    row = standing.rows[mentee_id]
    scores = standing.board.scorer.rows(np.array([row]))[0]
    ranked = np.argsort(-scores, kind="stable").tolist()
    own = int(standing.seating[row])
    open_ = [(at, int(scores[at])) for at in ranked if scores[at] >= 0 and at != own]
    return [(standing.board.mentors[at].id, score) for at, score in open_[:MOST_OPTIONS]]


def barred(standing: Standing, mentee_id: str) -> list[str]:
    """The mentors whom a rule that may be told keeps away."""
    mentee = standing.board.mentees[standing.rows[mentee_id]]
    kept_away = (
        mentor.id
        for mentor in standing.board.mentors
        if (reason := explain.why_not(mentee, mentor, standing.board.rules))
        and reason.code not in NOT_TO_TELL
    )
    return [mentor for mentor, _ in zip(kept_away, range(MOST_OPTIONS), strict=False)]


def ties(standing: Standing, mentee_id: str) -> list[str]:
    """The mentors with whom everything would have been exactly as good: a lot decided."""
    found = (price(standing, mentee_id, mentor) for mentor in _maybe_tied(standing, mentee_id))
    free = (one.mentor_id for one in found if one.code == "free" and not one.points)
    return [mentor for mentor, _ in zip(free, range(MOST_TIES), strict=False)]


def _maybe_tied(standing: Standing, mentee_id: str) -> Iterator[str]:
    """Those who cost nothing after seat prices: without that, no chain costs nothing."""
    row = standing.rows[mentee_id]
    own = int(standing.seating[row])
    if own == NOBODY or not standing.priced or not standing.playing[row]:
        return
    worth = standing.worth(row)
    lost = standing.shares[row] + standing.prices - worth
    for at in np.flatnonzero((worth > NO_ARC) & (lost == 0)).tolist():
        if at != own:
            yield standing.board.mentors[at].id
