"""M9: a second round, after some have left and others have come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from bench.matching.cohorts import RULES, Cohort, make_cohort
from bench.matching.options import Options
from bench.matching.ours import SEED
from bench.matching.report import Row
from mentorship.matching.assign import match
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import Mentee, Mentor, Pair

LEAVE, JOIN, MENTORS_LEAVE, MENTORS_JOIN = 0.03, 0.05, 0.02, 0.03
BONUSES = (0, 10, 30, 50, 60, 75, 100)
LESS_MOVED = (1000, 10_000)
MOST_BROKEN, LEAST_TOTAL = 3.0, 99.6


@dataclass(frozen=True)
class Season:
    """Some people leave and others join; the pairs that could stand are `standing`."""

    people: Cohort
    standing: frozenset[Pair]

    @classmethod
    def of(cls, size: int, seed: int) -> Season:
        everybody = make_cohort(mentees=round(size * (1 + JOIN)), seed=seed)
        luck = Random(seed)  # noqa: S311 (made-up people)
        (late, gone), (late_o, gone_o) = (
            _late_and_gone(luck, len(everybody[0]), JOIN, LEAVE),
            _late_and_gone(luck, len(everybody[1]), MENTORS_JOIN, MENTORS_LEAVE),
        )
        first = _without(everybody, late, late_o)
        now = _without(everybody, gone, gone_o)
        here = {one.id for side in now for one in side}
        pairs = _pairs(match(*first, RULES, SEED))
        return cls(now, frozenset(pair for pair in pairs if set(pair) <= here))


def _late_and_gone(
    luck: Random, people: int, join: float, leave: float
) -> tuple[set[int], set[int]]:
    drawn = luck.sample(range(people), round(people * (join + leave)))
    late = round(people * join)
    return set(drawn[:late]), set(drawn[late:])


def _without(people: Cohort, mentees: set[int], mentors: set[int]) -> Cohort:
    left: list[Mentee] = [one for place, one in enumerate(people[0]) if place not in mentees]
    right: list[Mentor] = [one for place, one in enumerate(people[1]) if place not in mentors]
    return left, right


def _pairs(outcome: Outcome) -> frozenset[Pair]:
    return frozenset((pair.mentee_id, pair.mentor_id) for pair in outcome.pairs)


def again(options: Options) -> Iterator[Row]:
    """M9: a second round in which the pairs that stand are worth a bonus."""
    for size in options.among(*LESS_MOVED):
        seasons = [Season.of(size, seed) for seed in range(1, 4 if size <= 1000 else 2)]
        told = _frontier(seasons)
        measured = "; ".join(
            f"bonus {bonus}: {total:.2f}% of the total, {broken:.2f}% of pairs broken"
            for bonus, (total, broken) in told.items()
        )
        what, wanted = f"second round, {size:,}", f"{LEAST_TOTAL}% at <= {MOST_BROKEN:.0f}% broken"
        if size not in LESS_MOVED:
            yield Row.told("M9", what, measured)
            continue
        holds = any(
            total >= LEAST_TOTAL and broken <= MOST_BROKEN for total, broken in told.values()
        )
        yield Row.judged("M9", what, measured, wanted, holds=holds)


def _frontier(seasons: list[Season]) -> dict[int, tuple[float, float]]:
    """For each bonus the share of the total that is left and of the pairs that are broken."""
    found = {bonus: [_second(season, bonus) for season in seasons] for bonus in BONUSES}
    afresh = sum(total for total, _ in found[0])
    standing = sum(len(season.standing) for season in seasons)
    return {
        bonus: (
            100 * sum(total for total, _ in rounds) / afresh,
            100 * sum(lost for _, lost in rounds) / standing,
        )
        for bonus, rounds in found.items()
    }


def _second(season: Season, bonus: int) -> tuple[int, int]:
    """The total in points, and how many pairs that could stand do not."""
    rules = replace(RULES, keep=season.standing, keep_bonus=bonus)
    outcome = match(*season.people, rules, SEED)
    return outcome.total, len(season.standing - _pairs(outcome))
