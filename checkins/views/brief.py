"""MO2: ready in sixty seconds."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from checkins import policies
from checkins.briefing import brief_of
from checkins.models import CheckIn
from checkins.suggestions import opening_questions
from mentorship.access import signed_in


@signed_in("GET")
def brief(request: HttpRequest, pk: Any) -> HttpResponse:
    """One screen on the mentee, for their mentor only."""
    mine = CheckIn.objects.for_brief(request.user)
    found = get_object_or_404(mine.visible_to(request.user), pk=pk)
    if not policies.can_read_brief(request.user, found):
        raise Http404
    told = brief_of(found, request.user)
    context = {
        "check_in": found,
        "pairing": found.pairing,
        "partner": found.pairing.mentee_person,
        "brief": told,
        "questions": opening_questions() if told.is_first else (),
    }
    return render(request, "checkins/brief.html", context)
