"""Whoever comes late: seated by the best chain of moves, or without moving anybody, or in between.

Before pairs are published everybody may move, and one search seats a newcomer as well as solving
again would. Afterwards pairs stand, and it is told what a single move, or a few, would bring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from mentorship.matching.assign import match
from mentorship.matching.board import NO_ARC, NOBODY, Bools, Ints, places
from mentorship.matching.chains import Chains
from mentorship.matching.outcome import Outcome
from mentorship.matching.score import Scorer, blocks
from mentorship.matching.standing import Move, Standing
from mentorship.matching.vocabulary import Mentee, Mentor, Pair, Rules

BONUSES = (0, 10, 30, 50, 100)


@dataclass(frozen=True, slots=True)
class Joined:
    """A newcomer, and everybody who moves for them; without moves there was no seat to be had."""

    mentee_id: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class OneMove:
    """What would be gained if one person made room: `moved` goes to another mentor's free seat."""

    mentee_id: str
    mentor_id: str
    moved: str
    becomes: str
    gain: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """The matching of those who waited, on the seats that were free; and single moves that gain."""

    outcome: Outcome
    moves: tuple[OneMove, ...]


@dataclass(frozen=True, slots=True)
class Sweep:
    """A matching in which each pair that stands counts for so many points more."""

    bonus: int
    moved: int
    total: int
    floor: int | None
    matched: int
    outcome: Outcome


def join(
    mentees: Iterable[Mentee], mentors: Iterable[Mentor], outcome: Outcome, newcomers: Sequence[str]
) -> tuple[dict[str, str], tuple[Joined, ...]]:
    """Who is with whom once the newcomers are seated one by one, and what each of them moved.

    Nobody falls below the floor; a newcomer does only where there is no other way. Unless points
    decide who is seated, nobody loses a seat to a newcomer.
    """
    standing = Standing.of(mentees, mentors, outcome)
    if not standing.priced:
        raise ValueError("seats without a price give no chains")
    steps = tuple(join_one(standing, mentee) for mentee in newcomers)
    board, seated = standing.board, np.flatnonzero(standing.seating != NOBODY).tolist()
    pairs = {board.mentees[row].id: board.mentors[standing.seating[row]].id for row in seated}
    return pairs, steps


def freeze(
    mentees: Iterable[Mentee], mentors: Iterable[Mentor], outcome: Outcome, seed: int
) -> Frozen:
    """Pairs that stand stay; whoever has no mentor gets the best of the seats that are left.

    Points alone decide between those: pins and bonuses are about the pairs that stand.
    """
    left, right = list(mentees), list(mentors)
    stand = _standing_pairs(left, right, outcome)
    taken, seated = Counter(stand.values()), stand.keys()
    waiting = [mentee for mentee in left if mentee.id not in seated]
    rest = [replace(one, capacity=max(0, one.capacity - taken[one.id])) for one in right]
    rules = replace(outcome.rules, pins=frozenset(), keep=frozenset(), first_seat_bonus=0)
    found = match(waiting, rest, rules, seed)
    return Frozen(found, tuple(_single_moves(left, right, outcome, stand, found)))


def sweep(
    mentees: Iterable[Mentee],
    mentors: Iterable[Mentor],
    rules: Rules,
    keep: Set[Pair],
    seed: int,
    *,
    bonuses: Iterable[int] = BONUSES,
) -> tuple[Sweep, ...]:
    """One matching for each bonus: the more a standing pair counts, the fewer people move.

    The floor comes before bonuses: without `floor_first` a bonus of thousands freezes all pairs.
    """
    left, right = list(mentees), list(mentors)
    here = {one.id for one in left}, {one.id for one in right}
    kept = frozenset(pair for pair in keep if pair[0] in here[0] and pair[1] in here[1])
    return tuple(_swept(left, right, rules, kept, seed, bonus) for bonus in bonuses)


def _swept(
    mentees: list[Mentee],
    mentors: list[Mentor],
    rules: Rules,
    keep: frozenset[Pair],
    seed: int,
    bonus: int,
) -> Sweep:
    outcome = match(mentees, mentors, replace(rules, keep=keep, keep_bonus=bonus), seed)
    pairs = {(pair.mentee_id, pair.mentor_id) for pair in outcome.pairs}
    moved, matched = len(keep - pairs), len(pairs)
    return Sweep(bonus, moved, outcome.total, outcome.floor, matched, outcome)


def join_one(standing: Standing, mentee: str) -> Joined:
    """Seat a newcomer in the matching as it stands, which changes with it."""
    row = standing.rows[mentee]
    if standing.seating[row] != NOBODY:
        raise ValueError(f"already has a mentor: {mentee}")
    standing.playing[row] = True
    for level, unseating in _attempts(standing, row):
        standing.levels[row] = level
        chains, cost = _chains(standing, row, unseating=unseating)
        steps = list(chains.steps(chains.out))[::-1]
        if steps != [(row, NOBODY)] or unseating:
            moves = tuple(standing.move(*step) for step in steps)
            _apply(standing, row, chains, cost, steps)
            return Joined(mentee, moves if moves[0].becomes else ())
    standing.playing[row] = False
    standing.shares[row] = 0
    return Joined(mentee, ())


