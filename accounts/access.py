"""Who may open a page. Every view wears exactly one of these; the URLs refuse to load without.

A page that somebody may not see looks like one that does not exist: 404, never 403.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_http_methods

from accounts import links, second_factor
from accounts.models import User

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """What a view is handed once its decorator has let somebody in: by session, or by link."""

    user: User
    link: links.Link


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


def signed_in(*methods: str, is_page: bool = True) -> Callable[[View], View]:
    """Anybody signed in; what they find inside comes from `visible_to(user)`.

    A page leads others to sign-in. What only scripts call says 401, as they would follow a redirect
    and take the page that they meet for a yes.
    """
    access = Access("signed_in", methods)
    if is_page:
        return lambda view: wear(private(view), access)
    return lambda view: login_not_required(wear(private(_known(view)), access))


def _known(view: View) -> View:
    @functools.wraps(view)
    def known(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponse(status=401)
        return view(request, *args, **kwargs)

    return known


def site_owners_only(*methods: str) -> Callable[[View], View]:
    """Whoever runs the installation."""
    return narrowed("site_owners", methods, lambda user: user.is_superuser)


def narrowed(
    audience: str, methods: tuple[str, ...], may: Callable[[Any], bool]
) -> Callable[[View], View]:
    """Who holds keys to the data of others needs a second step first, where the site asks so."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                raise Http404
            if second_factor.is_owed(request):
                return second_factor.ask(request)
            return view(request, *args, **kwargs)

        return wear(private(opened), Access(audience, methods))

    return decorate


def link_holders(
    purpose: str, *methods: str, lifetime: timedelta = links.LIFETIME
) -> Callable[[View], View]:
    """Whoever opens a link from a mail, signed in or not.

    The view takes the `token` of its address and finds the Link in `request.link`.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def opened(request: Request, token: str, **kwargs: Any) -> HttpResponse:
            try:
                request.link = links.read(token, purpose, lifetime=lifetime)
            except links.SpentLink:
                return render(request, "mentorship/spent_link.html", status=410)
            return view(request, token, **kwargs)

        return login_not_required(wear(private(opened), Access(f"link:{purpose}", methods)))

    return decorate


def private(view: View) -> View:
    """Nothing of the answer may be kept by a browser, a proxy or the back button."""

    @functools.wraps(view)
    def kept_nowhere(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return kept_nowhere
