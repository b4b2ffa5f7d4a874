"""Who else there is for a proposed pair: the best for each side, what anybody would cost.

Scores are tenths inside and whole points of 100 here; what is lost is told to the tenth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mentorship.board import haggling
from mentorship.board.haggling import Names
from mentorship.board.standings import Move, names_of
from mentorship.matching import alternatives
from mentorship.matching.alternatives import FOUND, Alternatives, Price
from mentorship.matching.standing import Standing
from mentorship.models import Suggestion, weighing
from mentorship.pictures.vocabulary import PairLine


@dataclass(frozen=True)
class Offer:
    """A pair that is not proposed, what it would take, and who would move for it."""

    mentee_id: str
    mentor_id: str
    mentee: str
    mentor: str
    score: int
    sentences: list[str]
    moves: list[Move]
    code: str

    @property
    def may_choose(self) -> bool:
        return self.code in FOUND

    @property
    def breaks_promise(self) -> bool:
        """It may be chosen, but only solving anew says who would move."""
        return self.code == "breaks_floor"


@dataclass(frozen=True)
class Others:
    """All that can be asked about one proposed pair."""

    for_mentee: Offer | None
    for_mentor: Offer | None
    barred: Offer | None
    chosen: Offer | None
    tied: str
    mentors: list[tuple[str, str, int]]
    kept_away: list[tuple[str, str]]
    lines: list[PairLine]


@dataclass(frozen=True)
class _Asked:
    """What the standing answered, before anybody has a name."""

    best: Alternatives
    chosen: Price | None
    tied: list[str]
    open: list[tuple[str, int]]
    barred: list[str]

    @property
    def prices(self) -> Iterator[Price]:
        told = (self.best.mentor, self.best.mentee, self.best.barred, self.chosen)
        return (one for one in told if one)

    def ids(self) -> Iterator[str]:
        yield from (*self.tied, *(mentor for mentor, _ in self.open), *self.barred)
        for one in self.prices:
            yield from (one.mentee_id, one.mentor_id)
            for move in one.moves:
                yield from (move.mentee_id, move.was, move.becomes)


def others(row: Suggestion, standing: Standing, *, instead: str = "") -> Others:
    """`instead` is a mentor whose price is asked for."""
    asked, floor = _ask(row, standing, instead), standing.outcome.floor
    names = names_of(asked.ids())
    mentors = [(id, names[id], score // 10) for id, score in asked.open]
    best = asked.best
    return Others(
        for_mentee=_offer(best.mentor, names, floor),
        for_mentor=_offer(best.mentee, names, floor),
        barred=_offer(best.barred, names, floor),
        chosen=_offer(asked.chosen, names, floor),
        tied=haggling.tied([names[mentor] for mentor in asked.tied]) if asked.tied else "",
        mentors=mentors,
        kept_away=sorted(((id, names[id]) for id in asked.barred), key=lambda one: one[1]),
        lines=_lines(row, best, names, mentors),
    )


def _ask(row: Suggestion, standing: Standing, instead: str) -> _Asked:
    mentee = str(row.mentee_id)
    known = instead in standing.columns
    return _Asked(
        best=alternatives.alternatives(standing, mentee),
        chosen=alternatives.price(standing, mentee, instead) if known else None,
        tied=weighing.ties(standing, mentee),
        open=weighing.options(standing, mentee),
        barred=weighing.barred(standing, mentee),
    )


def _offer(price: Price | None, names: Names, floor: int | None) -> Offer | None:
    if price is None:
        return None
    return Offer(
        mentee_id=price.mentee_id,
        mentor_id=price.mentor_id,
        mentee=names[price.mentee_id],
        mentor=names[price.mentor_id],
        score=price.score // 10,
        sentences=haggling.told(price, names, floor=floor),
        moves=[
            Move(
                names[move.mentee_id],
                names.get(move.was, ""),
                move.score_was // 10,
                names.get(move.becomes, ""),
                move.score_becomes // 10,
            )
            for move in price.moves
        ],
        code=price.code,
    )


def _lines(
    row: Suggestion, best: Alternatives, names: Names, mentors: list[tuple[str, str, int]]
) -> list[PairLine]:
    """This pair, the three next best for its mentee, and the best other mentee."""
    mentee, mentor = row.mentee.person.name, row.mentor.person.name
    drawn = [PairLine(mentee, mentor, row.score // 10, chosen=True)]
    drawn += [PairLine(mentee, name, score) for _, name, score in mentors[:3]]
    if best.mentee:
        drawn.append(PairLine(names[best.mentee.mentee_id], mentor, best.mentee.score // 10))
    return drawn
