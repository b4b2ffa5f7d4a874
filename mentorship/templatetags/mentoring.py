"""Tags that speak of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.board import reasons
from mentorship.differences import CLOSE, SAME, TALK
from mentorship.pictures.closeness import draw_closeness
from mentorship.together import Column

register = template.Library()


@register.inclusion_tag("mentorship/_why_matched.html")
def why_matched(pairing: Any) -> dict[str, Any]:
    """Why these two were matched, as sentences; nothing when nobody computed it."""
    return {"sentences": reasons.sentences(pairing.why)}


@register.inclusion_tag("components/pictures/_closeness.html")
def closeness(columns: Sequence[Column]) -> dict[str, Any]:
    """How far two answers are apart, clause by clause; what is settled has come together."""
    answered = [column for column in columns if not column.is_blank]
    drawn = [(str(c.clause.title), 0 if c.settling else c.distance) for c in answered]
    return {
        "shape": draw_closeness(drawn),
        "finding": _how_close(answered),
        "columns": [_("Clause"), _("How your answers stand")],
        "rows": [(column.clause.title, _standing(column)) for column in answered],
    }


def _standing(column: Column) -> str:
    if column.settling:
        return _("Settled")
    if column.is_one_sided:
        return _("Only one of you")
    return {SAME: _("Same"), CLOSE: _("Close"), TALK: _("Talk about it")}[column.standing]


def _how_close(answered: Sequence[Column]) -> str:
    to_talk = sum(not column.is_settled for column in answered)
    if not answered:
        return _("You both left everything open.")
    if not to_talk:
        return _("Everything has words. Read them once more before you sign.")
    more = ngettext("%(n)d clause is left to settle.", "%(n)d clauses are left to settle.", to_talk)
    return more % {"n": to_talk}


@register.filter
def or_left_out(words: str) -> str:
    """What somebody answered, or that they left it out."""
    return words or _("left out")


@register.filter
def tenth(score: int) -> int:
    """A score in thousandths as the whole points that pages show."""
    return score // 10


@register.filter
def points(part: int) -> str:
    """Points of a criterion, in thousandths, exactly: they add up to the score."""
    return localize(part / 10 if part % 10 else part // 10)
