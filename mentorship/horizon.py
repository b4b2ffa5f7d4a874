"""Our horizon: the one sentence of the agreement in force that both have signed.

A page asks for its place, opens it with whatever else it opens, and reads it from those words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mentorship.clauses import terms_in
from mentorship.models import AgreementVersion, HorizonCheck, HorizonMark, Pairing
from mentorship.models.horizon import LINES

# What to select with a pairing, so that its sentence costs no query of its own.
IN_FORCE = "agreement__in_force"
LATEST = 24
Place = tuple[AgreementVersion, str]


def places_of(pairing: Pairing) -> list[Place]:
    """Where the terms stand that the two have signed; nothing as long as they have not."""
    agreement = getattr(pairing, "agreement", None)
    version = agreement.in_force if agreement else None
    if agreement is None or version is None:
        return []
    agreement.pairing = pairing
    version.agreement = agreement
    return [(version, "terms")]


def sentence_of(pairing: Pairing, words: Mapping[Any, str]) -> str:
    """The pair's horizon, from words that were opened at `places_of(pairing)`; empty for none."""
    return str(terms_of(pairing, words).get("horizon") or "").strip()


def terms_of(pairing: Pairing, words: Mapping[Any, str]) -> dict[str, Any]:
    """All that the two have signed, from the same words; nothing as long as they have not."""
    found = (terms_in(words[place]) for place in places_of(pairing))
    return next(found, {})


@dataclass(frozen=True)
class Side:
    """How one of the two saw it."""

    role: str
    person: Any
    direction: str
    line: str


@dataclass(frozen=True)
class Look:
    """A check that both have answered, in words: the mentee's side, then the mentor's."""

    check: HorizonCheck
    sides: tuple[Side, ...]


def why_not(check: HorizonCheck) -> str:
    """Why it cannot be marked any more; of one that was let go, nothing about the partner."""
    if check.is_revealed:
        return _("You both have answered; it stays as it is.")
    if not check.pairing.is_open:
        return _("Your time together is over; this look was never opened.")
    return _("This look was let go after a month. A new one comes.")


@dataclass(frozen=True)
class Unopened:
    """What one of the two had sealed in a check that the other never answered."""

    check: HorizonCheck
    direction: str
    lines: tuple[str, ...]


def unopened_of(pairing: Pairing, reader: Any) -> list[HorizonMark]:
    """This reader's own marks that nobody will open any more, the latest first."""
    mine = HorizonMark.objects.filter(person=reader, horizon_check__pairing=pairing)
    over = mine.exclude(horizon_check__in=HorizonCheck.objects.revealed())
    if pairing.is_open:
        over = over.filter(horizon_check__status=HorizonCheck.Status.LAPSED)
    return list(over.select_related("horizon_check").order_by("-given_at")[:LATEST])


def own_of(mark: HorizonMark, words: Mapping[Any, str]) -> Unopened:
    """From words that were opened at all of the mark's LINES."""
    lines = tuple(words[mark, name] for name in LINES if words[mark, name])
    return Unopened(mark.horizon_check, mark.get_direction_display(), lines)


def look_of(check: HorizonCheck, words: Mapping[Any, str]) -> Look:
    """From words that were opened at `check.places()`."""
    people = zip(("mentee", "mentor"), check.pairing.people, check.both, strict=True)
    return Look(
        check,
        tuple(
            Side(role, person, mark.get_direction_display(), words[mark, "line"])
            for role, person, mark in people
        ),
    )
