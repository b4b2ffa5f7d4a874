"""The pages nobody wants to see: they stay calm, keep no detail, and lead back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mentorship.roster.decode import MAX_BYTES


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_much(request)
    return render(request, "400.html", status=400)


def too_much(request: HttpRequest) -> HttpResponse:
    """More than one form may hold; nothing of it was read, so it must not be asked for again."""
    request._mark_post_parse_error()
    context = {"limit": settings.DATA_UPLOAD_MAX_MEMORY_SIZE, "file_limit": MAX_BYTES}
    return render(request, "413.html", context, status=413)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Absent and forbidden look alike, so that an address tells nothing."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open across a sign-in: say so, and keep what was typed."""
    return render(request, "403_csrf.html", status=403)
