"""M8, M10, M12: what is asked about a matching that stands, against solving again.

Each question is answered from the seat prices, then by a whole new solve of the same people under
the same rules, one after the other; totals that differ are an error of the bench itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from statistics import median, quantiles

from bench.matching.cohorts import RULES, Cohort, make_cohort
from bench.matching.measure import Ratio, Spent, in_turns, middle, number, seconds, spent
from bench.matching.options import Options
from bench.matching.ours import SEED
from bench.matching.report import Row
from mentorship.matching.alternatives import Price, on_paper, price
from mentorship.matching.assign import match
from mentorship.matching.joiners import join_one
from mentorship.matching.outcome import Outcome
from mentorship.matching.standing import Standing

# Points alone, so that each answer has one total to be compared with.
POINTS = replace(RULES, floor_first=False, short_seats="points")
JOINERS = {1000: (40, 40), 10_000: (6, 400)}  # how many, and how many times as fast
PINS = {1000: (40, 10), 5000: (8, 10)}
EXPLAINED = {1000: 10, 5000: 10}  # per cent of the solve
SOME = 10


def joiners(options: Options) -> Iterator[Row]:
    """M8: everybody who comes late, one after the other."""
    for size in options.among(*JOINERS):
        many, goal = JOINERS.get(size, (SOME, None))
        yield _joined(size, many, goal)


def _joined(size: int, many: int, goal: int | None) -> Row:
    people, mentors = make_cohort(mentees=size)
    late = Random(size).sample(people, many)  # noqa: S311 (made-up people)
    here = [one for one in people if one not in late]
    outcome = match(here, mentors, POINTS, SEED)
    reading, standing = spent(lambda: _standing((people, mentors), outcome))
    ours: list[Spent] = []
    theirs: list[Spent] = []
    wrong, moved, total = 0, [], outcome.total
    for one in late:
        here.append(one)
        quick, joined = spent(lambda name=one.id: join_one(standing, name))
        cold, again = spent(lambda: match(here, mentors, POINTS, SEED))
        total += sum(move.score_becomes - move.score_was for move in joined.moves)
        ours, theirs = [*ours, quick], [*theirs, cold]
        moved.append(len(joined.moves) - 1)
        wrong += total != again.total
    measured = (
        f"{Ratio(ours, theirs)}; totals equal in {many - wrong} of {many}; slow ones"
        f" {number(_slow(ours))}x the middle; {number(median(moved))} others moved, at most"
        f" {max(moved)}; reading the matching {seconds(reading.cpu)} once"
    )
    return judged("M8", f"late joiner against solving again, {size:,}", measured,
                   Ratio(ours, theirs), goal, wrong=wrong)  # fmt: skip


def _slow(times: list[Spent]) -> float:
    """The 95th of a hundred, by the median."""
    cpu = [one.cpu for one in times]
    return quantiles(cpu, n=20, method="inclusive")[-1] / median(cpu)


def _standing(people: Cohort, outcome: Outcome) -> Standing:
    """With all that its first question would work out."""
    standing = Standing.of(*people, outcome)
    assert standing.board.scorer.shape == standing.board.shape
    assert len(standing.sitters) == len(standing.prices)
    assert len(standing.shares) == len(standing.near_worth) == len(standing.beyond)
    return standing


def pins(options: Options) -> Iterator[Row]:
    """M10: what it costs that somebody has the mentor who would be best on paper."""
    for size in options.among(*PINS):
        many, goal = PINS.get(size, (SOME, None))
        yield _pinned(size, many, goal)


def _pinned(size: int, many: int, goal: int | None) -> Row:
    people = make_cohort(mentees=size)
    outcome = match(*people, POINTS, SEED)
    standing = _standing(people, outcome)
    wanted = [told for told in on_paper(standing) if told.code == "seat_worth_more"]
    luck = Random(size)  # noqa: S311 (made-up people)
    pairs = [(told.mentee_id, told.mentor_id)
             for told in luck.sample(wanted, min(many, len(wanted)))]  # fmt: skip
    ours: list[Spent] = []
    theirs: list[Spent] = []
    found: list[tuple[Price, Outcome]] = []
    for pair in pairs:
        quick, told = spent(lambda pair=pair: price(standing, *pair))
        rules = replace(POINTS, pins=frozenset([pair]))
        cold, again = spent(lambda rules=rules: match(*people, rules, SEED))
        ours, theirs = [*ours, quick], [*theirs, cold]
        found.append((told, again))
    wrong = sum(outcome.total - again.total != told.points for told, again in found)
    moved = [len(told.moves) - 1 for told, _ in found]
    measured = (
        f"{Ratio(ours, theirs)}; equal in {len(found) - wrong} of {len(found)};"
        f" {number(median(moved))} others moved, at most {max(moved)}"
    )
    return judged("M10", f"price of a pin against solving again, {size:,}", measured,
                   Ratio(ours, theirs), goal, wrong=wrong)  # fmt: skip


def explanations(options: Options) -> Iterator[Row]:
    """M12: everybody's best on paper, and why it is not theirs."""
    for size in options.among(*EXPLAINED):
        yield _explained(size, options.rounds)


def _explained(size: int, rounds: int) -> Row:
    people = make_cohort(mentees=size)
    outcome = match(*people, RULES, SEED)
    solving, reading, telling = in_turns(
        rounds,
        lambda: spent(lambda: match(*people, RULES, SEED))[0],
        lambda: spent(lambda: Standing.of(*people, outcome))[0],
        lambda: spent(lambda: on_paper(Standing.of(*people, outcome)))[0],
    )
    shares = [100 * each for each in Ratio(solving, telling).each]
    once = median(100 * a.cpu / b.cpu for a, b in zip(reading, solving, strict=True))
    measured = (
        f"{number(median(shares))}% ({number(min(shares))}-{number(max(shares))}) of the solve,"
        f" {number(once)} of them for reading the matching;"
        f" {middle(telling)} against {middle(solving)}"
    )
    what, goal = f"all explanations against the solve, {size:,}", EXPLAINED.get(size)
    if goal is None:
        return Row.told("M12", what, measured)
    return Row.judged("M12", what, measured, f"<= {goal}%", holds=median(shares) <= goal)


def judged(
    goal: str, what: str, measured: str, ratio: Ratio, wanted: int | None, *, wrong: int
) -> Row:
    if wrong:
        return Row.exact(goal, what, measured, "equal totals", holds=False)
    if wanted is None:
        return Row.told(goal, what, measured)
    return Row.judged(goal, what, measured, f">= {wanted}x", holds=ratio.median >= wanted)
