"""Time zones as people write them, made into names of the zone database."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from mentorship.roster.fold import fold, visible, words
from mentorship.roster.zone_words import ABBREVIATIONS, PLACES, SPOKEN, UNEVEN

REGIONS = ("europe", "america", "asia", "africa", "australia", "pacific", "atlantic", "indian")
OFFSET = re.compile(r"(?:gmt|utc|z)?\s*([+\u2212-])\s*(\d{1,2})(?:[:.h]?(\d{2}))?(?!\d)")
BRACKETS = re.compile(r"[()\[\]]")
# Any ordinary year will do: the question is only which offsets a zone ever shows.
ANY_YEAR = 2026
FARTHEST = 14 * 60
NOWHERE = 9_999  # minutes: an offset that no zone has


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone's name, and what is odd: the two disagree, it is a guess, it is only an offset."""

    name: str = ""
    code: str = ""


@lru_cache(maxsize=8192)
def read_zone(cell: str) -> Zone:
    text = fold(BRACKETS.sub(" ", visible(cell)))
    if not text:
        return Zone()
    if name := _exact(text):
        return Zone(name)
    offset = _offset(text)
    said = fold(OFFSET.sub(" ", text)) if offset is not None else text
    if name := _named(said):
        fits = offset is None or offset in offsets_of(name)
        return Zone(name, "" if fits else "zone_mismatch")
    if said in ABBREVIATIONS:
        return _short_form(said, offset)
    if name := _mentioned(said):
        fits = offset is None or offset in offsets_of(name)
        return Zone(name, "zone_guessed" if fits else "zone_mismatch")
    if offset is not None and said in ("", "gmt", "utc", "time", "uhr"):
        return _from_offset(offset)
    return Zone(code="zone_unknown")


def _short_form(said: str, offset: int | None) -> Zone:
    choices = ABBREVIATIONS[said]
    if offset is None:
        return Zone(choices[0], "zone_guessed" if len(choices) > 1 else "")
    for name in choices:
        if offset in offsets_of(name):
            return Zone(name)
    if said in ("gmt", "utc"):
        return _from_offset(offset)
    return Zone(choices[0], "zone_mismatch")


def _from_offset(minutes: int) -> Zone:
    """An offset says nothing of summer time: a fixed zone, until the person names theirs."""
    if minutes == 0:
        return Zone("UTC")
    if minutes % 60:
        name = UNEVEN.get(minutes, "")
        return Zone(name, "zone_guessed" if name else "zone_unknown")
    # The names count westwards: what everybody calls GMT+1 is Etc/GMT-1.
    return Zone(f"Etc/GMT{-minutes // 60:+d}", "zone_offset")


def _offset(text: str) -> int | None:
    if not (match := OFFSET.search(text)):
        return None
    sign, hours, minutes = match.groups()
    total = int(hours) * 60 + int(minutes or 0)
    if total > FARTHEST:
        return NOWHERE
    return total if sign == "+" else -total


@lru_cache(maxsize=1024)
def offsets_of(name: str) -> frozenset[int]:
    zone = ZoneInfo(name)
    middles = (datetime(ANY_YEAR, month, 15, tzinfo=zone) for month in range(1, 13))
    deltas = (middle.utcoffset() or timedelta() for middle in middles)
    return frozenset(int(delta.total_seconds()) // 60 for delta in deltas)


def _named(said: str) -> str:
    """`Europe/London`, `europe / london`, `New York` and `London, UK` name a zone outright."""
    parts = (part.strip() for part in [said, *said.split(",")])
    return _exact(said) or next((_places()[part] for part in parts if part in _places()), "")


def _exact(said: str) -> str:
    key = said.replace(" / ", "/").replace(" ", "_")
    return _zones().get(key, "") if "/" in key else ""


def _mentioned(said: str) -> str:
    """A spoken name, a place or a short form somewhere in the text: `CET (Berlin)`."""
    found = [name for spoken, name in SPOKEN.items() if spoken in said]
    found += [_places()[word] for word in words(said) if word in _places()]
    found += [ABBREVIATIONS[word][0] for word in words(said)[:4] if word in ABBREVIATIONS]
    return found[0] if found else ""


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    """Last parts of zone names (`berlin`), then what we know besides; the first region wins."""
    found: dict[str, str] = {}
    for region in REGIONS:
        for key in sorted(key for key in _zones() if key.startswith(f"{region}/")):
            found.setdefault(key.rpartition("/")[2].replace("_", " "), _zones()[key])
    for key, places in PLACES.items():
        if key in _zones():
            found |= dict.fromkeys(places.split("|"), _zones()[key])
    return found
