"""Tags that speak of pairs."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.translation import gettext as _

from mentorship.board import reasons

register = template.Library()


@register.inclusion_tag("mentorship/_why_matched.html")
def why_matched(pairing: Any) -> dict[str, Any]:
    """Why these two were matched, as sentences; nothing when nobody computed it."""
    return {"sentences": reasons.sentences(pairing.why)}


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
