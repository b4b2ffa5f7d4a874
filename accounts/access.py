"""Who may open a page. Every view wears exactly one of these; the URLs refuse to load without.

A page that somebody may not see looks like one that does not exist: 404, never 403.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Access:
    """What a view declares: for whom, by which methods."""

    audience: str
    methods: tuple[str, ...]


def wear(view: View, access: Access) -> View:
    """Put the declaration on the view; a second one is a mistake."""
    if hasattr(view, "access"):
        raise TypeError(f"{view.__name__} wears two access decorators")
    allowed = [*access.methods, "HEAD"] if "GET" in access.methods else list(access.methods)
    worn = require_http_methods(allowed)(view)
    worn.access = access  # type: ignore[attr-defined]
    return worn


def everyone(*methods: str) -> Callable[[View], View]:
    """Anybody, signed in or not."""
    return lambda view: login_not_required(wear(view, Access("everyone", methods)))


def signed_in(*methods: str) -> Callable[[View], View]:
    """Anybody signed in; what they find inside comes from `visible_to(user)`."""
    return lambda view: wear(private(view), Access("signed_in", methods))


def private(view: View) -> View:
    """Nothing of the answer may be kept by a browser, a proxy or the back button."""

    @functools.wraps(view)
    def kept_nowhere(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return kept_nowhere
