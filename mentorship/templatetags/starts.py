"""The picture of a starting point: skills on a ladder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.pictures import rungs
from mentorship.starting.shapes import LEVELS, NEW_TO_ME, level_words

register = template.Library()
ALONE = 3


@register.inclusion_tag("components/pictures/_rungs.html")
def skill_ladder(
    skills: Sequence[dict[str, Any]], name: str = "", *, first: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """`skills` are {"name", "level", "sure"}; `name` says whose, when they are not the reader's.

    `first` holds the level of each at the beginning.
    """
    first = first or {}
    shape = rungs.draw_rungs([(skill["name"], skill["level"]) for skill in skills])
    words = dict(LEVELS)
    return {
        "steps": [(rung, words[rung.level]) for rung in shape.rungs],
        "shape": shape,
        "finding": _finding([skill["level"] for skill in skills], name),
        "columns": [_("Skill"), _("At first"), _("Today"), _("Sure for tomorrow, 0 to 10")],
        "rows": [
            (
                skill["name"],
                level_words(first.get(skill["name"])) or "–",
                level_words(skill["level"]),
                skill.get("sure", "–"),
            )
            for skill in skills
        ],
        "climbed": _climbed(skills, first),
    }


def _climbed(skills: Sequence[dict[str, Any]], first: Mapping[str, int]) -> str:
    """What has gone up since the beginning; nothing is said of what has not."""
    higher = [one["name"] for one in skills if one["level"] > first.get(one["name"], one["level"])]
    return _("Higher than at first: %s.") % ", ".join(higher) if higher else ""


def _finding(levels: Sequence[int], name: str) -> str:
    alone, new = sum(at >= ALONE for at in levels), levels.count(NEW_TO_ME)
    facts = {"alone": alone, "all": len(levels), "new": new, "name": name}
    if name:
        return _("%(name)s does %(alone)d of %(all)d alone; %(new)d new.") % facts
    said = ngettext(
        "You stand on your own with %(alone)d of %(all)d skill.",
        "You stand on your own with %(alone)d of %(all)d skills.",
        len(levels),
    )
    more = ngettext("%(new)d is new to you.", "%(new)d are new to you.", new)
    return f"{said % facts} {more % facts}" if new else said % facts
