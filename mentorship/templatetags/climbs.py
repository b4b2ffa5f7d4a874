"""The two pictures of a goal: its hill, and its ladder of five outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.pictures import climb

register = template.Library()
PARTS = "components/pictures"
PLACES = (
    gettext_lazy("at the foot: finding out what it takes"),
    gettext_lazy("half way up: trying things"),
    gettext_lazy("on the top: you know how"),
    gettext_lazy("coming down: doing it"),
    gettext_lazy("nearly there"),
)
LEVELS = {
    2: gettext_lazy("far more than expected"),
    1: gettext_lazy("more than expected"),
    0: gettext_lazy("as expected"),
    -1: gettext_lazy("less than expected"),
    -2: gettext_lazy("far less than expected"),
}


@register.simple_tag
def level_words(level: int) -> str:
    words = str(LEVELS[level])
    return words[:1].upper() + words[1:]


@register.inclusion_tag(f"{PARTS}/_hill.html")
def hill(places: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """`places` is (day in words, place from 0 to 4), the oldest first."""
    now = places[-1][1] if places else None
    return {
        "shape": climb.draw_hill(now),
        "finding": _hill_finding([place for _day, place in places]),
        "columns": [_("When"), _("Where on the hill")],
        "rows": [(day, PLACES[place]) for day, place in places],
    }


@register.inclusion_tag(f"{PARTS}/_ladder.html")
def ladder(steps: Sequence[str], standing: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
    """`steps` are the five outcomes, worst first; `standing` is (role, name, level) per person."""
    said = {level: [name for _role, name, at in standing if at == level] for level in LEVELS}
    return {
        "shape": climb.draw_steps([(role, level) for role, _name, level in standing]),
        "finding": _ladder_finding(standing),
        "steps": [
            {
                "level": words,
                "words": steps[level + 2] or "–",
                "names": _(" and ").join(said[level]),
                "count": len(said[level]),
            }
            for level, words in LEVELS.items()
        ],
    }


def _hill_finding(places: Sequence[int]) -> str:
    if not places:
        return _(
            "Nobody has put it on the hill yet: climbing is finding out, coming down is doing."
        )
    here = PLACES[places[-1]]
    if len(places) == 1 or places[-1] == places[-2]:
        return _("It is %(here)s.") % {"here": here}
    facts = {"here": here, "before": PLACES[places[-2]]}
    return _("It is %(here)s. Before: %(before)s.") % facts


def _ladder_finding(standing: Sequence[tuple[str, str, int]]) -> str:
    if not standing:
        return _("Nobody has marked a step yet.")
    if len(standing) == 1:
        _role, name, level = standing[0]
        return _("%(name)s sees it %(level)s.") % {"name": name, "level": LEVELS[level]}
    (_one, name, level), (_two, other, theirs) = standing
    if level == theirs:
        return _("You both see it %(level)s.") % {"level": LEVELS[level]}
    facts = {"name": name, "level": LEVELS[level], "other": other, "theirs": LEVELS[theirs]}
    return _("%(name)s sees it %(level)s, %(other)s %(theirs)s.") % facts
