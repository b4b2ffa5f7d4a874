"""What every request gets: the reader's language and zone, and the headers that guard them."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from accounts import second_factor as second
from accounts.limits import Enough

Handler = Callable[[HttpRequest], HttpResponse]
PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb")
)
ALWAYS = {
    "Cache-Control": "private, no-store",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def reader(handle: Handler) -> Handler:
    """Speak the reader's language, and show times in their zone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user
        zone = person.zone if person.is_authenticated else settings.DEFAULT_ZONE
        language = (
            person.language
            if person.is_authenticated
            else translation.get_language_from_request(request)
        )
        with timezone.override(zone), translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = handle(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response

    return middleware


def charset(handle: Handler) -> Handler:
    """Refuse a form in another encoding than ours: no browser sends one, and parsers trip over it.

    Django itself refuses it for forms without files only.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        named = (request.content_params or {}).get("charset", "utf-8")
        if named.casefold() not in ("utf-8", "utf8"):
            raise BadRequest("A form in another charset than UTF-8.")
        return handle(request)

    return middleware


def headers(handle: Handler) -> Handler:
    """Headers on every answer, errors included, unless a view has said something else itself.

    Nothing that we say is kept by a browser or a proxy; static files say how long they may be.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def limits(handle: Handler) -> Handler:
    """Whoever has plenty of something is told so, kindly, wherever they asked for more."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return handle(request)

    middleware.process_exception = _plenty  # type: ignore[attr-defined]
    return middleware


def _plenty(request: HttpRequest, error: Exception) -> HttpResponse | None:
    if not isinstance(error, Enough):
        return None
    return render(request, "enough.html", {"sentence": str(error)}, status=409)


def second_factor(handle: Handler) -> Handler:
    """Site owners set up a second step before they see anything of others.

    Views for coordinators ask the same by their access decorator.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user
        holds_keys = person.is_authenticated and (person.is_superuser or person.is_staff)
        if holds_keys and second.is_owed(request):
            return second.ask(request)
        return handle(request)

    return middleware
