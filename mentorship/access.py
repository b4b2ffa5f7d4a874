"""The access decorators of the tiers above accounts, and the check that every view wears one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver

from accounts import links
from accounts.access import Access, View, everyone, private, signed_in, wear
from mentorship.models import Cohort

__all__ = ["coordinators_only", "everyone", "link_holders", "signed_in", "site_owners_only"]

OURS = ("accounts.", "mentorship.", "goals.", "checkins.", "journal.")


def coordinators_only(*methods: str) -> Callable[[View], View]:
    """Somebody who coordinates at least one cohort; which one, `run_by(user)` decides."""
    return _narrowed("coordinators", methods, lambda user: Cohort.objects.run_by(user).exists())


def site_owners_only(*methods: str) -> Callable[[View], View]:
    return _narrowed("site_owners", methods, lambda user: user.is_superuser)


def link_holders(purpose: str, *methods: str) -> Callable[[View], View]:
    """Whoever opens a link from a mail, signed in or not.

    The view takes the `token` of its address and finds the Link in `request.link`.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
            try:
                request.link = links.read(token, purpose)  # type: ignore[attr-defined]
            except links.SpentLink:
                return render(request, "mentorship/spent_link.html", status=410)
            return view(request, token, **kwargs)

        return login_not_required(wear(private(opened), Access(f"link:{purpose}", methods)))

    return decorate


def _narrowed(
    audience: str, methods: tuple[str, ...], may: Callable[[Any], bool]
) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @functools.wraps(view)
        def narrowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return wear(private(narrowed), Access(audience, methods))

    return decorate


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
