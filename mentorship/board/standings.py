"""What a match looks like from above: its numbers, who is left over, and what another one changes.

Scores are thousandths in the database, and whole points of 100 here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mentorship.board import reasons
from mentorship.matching.outcome import Outcome
from mentorship.models import Enrolment, MatchRun, Suggestion
from mentorship.models.weighing import Decided
from mentorship.pictures.vocabulary import ScoreBucket

Standing = tuple[str, str, int]  # ids of mentee and mentor, score


@dataclass(frozen=True)
class Numbers:
    """`worst_third` is the mean of the weakest third: what an average hides."""

    pairs: int
    mean: int
    lowest: int
    worst_third: int
    alone: int
    idle: int

    @classmethod
    def of(cls, scores: Iterable[int], run: MatchRun) -> Numbers:
        ranked = sorted(scores)
        third = ranked[: max(1, len(ranked) // 3)]
        return cls(
            pairs=len(ranked),
            mean=_mean(ranked),
            lowest=ranked[0] // 10 if ranked else 0,
            worst_third=_mean(third),
            alone=len(run.outcome.get("unmatched", [])),
            idle=len(run.outcome.get("idle", [])),
        )


@dataclass(frozen=True)
class Move:
    """Somebody who has another mentor in B than in A; an empty name is nobody."""

    mentee: str
    before: str
    before_score: int
    after: str
    after_score: int


@dataclass(frozen=True)
class Comparison:
    before: Numbers
    after: Numbers
    moves: list[Move]


def standing(run: MatchRun) -> list[Standing]:
    """The pairs that stand, as ids: what a veto took away does not."""
    pairs = run.suggestions.standing().values_list("mentee_id", "mentor_id", "score")
    return [(str(mentee), str(mentor), score) for mentee, mentor, score in pairs]


def compare(run: MatchRun, other: MatchRun) -> Comparison:
    """Who moves, and what it is worth; the weakest of B first."""
    before, after = standing(run), standing(other)
    return Comparison(
        Numbers.of((score for *_pair, score in before), run),
        Numbers.of((score for *_pair, score in after), other),
        moves(before, after),
    )


def moves(before: Sequence[Standing], after: Sequence[Standing]) -> list[Move]:
    """Everybody who has another mentor afterwards, the weakest pair first."""
    old = {mentee: (mentor, score) for mentee, mentor, score in before}
    new = {mentee: (mentor, score) for mentee, mentor, score in after}
    nobody = ("", 0)
    changed = [
        (mentee, old.get(mentee, nobody), new.get(mentee, nobody))
        for mentee in old.keys() | new.keys()
        if old.get(mentee, nobody)[0] != new.get(mentee, nobody)[0]
    ]
    names = names_of({id for mentee, a, b in changed for id in (mentee, a[0], b[0]) if id})
    found = [
        Move(names[mentee], names.get(a[0], ""), a[1] // 10, names.get(b[0], ""), b[1] // 10)
        for mentee, a, b in changed
    ]
    return sorted(found, key=lambda move: (move.after_score, move.mentee))


@dataclass(frozen=True)
class Price:
    """What solving anew with two people together comes to: points lost by all, and who moves."""

    mentee: str
    mentee_id: str
    name: str
    mentor_id: str
    points: float
    alone: int
    moves: list[Move]

    @classmethod
    def of(cls, before: Outcome, after: Outcome, mentee: Enrolment, mentor: Enrolment) -> Price:
        pair = (mentee.person.name, str(mentee.pk), mentor.person.name, str(mentor.pk))
        alone = len(after.unmatched) - len(before.unmatched)
        lost = (before.total - after.total) / 10
        return cls(*pair, lost, alone, moves(_seats(before), _seats(after)))


def _seats(outcome: Outcome) -> list[Standing]:
    return [(pair.mentee_id, pair.mentor_id, pair.score) for pair in outcome.pairs]


def ids_left_over(run: MatchRun) -> set[str]:
    """Mentees without a mentor, and the best they could have had."""
    left = run.outcome.get("unmatched", [])
    return {row["id"] for row in left} | {o["mentor_id"] for row in left for o in row["options"]}


def left_over(run: MatchRun, names: Mapping[str, str], *, reader: Any) -> list[dict[str, Any]]:
    """Mentees without a mentor, why, and the best they could have had.

    Of themselves, a reader who is one of them learns no more than other mentees do.
    """
    own = {str(pk) for pk in run.cohort.enrolments.of(reader).values_list("pk", flat=True)}
    bare: dict[str, Any] = {"excluded": {}, "options": [], "relaxing": None}
    left = [row | bare if row["id"] in own else row for row in run.outcome.get("unmatched", [])]
    return [
        {
            "id": row["id"],
            "name": names[row["id"]],
            "why": reasons.why_alone(row["code"]),
            "relaxing": reasons.relaxing(row.get("relaxing")),
            "excluded": reasons.exclusions(row.get("excluded", {})),
            "options": [
                (option["mentor_id"], names[option["mentor_id"]], option["score"] // 10)
                for option in row["options"]
                if option["mentor_id"] in names
            ],
        }
        for row in left
        if row["id"] in names
    ]


def others_for(suggestion: Suggestion) -> list[tuple[str, str, int]]:
    """Whom else the mentee could have had, best first: id, name, score."""
    pairs = suggestion.run.outcome.get("pairs", [])
    mine: dict[str, Any] = next(
        (pair for pair in pairs if pair["mentee_id"] == str(suggestion.mentee_id)), {}
    )
    own = str(suggestion.mentor_id)  # by a swap, perhaps somebody else's before
    options = [one for one in mine.get("alternatives", []) if one["mentor_id"] != own]
    names = names_of({option["mentor_id"] for option in options}) if options else {}
    return [
        (option["mentor_id"], names[option["mentor_id"]], option["score"] // 10)
        for option in options
        if option["mentor_id"] in names
    ]


def buckets(scores: Sequence[int]) -> list[ScoreBucket]:
    """Ten bars of ten points each; a perfect score belongs to the last."""
    return [
        ScoreBucket(low, low + 10, sum(min(s // 100, 9) * 10 == low for s in scores))
        for low in range(0, 100, 10)
    ]


def scores_of(decided: Sequence[Decided]) -> list[int]:
    """Of every pair but the vetoed."""
    return [row.score for row in decided if row.decision != Suggestion.Decision.VETOED]


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """Whose ids these are; an empty one is nobody's."""
    found = Enrolment.objects.filter(pk__in={id for id in ids if id}).select_related("person")
    return {str(row.pk): row.person.name for row in found}


def _mean(scores: Sequence[int]) -> int:
    return round(sum(scores) / len(scores) / 10) if scores else 0
