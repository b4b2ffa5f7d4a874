"""Who coordinates, and the check that every view of ours declares for whom it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver

from accounts.access import (
    View,
    everyone,
    link_holders,
    narrowed,
    signed_in,
    site_owners_only,
)
from mentorship.models import Enrolment

__all__ = ["coordinators_only", "everyone", "link_holders", "signed_in", "site_owners_only"]


def coordinators_only(*methods: str) -> Callable[[View], View]:
    """Somebody who coordinates at least one cohort; which one, `run_by(user)` decides."""
    return narrowed("coordinators", methods, lambda user: "admin" in roles_of(user))


def roles_of(person: Any) -> frozenset[str]:
    """In which roles somebody is in anywhere; asked for once, for one request has one person."""
    if not hasattr(person, "known_roles"):
        places = Enrolment.objects.accepted().filter(person=person.pk)
        person.known_roles = frozenset(places.values_list("role", flat=True))
    known: frozenset[str] = person.known_roles
    return known


def require_declared(patterns: list[Any]) -> list[Any]:
    """Refuse to load addresses whose view declares no audience, whoever wrote that view."""
    bare = [
        _name_of(p.callback) for p in own_addresses(patterns) if not hasattr(p.callback, "access")
    ]
    if bare:
        raise ImproperlyConfigured(f"These views wear no access decorator: {', '.join(bare)}")
    return patterns


def own_addresses(patterns: list[Any]) -> Iterator[URLPattern]:
    """Every address but those of allauth and of Django's admin, which guard their own."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif not _guards_its_own(pattern):
            yield from own_addresses(pattern.url_patterns)


def _guards_its_own(resolver: URLResolver) -> bool:
    module = getattr(resolver.urlconf_module, "__name__", "")
    return module == "allauth.urls" or resolver.app_name == "admin"


def _name_of(view: Any) -> str:
    return f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}"
