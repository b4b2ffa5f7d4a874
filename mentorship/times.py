"""Instants and days, in the reader's words and zone (the tags of `{% load ui %}`)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SHAPES = ("short", "long", "time", "day")


def when(at: datetime, shape: str = "short") -> SafeString:
    """An instant in the reader's zone: short (Thu 12 May, 14:00), long, time, or day."""
    local = timezone.localtime(at)
    return _time_element(local.isoformat(timespec="minutes"), _words(local, shape))


def day(on: date, shape: str = "short") -> SafeString:
    """A date as it is: Thu 12 May, with the year when it is not this one."""
    return _time_element(on.isoformat(), _day_words(on, shape))


def when_both(at: datetime, mine: str, theirs: str, name: str = "") -> SafeString:
    """One instant in two zones: mine with the day, theirs with the hour (and a day that differs).

    Zones are IANA names; the name is the other person's.
    """
    here, there = (at.astimezone(ZoneInfo(str(zone))) for zone in (mine, theirs))
    first = _time_element(here.isoformat(timespec="minutes"), _words(here, "short"))
    if here.utcoffset() == there.utcoffset():
        return format_html('<span class="both-times">{}</span>', first)
    shape = "time" if here.date() == there.date() else "short"
    second = _time_element(there.isoformat(timespec="minutes"), _words(there, shape))
    yours = format_html(_("{} for you"), first)
    other = format_html(_("{} for {}"), second, name or place(str(theirs)))
    return format_html(
        '<span class="both-times">{}<span aria-hidden="true"> · </span>{}</span>', yours, other
    )


def place(zone: str) -> str:
    """Europe/Berlin is Berlin to people."""
    return zone.rpartition("/")[2].replace("_", " ")


def _words(local: datetime, shape: str) -> str:
    if shape == "time":
        return date_format(local, _("H:i"))
    if shape == "day":
        return _day_words(local.date(), "short")
    hour = date_format(local, _("H:i"))
    return _("%(day)s, %(hour)s") % {"day": _day_words(local.date(), shape), "hour": hour}


def _day_words(on: date, shape: str) -> str:
    is_this_year = on.year == timezone.localdate().year
    if shape == "long":
        return date_format(on, _("l j F") if is_this_year else _("l j F Y"))
    return date_format(on, _("D j M") if is_this_year else _("D j M Y"))


def _time_element(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)
