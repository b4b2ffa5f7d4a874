"""Whom the mentees of some proposed pairs would have on paper, and why that is somebody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.board.haggling import Names, points
from mentorship.matching.alternatives import OnPaper, Price, on_paper, price
from mentorship.matching.standing import Standing
from mentorship.models import Suggestion

WORTH_A_LINE = frozenset({"seat_worth_more", "seat_waited_for", "seats_pinned"})
NAMED = 3  # of those who sit there


@dataclass(frozen=True)
class Better:
    """A mentor who would suit somebody better, and what it would take to give them that one."""

    paper: OnPaper
    price: Price

    def ids(self) -> Iterator[str]:
        yield from (self.paper.mentor_id, *self.paper.holders, *self.price.left_out)


def better_on_paper(standing: Standing, rows: Iterable[Suggestion]) -> dict[UUID, Better]:
    """By pair: from one look at all people, and an exact price for each of these few."""
    told = {one.mentee_id: one for one in on_paper(standing) if one.code in WORTH_A_LINE}
    best = {row.pk: told[str(row.mentee_id)] for row in rows if str(row.mentee_id) in told}
    return {
        pk: Better(one, price(standing, one.mentee_id, one.mentor_id)) for pk, one in best.items()
    }


def line(better: Better, names: Names) -> str:
    """Such as: Best on paper: Dela (84). Taken by Jo; all pairs together would lose 6 points."""
    paper = better.paper
    best = {"mentor": names[paper.mentor_id], "score": paper.score // 10}
    first = _("Best on paper: %(mentor)s (%(score)d).") % best
    if paper.code == "seats_pinned":
        return f"{first} {_('Every place there is pinned.')}"
    holders, cost = _named(paper.holders, names), _cost(better.price, names)
    if not holders:
        return f"{first} {cost[:1].upper()}{cost[1:]}"
    taken = _("Taken by %(names)s; %(cost)s") % {"names": holders, "cost": cost}
    return f"{first} {taken}"


def _cost(price: Price, names: Names) -> str:
    if price.left_out:
        out = ", ".join(names[mentee] for mentee in price.left_out)
        return _("without it, %(names)s would have no mentor.") % {"names": out}
    if price.code == "breaks_floor":
        floor = {"points": points(price.floor or 0)}
        return _("the weakest of the other pairs would be at %(points)s.") % floor
    if price.points > 0:
        lost = {"points": points(price.points)}
        return _("all pairs together would lose %(points)s points.") % lost
    return _("all pairs together would have no fewer points.")


def _named(holders: tuple[str, ...], names: Names) -> str:
    few = ", ".join(names[mentee] for mentee in holders[:NAMED])
    if more := len(holders) - NAMED:
        others = ngettext("%d more", "%d more", more) % more if more > 0 else ""
        return ", ".join(filter(None, (few, others)))
    return few
