"""What keeps mentors from somebody who waits, in words for that person alone.

Only rules about what they told themselves are named. Vetoes, refusals, managers and lists of those
kept apart are nobody's business, so neither they nor any number that they would change is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mentorship.models import Enrolment


@dataclass(frozen=True)
class Limit:
    """A sentence, and where one could do something about it; nowhere, for some."""

    sentence: str
    url: str = ""
    label: str = ""


# rule: (when nobody is left but for it, when some are, the page that helps, what to do there)
WORDS = {
    "no_shared_hour": (
        _lazy("So far nobody who could be your mentor is free when you are."),
        _lazy("Some mentors are free at other hours than you."),
        "times",
        _lazy("Add free hours"),
    ),
    "must_needs": (
        _lazy("So far nobody who could be your mentor knows the skills that you named."),
        _lazy("Some mentors do not know the skills that you named."),
        "offer",
        _lazy("Name another skill"),
    ),
    "must_area": (
        _lazy("So far nobody who could be your mentor is at home in your area."),
        _lazy("Some mentors are at home in another area."),
        "offer",
        _lazy("Look at your area"),
    ),
    "must_interests": (
        _lazy("So far nobody who could be your mentor shares an interest that you named."),
        _lazy("Some mentors share no interest that you named."),
        "offer",
        _lazy("Name more interests"),
    ),
    "must_style": (
        _lazy("So far everybody who could be your mentor likes to work quite differently."),
        _lazy("Some mentors like to work quite differently."),
        "profile",
        _lazy("Look at how you like to work"),
    ),
    "seniority_gap": (
        _lazy("So far nobody who could be your mentor is at the right distance in working life."),
        _lazy("Some mentors are too near or too far in their working life."),
        "offer",
        _lazy("Look at where you are in yours"),
    ),
    "no_shared_language": (
        _lazy("So far nobody who could be your mentor speaks a language that you named."),
        _lazy("Some mentors speak other languages."),
        "",
        "",
    ),
    "zone_gap": (
        _lazy("So far everybody who could be your mentor lives too many hours away."),
        _lazy("Some mentors live too many hours away."),
        "",
        "",
    ),
}
PLAIN = {
    "nobody_allowed": _lazy("So far we have found nobody who could be your mentor."),
    "too_few_seats": _lazy("Just now there are fewer places than people who wait."),
    "seats_taken": _lazy("The mentors who would fit have given their places to others."),
    "price_too_high": _lazy("Just now no free place fits you well enough."),
}


def limits(row: dict[str, Any] | None, enrolment: Enrolment) -> list[Limit]:
    """From what the last match kept about this mentee; what would open most comes first."""
    if not row:
        return []
    told = {rule: n for rule, n in row.get("excluded", {}).items() if rule in WORDS and n}
    best = (row.get("relaxing") or {}).get("rule", "")
    ranked = sorted(told, key=lambda rule: (rule != best, -told[rule]))
    is_all = row.get("code") == "nobody_allowed" and len(ranked) == 1
    found = [_limit(rule, enrolment, is_all=is_all) for rule in ranked]
    return found if is_all else [*_plain(row.get("code", "")), *found]


def _plain(code: str) -> Iterator[Limit]:
    if code in PLAIN:
        yield Limit(str(PLAIN[code]))


def _limit(rule: str, enrolment: Enrolment, *, is_all: bool) -> Limit:
    everybody, some, page, label = WORDS[rule]
    url = reverse(page, args=[enrolment.pk] if page == "offer" else []) if page else ""
    return Limit(str(everybody if is_all else some), url, str(label))


def how_seats_are_given(rules: Any) -> str:
    """What the order of the line means, when there are fewer places than people."""
    if rules.short_seats == "points" or rules.leave_out_price is not None:
        return _("When places are short, the best fits come first, not the lowest numbers.")
    if rules.short_seats == "waiting_list":
        return _("When places are short, this order decides.")
    return _("When places are short, a lottery decides, not the numbers.")
