"""Tags that speak of pairs."""

from __future__ import annotations

from typing import Any

from django import template

from mentorship import reasons

register = template.Library()


@register.inclusion_tag("mentorship/_why_matched.html")
def why_matched(pairing: Any) -> dict[str, Any]:
    """Why these two were matched, as sentences; nothing when nobody computed it."""
    return {"sentences": reasons.sentences(pairing.why)}


@register.filter
def tenth(score: int) -> int:
    """A score in thousandths as the whole points that pages show."""
    return score // 10
