"""What it takes to pair two people who were not proposed, as sentences: one reader of prices.

`names` tells whose id it is. Points are told to the tenth, as pages show them.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from mentorship.matching.alternatives import Price
from mentorship.matching.standing import Move

Names = Mapping[str, str]

# What keeps two people apart, as it reads after "a rule keeps them apart".
KEPT_APART = {
    "no_seat": _lazy("there is no free place"),
    "same_person": _lazy("they are the same person"),
    "veto": _lazy("there is a veto"),
    "blocked": _lazy("they are not to be paired"),
    "paired_before": _lazy("they were a pair before"),
    "own_manager": _lazy("one of them stands above the other"),
    "same_manager": _lazy("they have the same line manager"),
    "same_department": _lazy("they work in the same department"),
    "no_shared_language": _lazy("they share no language"),
    "no_shared_hour": _lazy("they share no free hour"),
    "zone_gap": _lazy("they live too many hours apart"),
    "seniority_gap": _lazy("they are too near or too far in seniority"),
    "must_needs": _lazy("none of the wishes would be covered, and that is a must"),
    "must_area": _lazy("they are at home in different areas, and that is a must"),
    "must_style": _lazy("they like to work quite differently, and that is a must"),
    "must_interests": _lazy("they share no interest, and that is a must"),
    "must_wishes": _lazy("neither named the other, and that is a must"),
    "must_identity": _lazy("what was asked for is not shared, and that is a must"),
    "not_here": _lazy("one of them is not waiting any more"),
    "two_mentors": _lazy("somebody cannot have two mentors at once"),
}


def told(price: Price, names: Names, *, floor: int | None) -> list[str]:
    """Everything there is to say before somebody chooses this pair."""
    if price.code in KEPT_APART:
        return [kept_apart(price.code)]
    who = {"mentee": names[price.mentee_id], "mentor": names[price.mentor_id]}
    if price.code in UNPRICED:
        return [UNPRICED[price.code] % who]
    if price.code == "breaks_floor":
        return [_breaks_promise(floor or 0, price.floor or 0)]
    said = [
        *_people(price, names),
        _weakest(price.score, floor or 0),
        _cost(price, names),
        _bonuses(price.bonuses),
    ]
    return [sentence for sentence in said if sentence]


def _weakest(score: int, floor: int) -> str:
    """Whoever asks for a pair may go below what everybody else was promised."""
    if score >= floor:
        return ""
    said = _("At %(then)s it would be weaker than every pair that was found: %(now)s or more.")
    return said % {"then": points(score), "now": points(floor)}


def kept_apart(code: str) -> str:
    """What forbids a pair; who has left, or has no place, is apart by no rule."""
    why = {"why": KEPT_APART[code]}
    if code in ("no_seat", "not_here"):
        return _("It is too late: %(why)s.") % why
    return _("A rule keeps them apart: %(why)s.") % why


def tied(names: list[str]) -> str:
    """Said of the mentors with whom everything would have been as good."""
    return ngettext(
        "Drawn by lot: %(names)s would have been exactly as good.",
        "Drawn by lot: each of %(names)s would have been exactly as good.",
        len(names),
    ) % {"names": ", ".join(names)}


def points(tenths: int) -> str:
    return str(localize(tenths / 10 if tenths % 10 else tenths // 10))


UNPRICED = {
    "pinned": _lazy("%(mentee)s is pinned to another mentor. Release that pair first."),
    "seats_pinned": _lazy("Every place of %(mentor)s is pinned. Release one of those pairs first."),
    "unpriced": _lazy("Wishes decide in this cohort, so a place has no price in points."),
}


def _cost(price: Price, names: Names) -> str:
    if price.code == "free":
        return _("It would cost nobody anything.")
    if price.points <= 0:
        return _gain(-price.points)
    if (holder := _holder(price)) and len(price.moves) == 2 and holder.becomes:
        seat = {
            "mentor": names[price.mentor_id],
            "holder": names[holder.mentee_id],
            "mentee": names[price.mentee_id],
            "points": points(price.points),
        }
        return _worth_more() % seat
    lost = {"points": points(price.points)}
    return _("All pairs together would lose %(points)s points.") % lost


def _worth_more() -> str:
    return _(
        "The place with %(mentor)s is worth %(points)s points more to %(holder)s, who has it, than "
        "to %(mentee)s."
    )


def _holder(price: Price) -> Move | None:
    """Who has to leave the mentor that is asked for."""
    return next((move for move in price.moves[1:] if move.was == price.mentor_id), None)


def _gain(tenths: int) -> str:
    if not tenths:
        return _("All pairs together would have as many points as now.")
    gained = {"points": points(tenths)}
    return _("All pairs together would gain %(points)s points.") % gained


def _bonuses(tenths: int) -> str:
    """What was decided to count beside the scores."""
    if tenths > 0:
        lost = {"points": points(tenths)}
        return _("%(points)s points of what you add for kept pairs and first mentees go.") % lost
    if tenths < 0:
        won = {"points": points(-tenths)}
        return _("%(points)s points of what you add for kept pairs and first mentees come.") % won
    return ""


def _people(price: Price, names: Names) -> list[str]:
    out = ", ".join(names[mentee] for mentee in price.left_out)
    entering = [move.mentee_id for move in price.moves[1:] if move.becomes and not move.was]
    said = []
    if out:
        said.append(_("Without a mentor then: %(names)s.") % {"names": out})
    if entering:
        who = {"names": ", ".join(names[mentee] for mentee in entering)}
        said.append(_("With a mentor then: %(names)s.") % who)
    return said


def _breaks_promise(now: int, then: int) -> str:
    said = _(
        "Everybody could keep a mentor, but the weakest of the other pairs would be at %(then)s "
        "instead of %(now)s."
    )
    return said % {"then": points(then), "now": points(now)}