def _attempts(standing: Standing, row: int) -> Iterator[tuple[int, bool]]:
    """The lowest score that will do, and whether somebody may have to go without."""
    board, promised = standing.board, int(standing.levels[row])
    if board.rules.leave_out_price is None:
        yield promised, False
        if promised:
            yield 0, False
    if not board.chosen_first:
        yield promised, True


def _chains(standing: Standing, row: int, *, unseating: bool) -> tuple[Chains, int]:
    worth = standing.worth(row)
    left = np.where(worth > NO_ARC, worth - standing.prices, 0)
    standing.shares[row] = left.max(initial=0)
    chains = Chains(standing, unseating=unseating)
    chains.move(row, NOBODY, 0)
    cost = chains.to(chains.out)
    assert cost is not None, "a newcomer may at worst stay outside"
    return chains, cost


def _apply(
    standing: Standing, row: int, chains: Chains, cost: int, steps: Sequence[tuple[int, int]]
) -> None:
    """Make the moves; seats that were cheaper to reach than the last one have become dearer."""
    columns, dearer = chains.passed(chains.out)
    standing.prices[columns] += dearer
    for column, rise in zip(columns.tolist(), dearer.tolist(), strict=True):
        standing.shares[standing.sitters[column]] -= rise
    standing.shares[row] -= cost
    for mover, _ in steps:
        if (was := standing.seating[mover]) != NOBODY:
            standing.sitters[was].remove(mover)
    for mover, becomes in steps:
        standing.seating[mover] = becomes
        if becomes != NOBODY:
            standing.sitters[becomes].append(mover)


def _standing_pairs(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], outcome: Outcome
) -> dict[str, str]:
    left, right = places(mentees), places(mentors)
    pairs = ((pair.mentee_id, pair.mentor_id) for pair in outcome.pairs)
    return {mentee: mentor for mentee, mentor in pairs if mentee in left and mentor in right}


def _single_moves(
    mentees: list[Mentee],
    mentors: list[Mentor],
    outcome: Outcome,
    stand: Mapping[str, str],
    found: Outcome,
) -> Iterator[OneMove]:
    """For each who waited the move of one standing pair that gains most, if any does."""
    scorer, columns = Scorer.of(mentees, mentors, outcome.rules), places(mentors)
    pinned = {pair.mentee_id for pair in outcome.pairs if pair.pinned}
    pairs = sorted(pair for pair in stand.items() if pair[0] not in pinned)
    homes = np.array([columns[mentor] for _, mentor in pairs], np.int64)
    now = {pair.mentee_id: (columns[pair.mentor_id], pair.score) for pair in found.pairs}
    now |= {one.id: (NOBODY, 0) for one in found.unmatched}
    full = Counter([*stand.values(), *(pair.mentor_id for pair in found.pairs)])
    free = np.array([mentor.capacity > full[mentor.id] for mentor in mentors], bool)
    rows = places(mentees)
    movers = np.array([rows[mentee] for mentee, _ in pairs], np.int64)
    seats = np.array([seat for seat, _ in now.values()], np.int64)
    lost, there = _moved(scorer, movers, homes, free, seats)
    for place, (one, (seat, score)) in enumerate(now.items()):
        own = scorer.rows(np.array([rows[one]]))[0].astype(np.int64)[homes]
        usable = (own >= 0) & (there[:, place] != NOBODY) & (homes != seat)
        gain = np.where(usable, own - lost[:, place] - score, 0)
        if gain.max(initial=0) > 0:
            best = int(gain.argmax())
            moved, mentor = pairs[best]
            yield OneMove(one, mentor, moved, mentors[there[best, place]].id, int(gain[best]))


def _moved(
    scorer: Scorer, movers: Ints, homes: Ints, free: Bools, seats: Ints
) -> tuple[Ints, Ints]:
    """What each mover loses on the best seat that is free, or becomes free with that newcomer."""
    lost, there = np.zeros((2, len(movers), len(seats)), np.int64)
    for part in blocks(len(movers), len(free)):
        block = scorer.rows(movers[part]).astype(np.int64)
        each = np.arange(len(block))
        now = block[each, homes[part]]
        block[each, homes[part]] = NOBODY
        open_ = np.where(free, block, NOBODY)
        best = open_.argmax(axis=1)
        freed = np.where(seats == NOBODY, NOBODY, block[:, seats])
        better = freed > open_[each, best][:, None]
        worth = np.where(better, freed, open_[each, best][:, None])
        there[part] = np.where(worth < 0, NOBODY, np.where(better, seats, best[:, None]))
        lost[part] = now[:, None] - worth
    return lost, there
