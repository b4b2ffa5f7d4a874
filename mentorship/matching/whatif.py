"""Two matchings side by side: what would be different, for everybody and for each.

Scores can only be compared when they are measured alike, so both matchings can be measured by one
set of rules. The matching that was asked about stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mentorship.matching import explain
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import PERFECT, Mentee, Mentor, Pair, Rules

STEP = 100  # points in each bar of the histogram

Measure = Callable[[Pair], int]


@dataclass(frozen=True, slots=True)
class Summary:
    """One matching in numbers. `worst_third` is the mean of the lowest third, at least one pair.

    `bars` counts pairs by hundreds of points; a perfect score is in the last bar.
    """

    matched: int
    unmatched: tuple[str, ...]
    idle: tuple[str, ...]
    total: int
    floor: int | None
    mean: Fraction | None
    worst_third: Fraction | None
    bars: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One mentee before and after; "" is no mentor, and then there is no score."""

    mentee_id: str
    was: str
    becomes: str
    score_was: int | None
    score_becomes: int | None

    @property
    def moves(self) -> bool:
        return self.was != self.becomes

    @property
    def gain(self) -> int:
        """Having no mentor counts as no points at all."""
        return (self.score_becomes or 0) - (self.score_was or 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    before: Summary
    after: Summary
    people: tuple[Change, ...]

    @property
    def moves(self) -> tuple[Change, ...]:
        return tuple(change for change in self.people if change.moves)

    @property
    def seated(self) -> tuple[str, ...]:
        """Who would have a mentor and has none."""
        return tuple(one.mentee_id for one in self.people if one.becomes and not one.was)

    @property
    def unseated(self) -> tuple[str, ...]:
        return tuple(one.mentee_id for one in self.people if one.was and not one.becomes)


def compare(before: Outcome, after: Outcome, *, measure: Measure | None = None) -> Comparison:
    """Each by its own scores, or both by the same measure."""
    old, new = _scored(before, measure), _scored(after, measure)
    everybody = sorted({pair[0] for pair in (*old, *new)} | _left(before) | _left(after))
    was, becomes = dict(old.keys()), dict(new.keys())
    people = (_change(one, was, becomes, old, new) for one in everybody)
    return Comparison(_summary(before, old), _summary(after, new), tuple(people))


def measured_by(mentees: Iterable[Mentee], mentors: Iterable[Mentor], rules: Rules) -> Measure:
    """The score that these rules give a pair, whether they allow it or not."""
    left, right = {one.id: one for one in mentees}, {one.id: one for one in mentors}
    return lambda pair: sum(explain.points(left[pair[0]], right[pair[1]], rules))


def _scored(outcome: Outcome, measure: Measure | None) -> dict[Pair, int]:
    pairs = {(pair.mentee_id, pair.mentor_id): pair.score for pair in outcome.pairs}
    return {pair: measure(pair) for pair in pairs} if measure else pairs


def _left(outcome: Outcome) -> set[str]:
    return {one.id for one in outcome.unmatched}


def _change(
    mentee: str,
    was: Mapping[str, str],
    becomes: Mapping[str, str],
    old: Mapping[Pair, int],
    new: Mapping[Pair, int],
) -> Change:
    first, second = was.get(mentee, ""), becomes.get(mentee, "")
    scores = old.get((mentee, first)), new.get((mentee, second))
    return Change(mentee, first, second, *scores)


def _summary(outcome: Outcome, scored: Mapping[Pair, int]) -> Summary:
    """The floor leaves pins out, as the promise does."""
    pinned = {(pair.mentee_id, pair.mentor_id) for pair in outcome.pairs if pair.pinned}
    scores = sorted(scored.values())
    return Summary(
        matched=len(scores),
        unmatched=tuple(sorted(_left(outcome))),
        idle=outcome.idle,
        total=sum(scores),
        floor=min((score for pair, score in scored.items() if pair not in pinned), default=None),
        mean=_mean(scores),
        worst_third=_mean(scores[: -(-len(scores) // 3)]),
        bars=_bars(scores),
    )


def _mean(scores: Sequence[int]) -> Fraction | None:
    return Fraction(sum(scores), len(scores)) if scores else None


def _bars(scores: Sequence[int]) -> tuple[int, ...]:
    last = PERFECT // STEP - 1
    places = [min(score // STEP, last) for score in scores]
    return tuple(places.count(bar) for bar in range(last + 1))
