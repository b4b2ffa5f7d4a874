"""Where somebody begins with their starting point, or goes on."""

from __future__ import annotations

from django.urls import reverse

from mentorship.models import Enrolment, StartingPoint


def page_of(place: Enrolment) -> str:
    """The first page that is still open, else the one to check all; empty once it was shared."""
    point = StartingPoint.objects.of(place)
    if point.finished_at:
        return ""
    if not point.next_key:
        return reverse("starting", args=[place.pk])
    return reverse("starting_page", args=[place.pk, point.next_key])
