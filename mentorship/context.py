"""What every page shows around its content: who reads it, where they can go, and how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from mentorship.access import roles_of


@dataclass(frozen=True)
class Item:
    """A place in the navigation: three to five of them, in words, with an icon on phones."""

    url: str
    label: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class Chrome:
    person: Any
    items: tuple[Item, ...]
    theme: str
    version: str
    site_name: str
    has_outbox: bool
    is_demo: bool


# name of the address, label, icon, the roles who need it
PLACES = (
    ("home", _("Home"), "house", {"mentee", "mentor", "admin", ""}),
    ("log", _("Log"), "pencil-line", {"mentee"}),
    ("pairs", _("Pairs"), "users", {"mentor"}),
    ("cohorts", _("Cohorts"), "compass", {"admin"}),
    ("check_ins", _("Check-ins"), "calendar-days", {"mentee", "mentor"}),
    ("journal", _("Journal"), "book-open", {"mentee", "mentor", ""}),
)
MOST = 5


def chrome(request: HttpRequest) -> dict[str, Any]:
    """`chrome`, found out only when a template asks for it."""
    return {"chrome": SimpleLazyObject(lambda: _chrome(request))}


def _chrome(request: HttpRequest) -> Chrome:
    person = getattr(request, "user", None)
    is_known = person is not None and person.is_authenticated
    return Chrome(
        person=person if is_known else None,
        items=_items(request, person) if is_known else (),
        theme=person.theme if is_known else request.COOKIES.get("theme", "system"),
        version=settings.VERSION,
        site_name=settings.SITE_NAME,
        has_outbox=settings.SHOW_OUTBOX,
        is_demo=bool(settings.EMBEDDED and is_known and person.is_demo),
    )


def _items(request: HttpRequest, person: Any) -> tuple[Item, ...]:
    roles = roles_of(person) or {""}
    places = [place for place in PLACES if place[3] & roles]
    return tuple(
        Item(
            reverse(name),
            str(label),
            icon,
            request.path.startswith(reverse(name))
            and name != "home"
            or request.path == reverse(name),
        )
        for name, label, icon, _roles in places[:MOST]
    )
