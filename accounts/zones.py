"""Time zones to choose from: those of the pinned data that people live in, by continent."""

from __future__ import annotations

import functools
import zoneinfo
from datetime import datetime
from importlib import resources

from django.utils import timezone

Choices = list[tuple[str, list[tuple[str, str]]]]


@functools.cache
def inhabited() -> tuple[str, ...]:
    """Names without the aliases of the past, as the zone data lists them for all countries."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return tuple(sorted({row[2] for row in rows} & zoneinfo.available_timezones()))


def choices(*kept: str) -> Choices:
    """Grouped for a select, each with its time now; `kept` names stay even if they are old."""
    now = timezone.now()
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted({*inhabited(), *kept, "UTC"}):
        region, _slash, place = name.partition("/")
        label = f"{_words(place or name)} ({_time(now, name)})"
        groups.setdefault(region, []).append((name, label))
    return sorted(groups.items())


def guessed(name: str, fallback: str) -> str:
    """What a browser says, if the zone data knows it; browsers like the names of the past."""
    known = _today().get(name, name)
    return known if known in zoneinfo.available_timezones() else fallback


@functools.cache
def _today() -> dict[str, str]:
    """Name of the past -> name of today: Asia/Calcutta is Asia/Kolkata."""
    table = resources.files("tzdata.zoneinfo").joinpath("tzdata.zi").read_text(encoding="utf-8")
    links = (line.split()[1:] for line in table.splitlines() if line.startswith("L "))
    lived_in = set(inhabited())
    return {old: new for new, old in links if old not in lived_in and new in lived_in}


def _words(place: str) -> str:
    return place.replace("_", " ").replace("/", ", ")


def _time(now: datetime, name: str) -> str:
    return f"{now.astimezone(zoneinfo.ZoneInfo(name)):%H:%M}"
