"""Where forms keep what somebody is typing."""

from __future__ import annotations

import json

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils import timezone

from accounts.access import Request, signed_in
from accounts.models import Draft


@signed_in("POST", is_page=False)
def draft(request: Request, place: str) -> HttpResponse:
    """Keep the latest text of a place: a form field, JSON `{"text": ...}`, or plain text."""
    Draft.objects.keep(by=request.user, place=place, text=_text(request), now=timezone.now())
    return HttpResponse(status=204)


def _text(request: Request) -> str:
    if request.content_type == "text/plain":
        return request.body.decode("utf-8", errors="replace")
    if request.content_type != "application/json":
        return request.POST.get("text", "")
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    text = told.get("text") if isinstance(told, dict) else None
    if not isinstance(text, str):
        raise BadRequest
    return text
