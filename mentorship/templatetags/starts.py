"""The picture of a starting point: skills on a ladder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.pictures import rungs
from mentorship.starting.shapes import LEVELS, NEW_TO_ME, level_words

register = template.Library()
ALONE = 3


@register.inclusion_tag("components/pictures/_rungs.html")
def skill_ladder(skills: Sequence[dict[str, Any]], name: str = "") -> dict[str, Any]:
    """`skills` are {"name", "level", "sure"}; `name` says whose, when they are not the reader's."""
    shape = rungs.draw_rungs([(skill["name"], skill["level"]) for skill in skills])
    words = dict(LEVELS)
    return {
        "steps": [(rung, words[rung.level]) for rung in shape.rungs],
        "shape": shape,
        "finding": _finding([skill["level"] for skill in skills], name),
        "columns": [_("Skill"), _("Today"), _("Sure for tomorrow, 0 to 10")],
        "rows": [
            (skill["name"], level_words(skill["level"]), skill.get("sure", "–")) for skill in skills
        ],
    }


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
