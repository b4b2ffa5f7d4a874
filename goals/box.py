"""The box in which people log: what is chosen for them, what is said after, and taking it back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Draft
from accounts.private import open_for
from goals.forms import LogForm
from goals.models import Goal, Progress, Titles
from mentorship.models import Pairing

RECENT = 20


def place_of(pairing: Pairing) -> str:
    """Where the box keeps its draft."""
    return f"log:{pairing.pk}"


def pairing_asked_for(asked: Mapping[str, str], person: Any) -> str:
    """The pairing that an address names, or the one of the goal that it names."""
    goal = asked.get("goal", "")
    if asked.get("pairing") or not _is_id(goal):
        return asked.get("pairing", "")
    visible = Goal.objects.visible_to(person).filter(pk=goal)
    return str(visible.values_list("pairing_id", flat=True).first() or "")


def last_written_in(pairings: Sequence[Pairing], person: Any) -> Pairing | None:
    """Of several, the one that this person wrote in last; else the first."""
    if not pairings[1:]:
        return next(iter(pairings), None)
    mine = Progress.objects.of(person).standing().filter(pairing__in=pairings)
    last = mine.order_by("-logged_at").values_list("pairing_id", flat=True).first()
    return next((pairing for pairing in pairings if pairing.pk == last), pairings[0])


def box(pairing: Pairing, person: Any, asked: Mapping[str, str], posted: Any = None) -> LogForm:
    """The form with everything chosen that can be: the goal used last, a step, the draft's words.

    With goals, so only for somebody who is signed in.
    """
    mine = Progress.objects.of(person).standing().filter(pairing=pairing)
    recent = list(mine.order_by("-logged_at").values_list("goal_id", flat=True)[:RECENT])
    goals = Titles.of(_goals_for(pairing, person), person)
    begun = "" if posted else Draft.objects.text(by=person, place=place_of(pairing))
    initial = {"text": begun, "kind": kind_asked_for(asked)}
    initial["goal"] = _goal_to_begin_with(asked.get("goal", ""), recent, goals)
    partner = pairing.partner_of(person).get_short_name()
    is_first = not recent
    return LogForm(posted, initial=initial, partner=partner, goals=goals, is_first=is_first)


def kind_asked_for(asked: Mapping[str, str]) -> str:
    kind = asked.get("kind", "")
    return kind if kind in Progress.Kind.values else Progress.Kind.STEP


def log(form: LogForm, pairing: Pairing, *, by: Any) -> Progress:
    """Log what a valid form says, and forget its draft."""
    entry = Progress.objects.log(pairing, form.cleaned_data["text"], by=by, **form.told())
    Draft.objects.forget(by=by, place=place_of(pairing))
    return entry


def said_after(entry: Progress, pairing: Pairing, person: Any) -> str:
    """The one line back: who reads it, and by when."""
    if not entry.is_shared:
        return _("Kept. Only you can read it.")
    partner = pairing.partner_of(person).get_short_name()
    coming = pairing.next_check_in_at
    if coming is None or coming < timezone.now():
        return _("Added. %s can read it now.") % partner
    on = timezone.localdate(coming)
    days = (on - timezone.localdate()).days
    if days == 0:
        return _("Added. %s sees it before you meet today.") % partner
    return _("Added. %(partner)s sees it before %(day)s.") % {
        "partner": partner,
        "day": _day(on, days),
    }


def take_back(entry: Progress, *, by: Any) -> None:
    """Undo an entry, and keep its words as a draft, before those of a draft that is there."""
    if entry.undone_at:
        return
    words = open_for(entry, "text", by)
    entry.undo(by=by)
    place = place_of(entry.pairing)
    begun = Draft.objects.text(by=by, place=place)
    both = "\n\n".join(dict.fromkeys(text for text in (words, begun) if text))
    Draft.objects.keep(by=by, place=place, text=both, now=timezone.now())


def _goals_for(pairing: Pairing, person: Any) -> list[Goal]:
    rows = list(Goal.objects.visible_to(person).of_pairing(pairing).standing())
    for row in rows:
        row.pairing = pairing
    return rows


def _goal_to_begin_with(asked: str, recent: list[Any], goals: dict[uuid.UUID, str]) -> str:
    """What the address names, else the goal used last, else the first; of those that stand."""
    named = uuid.UUID(asked) if _is_id(asked) else None
    choices = [pk for pk in (named, *recent, *goals) if pk in goals]
    return str(choices[0]) if choices else ""


def _day(on: dt.date, days_ahead: int) -> str:
    return date_format(on, _("l") if days_ahead < 7 else _("j F"))


def _is_id(text: str) -> bool:
    with suppress(ValueError):
        return bool(uuid.UUID(text))
    return False
