"""The mails of an installation that sends none, for whoever sits at that machine."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from mentorship.access import everyone
from mentorship.models import Notice
from mentorship.outbox import mailfolder

PER_PAGE, WAITING_SHOWN = 50, 20
HERE = {"localhost", "127.0.0.1", "[::1]"}
PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
# What a mail may do in its frame: show its own inline styles, and let a click leave it.
FRAMED = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


def at_this_machine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 for everybody else: these mails hold sign-in codes.

    A proxy in front makes all the world look local, so what was passed on is not served either.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.SHOW_OUTBOX and _is_local(request)):
            raise Http404
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return guarded


def _is_local(request: HttpRequest) -> bool:
    host = request.get_host().rpartition(":")[0] or request.get_host()
    if host not in HERE and request.get_host() not in HERE:
        return False
    if any(header in request.META for header in PASSED_ON):
        return False
    return ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback


@everyone("GET")
@at_this_machine
def outbox(request: HttpRequest) -> HttpResponse:
    """Newest first, and what still waits for its time."""
    page = Paginator(mailfolder.names(), PER_PAGE).get_page(request.GET.get("page"))
    owed = Notice.objects.filter(state=Notice.State.OWED).select_related("recipient")
    context = {
        "page": page,
        "mails": mailfolder.mails(page.object_list),
        "waiting": [
            (notice.kind.replace("_", " ").capitalize(), notice)
            for notice in owed.order_by("due_at")[:WAITING_SHOWN]
        ],
    }
    return render(request, "mentorship/outbox/list.html", context)


@everyone("GET")
@at_this_machine
@csp_update({"frame-src": [SELF]})
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "mentorship/outbox/mail.html", {"mail": mailfolder.read(name)})


@everyone("GET")
@at_this_machine
@csp(FRAMED)
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML twin alone, for the frame of its page."""
    html = mailfolder.framed(mailfolder.read(name).html)
    return HttpResponse(html, headers={"X-Frame-Options": "SAMEORIGIN"})
