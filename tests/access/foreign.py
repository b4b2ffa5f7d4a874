"""The addresses that others guard: allauth's and those of Django's admin. For whom each one is.

They declare no audience in their code, so this table does it for them; written by hand, by route.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

Statuses = frozenset[int]
SHOWN, LED, GONE, REFUSED = 200, 302, 404, 405


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a GET may answer to visitors, to members, and to whoever runs the site."""

    visitors: Statuses
    members: Statuses
    owner: Statuses | None = None
    is_behind_sign_in: bool = False


def of(*statuses: int) -> Statuses:
    return frozenset(statuses)


def behind_sign_in(members: Statuses, owner: Statuses | None = None) -> Kind:
    return Kind(visitors=of(LED), members=members, owner=owner, is_behind_sign_in=True)


# The way in: it leads on whoever is in already, or halfway in.
DOOR = Kind(visitors=of(SHOWN, LED), members=of(LED))
# Pages that say the same to everybody.
ANYBODY = Kind(visitors=of(SHOWN), members=of(SHOWN))
# A step of something that was begun; whoever has not begun is led to where it begins.
STEP = Kind(visitors=of(LED, SHOWN), members=of(LED))
# One's own account; where it is about to change, one proves first that it is still oneself.
OWN = behind_sign_in(of(SHOWN))
GUARDED = behind_sign_in(of(LED))
# Needs a second step, which nobody of this world has set up.
WITH_FACTOR = behind_sign_in(of(GONE))
LEAVING = Kind(visitors=of(LED), members=of(SHOWN))
# The site's own workshop: everybody else is sent to a door that does not open for them.
WORKSHOP = behind_sign_in(of(LED), owner=of(SHOWN, LED, GONE, REFUSED))
WORKSHOP_DOOR = Kind(visitors=of(LED), members=of(GONE), owner=of(LED))

FOREIGN: dict[str, Kind] = {
    "account/login/": DOOR,
    "account/login/code/": DOOR,
    "account/signup/": DOOR,
    "account/2fa/webauthn/login/": DOOR,
    "account/login/code/confirm/": STEP,
    "account/confirm-email/": STEP,
    "account/password/reset/confirm/": STEP,
    "account/password/reset/complete/": STEP,
    "account/2fa/authenticate/": STEP,
    "account/inactive/": ANYBODY,
    "account/password/reset/": ANYBODY,
    "account/password/reset/done/": ANYBODY,
    "account/logout/": LEAVING,
    "account/email/": OWN,
    "account/password/change/": OWN,
    "account/password/set/": GUARDED,
    "account/reauthenticate/": OWN,
    "account/sessions/": OWN,
    "account/2fa/": OWN,
    "account/2fa/reauthenticate/": GUARDED,
    "account/2fa/totp/activate/": GUARDED,
    "account/2fa/totp/deactivate/": WITH_FACTOR,
    "account/2fa/recovery-codes/": WITH_FACTOR,
    "account/2fa/recovery-codes/generate/": GUARDED,
    "account/2fa/recovery-codes/download/": WITH_FACTOR,
    "account/2fa/webauthn/": OWN,
    "account/2fa/webauthn/add/": GUARDED,
    "account/2fa/webauthn/reauthenticate/": GUARDED,
    "account/2fa/webauthn/keys/<int:pk>/remove/": GUARDED,
    "account/2fa/webauthn/keys/<int:pk>/edit/": GUARDED,
    "site-admin/": WORKSHOP,
    "site-admin/login/": WORKSHOP_DOOR,
    "site-admin/logout/": WORKSHOP,
    "site-admin/password_change/": WORKSHOP,
    "site-admin/password_change/done/": WORKSHOP,
    "site-admin/autocomplete/": WORKSHOP,
    "site-admin/jsi18n/": WORKSHOP,
    "site-admin/r/<path:content_type_id>/<path:object_id>/": WORKSHOP,
    "site-admin/accounts/user/": WORKSHOP,
    "site-admin/accounts/user/add/": WORKSHOP,
    "site-admin/accounts/user/<path:object_id>/": WORKSHOP,
    "site-admin/accounts/user/<path:object_id>/history/": WORKSHOP,
    "site-admin/accounts/user/<path:object_id>/delete/": WORKSHOP,
    "site-admin/accounts/user/<path:object_id>/change/": WORKSHOP,
    "site-admin/^(?P<app_label>accounts)/$": WORKSHOP,
    "site-admin/(?P<url>.*)$": WORKSHOP,
}


def every_route(patterns: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each address that can be asked for, with its route as it is written."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from every_route(pattern.url_patterns, route)


def path_of(route: str, world: Any) -> str:
    """An address of this route that means something, where one can."""
    filled = route.replace("<path:object_id>", str(world.mentee.pk)).replace("<int:pk>", "1")
    filled = filled.replace("<path:content_type_id>", "1")
    return "/" + filled.replace("^(?P<app_label>accounts)/$", "accounts/").replace(
        "(?P<url>.*)$", "whatever"
    )
