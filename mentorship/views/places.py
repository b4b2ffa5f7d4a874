"""Saying yes or no to a place, straight from the mail."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts import links
from mentorship.access import link_holders
from mentorship.intake.words import roles_of
from mentorship.models import Enrolment, NotNow


@link_holders("place", "GET", "POST")
def answer_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page asks; only its buttons answer. Opened again, it says how things stand."""
    link = request.link  # type: ignore[attr-defined]
    mine = Enrolment.objects.visible_to(link.person).filter(person=link.person)
    place = get_object_or_404(
        mine.visible_to(link.person).select_related("cohort__program"),
        pk=link.about["enrolment"],
    )
    places = list(mine.filter(cohort=place.cohort, status=place.status).order_by("role"))
    if request.method == "POST":
        _answer(places, link.person, is_yes=request.POST.get("answer") == "yes")
        return redirect("answer_invitation", token=token)
    context = {"place": place, "roles": roles_of(places)}
    if not link.person.has_set_up:
        context["way_in"] = links.token(link.person, "invite")
    return render(request, "mentorship/intake/place.html", context)


def _answer(places: list[Enrolment], person: Any, *, is_yes: bool) -> None:
    """One answer for both roles. Twice, or after a coordinator decided, it changes nothing."""
    for place in places:
        if place.status == Enrolment.Status.INVITED:
            with suppress(NotNow):
                place.accept(by=person) if is_yes else place.withdraw(by=person)
