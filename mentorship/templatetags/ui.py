"""The vocabulary of every page: icons, chips, who reads it, who said it, and when.

`{% load ui %}`. Everything a tag shows is escaped; icons never speak, the word beside them does.
"""

from __future__ import annotations

import functools
import re
import time
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lucide.templatetags.lucide import lucide

from mentorship import times

register = template.Library()
register.simple_tag(times.when)
register.simple_tag(times.when_both)
register.simple_tag(times.day)

# what a row can be -> icon, tone, word. The tone only repeats what icon and word say.
STATUSES = {
    "steady": ("check", "moss", gettext_lazy("Steady")),
    "eye": ("eye", "gold", gettext_lazy("Keep an eye")),
    "reach": ("phone", "strong", gettext_lazy("Reach out")),
    "draft": ("pencil-line", "", gettext_lazy("Draft")),
    "proposed": ("send", "teal", gettext_lazy("Proposed")),
    "waiting": ("hourglass", "gold", gettext_lazy("Waiting")),
    "agreed": ("handshake", "moss", gettext_lazy("Agreed")),
    "signed": ("signature", "moss", gettext_lazy("Signed")),
    "active": ("sprout", "teal", gettext_lazy("Under way")),
    "parked": ("pause", "", gettext_lazy("Parked")),
    "reached": ("flag", "moss", gettext_lazy("Reached")),
    "closed": ("book-check", "", gettext_lazy("Closed")),
    "applied": ("inbox", "gold", gettext_lazy("Applied")),
    "invited": ("mail", "teal", gettext_lazy("Invited")),
    "accepted": ("check", "moss", gettext_lazy("In")),
    "open": ("door-open", "teal", gettext_lazy("Taking applications")),
    "matching": ("waypoints", "gold", gettext_lazy("Being matched")),
    "running": ("sunrise", "moss", gettext_lazy("Running")),
    "planned": ("calendar-days", "", gettext_lazy("Planned")),
    "held": ("check", "moss", gettext_lazy("Held")),
    "moved": ("calendar-sync", "gold", gettext_lazy("Moved")),
    "missed": ("circle-dashed", "", gettext_lazy("Missed")),
    "done": ("check", "moss", gettext_lazy("Done")),
    "todo": ("circle", "", gettext_lazy("To do")),
    "step": ("footprints", "teal", gettext_lazy("A step")),
    "win": ("sparkles", "moss", gettext_lazy("A win")),
    "snag": ("construction", "clay", gettext_lazy("A snag")),
    "new": ("dot", "teal", gettext_lazy("New")),
}
UNDO = re.compile(r"(?:^|\s)undo:(/(?!/)\S*)")  # an address of this site, never another's
LOCK, TWO, MANY = "lock-keyhole", "users-round", "building-2"
MARKS = {
    "mentee": SafeString('<circle cx="6" cy="6" r="5.5"/>'),
    "mentor": SafeString('<path d="M6 .5 11.8 11H.2z"/>'),
}
ROLES = {"mentee": gettext_lazy("mentee"), "mentor": gettext_lazy("mentor")}


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A Lucide icon that screen readers skip; always put a word beside it."""
    return _icon(str(name), int(size))


@functools.lru_cache(maxsize=512)
def _icon(name: str, size: int) -> SafeString:
    shape = {"class": "icon", "aria_hidden": "true", "focusable": "false", "stroke_width": "1.75"}
    return format_html("{}", lucide(name, size=size, **shape))


@register.simple_tag
def chip(status: str, word: str = "", *, tone: str = "", glyph: str = "") -> SafeString:
    """`{% chip "waiting" %}`, `{% chip "waiting" "Waiting for Dela" %}`; unknown: its own word."""
    known_glyph, known_tone, known_word = STATUSES.get(status, ("", "", status))
    glyph, tone = glyph or known_glyph, tone or known_tone
    return format_html(
        '<span class="chip{}">{}{}</span>',
        f" chip-{tone}" if tone else "",
        _icon(glyph, 16) if glyph else "",
        capfirst(word or known_word),
    )


@register.simple_tag
def audience(who: str, partner: str = "", *, id: str = "") -> SafeString:  # noqa: A002
    """Who reads it, as a sentence with its lock: "me", "pair" (name the partner), "programme"."""
    glyph, words = _readers(who, str(partner))
    return format_html(
        '<span class="audience audience-{}"{}>{}{}</span>',
        who,
        format_html(' id="{}"', id) if id else "",
        _icon(glyph, 18),
        words,
    )


def _readers(who: str, partner: str) -> tuple[str, str]:
    if who == "me":
        return LOCK, _("Only you can read this")
    if who == "pair" and partner:
        return TWO, _("%(partner)s and you can read this") % {"partner": partner}
    if who == "pair":
        return TWO, _("You two can read this")
    if who == "sealed":
        return LOCK, _("Only you, until %(partner)s has answered as well") % {"partner": partner}
    if who == "mentor_to_be":
        return TWO, _("Only you can read this, and your mentor once you have one")
    if who == "mentees":
        return TWO, _("You can read this, and the mentees you are paired with")
    if who == "coordinators":
        return MANY, _("Your coordinators can read this")
    if who == "programme":
        return MANY, _("Everyone in the programme can read this")
    raise template.TemplateSyntaxError(f"audience: {who!r} is nobody we know")


@register.simple_tag
def who(role: str, name: str) -> SafeString:
    """A person with their mark: a round one for the mentee, a triangle for the mentor."""
    return format_html(
        '<span class="who who-{}"><svg class="mark" viewBox="0 0 12 12" aria-hidden="true">{}'
        '</svg><span>{}<span class="visually-hidden">, {}</span></span></span>',
        role,
        MARKS[role],
        name,
        ROLES[role],
    )


@register.simple_tag
def built(name: str) -> str:
    """The address of a joined file; while debugging, a new one each time it is asked for."""
    fresh = f"?{time.time_ns()}" if settings.DEBUG else ""
    return f"{static(f'built/{name}')}{fresh}"


@register.simple_tag(takes_context=True)
def theme(context: dict[str, Any]) -> str:
    """light, dark, or nothing when the device decides. Safe on error pages without a context."""
    chosen = getattr(context.get("chrome"), "theme", "")
    return chosen if chosen in {"light", "dark"} else ""


@register.filter
def undo_url(message: Any) -> str:
    """Where to post to take it back: `messages.success(..., extra_tags=f"undo:{url}")`."""
    found = UNDO.search(message.extra_tags or "")
    return found[1] if found else ""
