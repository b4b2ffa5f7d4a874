"""A1: every address says for whom it is, and one that does not keeps the site from starting."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, include, path
from django.utils.module_loading import import_string
from django.views.generic import TemplateView

from accounts.access import Access
from mentorship.access import everyone, require_declared, signed_in
from mentorship.views import errors
from tests.access.foreign import FOREIGN, every_route
from tests.access.policy import POLICY

# What is shown when no view answered: to anybody, and saying nothing.
HANDLERS = {
    400: errors.bad_request,
    403: errors.not_found,
    404: errors.not_found,
    500: errors.server_error,
}


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Come in.")


PLANTED = {
    "a view without a decorator": path("bare/", bare),
    "one that is included": path("x/", include([path("y/", include([path("bare/", bare)]))])),
    "a view of a library": path("page/", TemplateView.as_view(template_name="404.html")),
    "a view that is wrapped": path("bare/", functools.partial(bare)),
    "a lambda": path("bare/", lambda request: HttpResponse()),
}


def declared() -> dict[str, Access]:
    return {p.name: p.callback.access for _r, p in every_route() if hasattr(p.callback, "access")}


def test_every_address_declares_for_whom_it_is() -> None:
    bare_routes = {route for route, p in every_route() if not hasattr(p.callback, "access")}
    assert bare_routes == set(FOREIGN)


def test_what_is_declared_is_what_the_policy_says() -> None:
    written = {rule.route: (rule.audience, rule.methods) for rule in POLICY}
    assert {name: (a.audience, a.methods) for name, a in declared().items()} == written


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_an_address_that_declares_nothing_keeps_the_site_from_starting(planted: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match="wear no access decorator"):
        require_declared([path("", everyone("GET")(bare)), planted])


def test_a_view_wears_one_decorator_only() -> None:
    with pytest.raises(TypeError, match="two access decorators"):
        signed_in("GET")(everyone("GET")(bare))


def test_the_pages_for_errors_are_ours() -> None:
    assert {status: get_resolver().resolve_error_handler(status) for status in HANDLERS} == HANDLERS
    assert import_string(settings.CSRF_FAILURE_VIEW) is errors.csrf_failure


def test_only_what_mail_programs_post_to_asks_for_no_token_against_forgery() -> None:
    """A signed token stands in its address, which no other site can know (RFC 8058)."""
    exempt = {p.name for _r, p in every_route() if getattr(p.callback, "csrf_exempt", False)}
    assert exempt == {"stop_mail"}
