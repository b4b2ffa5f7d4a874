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
from mentorship.models import Cohort

__all__ = ["coordinators_only", "everyone", "link_holders", "signed_in", "site_owners_only"]

OURS = ("accounts.", "mentorship.", "goals.", "checkins.", "journal.")


def coordinators_only(*methods: str) -> Callable[[View], View]:
    """Somebody who coordinates at least one cohort; which one, `run_by(user)` decides."""
    return narrowed("coordinators", methods, lambda user: Cohort.objects.run_by(user).exists())


def require_declared(patterns: list[Any]) -> list[Any]:
    """Refuse to load addresses of ours whose view declares no audience."""
    bare = [
        f"{p.callback.__module__}.{p.callback.__name__}"
        for p in _ours(patterns)
        if not hasattr(p.callback, "access")
    ]
    if bare:
        raise ImproperlyConfigured(f"These views wear no access decorator: {', '.join(bare)}")
    return patterns


def _ours(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _ours(pattern.url_patterns)
        elif pattern.callback.__module__.startswith(OURS):
            yield pattern
