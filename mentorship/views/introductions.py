"""Meeting before matching: a coordinator opens a round; everybody says how their talks were."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.access import coordinators_only, signed_in
from mentorship.board import reasons
from mentorship.forms.introduction import RoundForm, SayForm
from mentorship.models import Cohort, Enrolment, IntroductionRound, NotNow, introducing
from mentorship.models.introduction import Introduction

PER_PAGE = 50
A_WEEK = dt.timedelta(days=7)


@coordinators_only("GET", "POST")
def introductions(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where the introductions of a cohort stand; without an open round, the form to open one."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user).select_related("program"), pk=pk)
    latest = cohort.introduction_rounds.that_counts().with_counts(request.user).first()
    is_open = latest is not None and latest.status == IntroductionRound.Status.OPEN
    form = None if is_open and request.method == "GET" else _round_form(request, cohort)
    if form and form.is_bound and form.is_valid():
        try:
            introducing.open_round(cohort, by=request.user, **form.cleaned_data)
        except NotNow as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("They hear of it by mail in ten minutes."))
        return redirect("introductions", pk=pk)
    context = {"cohort": cohort, "round": latest, "is_open": is_open, "form": form}
    return render(request, "mentorship/introductions/round.html", context | _said(request, latest))


def _round_form(request: HttpRequest, cohort: Cohort) -> RoundForm:
    today = timezone.localdate()
    people = cohort.enrolments.to_match().values_list("role", flat=True)
    mentees, mentors = (list(people).count(role) for role in ("mentee", "mentor"))
    most = max(3, introducing.hosts_needed(mentees, mentors, 3))
    initial = {"until_on": today + A_WEEK, "most": min(most, 20), "each": 3}
    return RoundForm(request.POST or None, initial=initial, today=today)


def _said(request: HttpRequest, latest: Any) -> dict[str, Any]:
    """Who met whom they would gladly work with; a no is nobody's to read, nor are one's own."""
    if latest is None:
        return {}
    told = latest.introductions.not_of(request.user)
    mentees = latest.cohort.enrolments.filter(meets_mentors__in=told).distinct()
    pages = Paginator(mentees.select_related("person").order_by("person__name", "pk"), PER_PAGE)
    pages.count = latest.mentees
    page = pages.get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": introducing.said_by(told, page.object_list),
    }


@coordinators_only("POST")
def move_introductions(request: HttpRequest, pk: Any, verb: str) -> HttpResponse:
    """Close a round, or call it off before anybody has said anything."""
    found = get_object_or_404(IntroductionRound.objects.visible_to(request.user), pk=pk)
    try:
        getattr(found, verb)(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    return redirect("introductions", pk=found.cohort_id)


@signed_in("GET", "POST")
def meet(request: HttpRequest, pk: Any) -> HttpResponse:
    """Whom one is to meet, why them, and what one says afterwards."""
    mine = get_object_or_404(
        Enrolment.objects.of(request.user).accepted().in_the_running().with_cohort(), pk=pk
    )
    latest = mine.cohort.introduction_rounds.that_counts().first()
    here = Introduction.objects.filter(round=latest).still_on()
    met = list(here.of(mine).with_people()) if latest else []
    if latest is None or not met:
        raise Http404
    form = SayForm(request.POST or None, enrolment=mine, introductions=met)
    if request.method == "POST" and form.is_valid():
        return _kept(request, mine, form)
    context = {
        "mine": mine,
        "round": latest,
        "is_open": latest.takes_answers(timezone.localdate()),
        "form": form,
        "cards": [(_card(one, mine), fields) for one, fields in form.answers],
    }
    return render(request, "mentorship/introductions/meet.html", context)


def _kept(request: HttpRequest, mine: Enrolment, form: SayForm) -> HttpResponse:
    try:
        for one, said in form.said():
            one.say(by=request.user, **said)
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Kept. You can change your mind until the last day."))
    return redirect("meet", pk=mine.pk)


def _card(one: Introduction, mine: Enrolment) -> dict[str, Any]:
    other = one.other_of(mine)
    said = reasons.to_reader(
        reasons.for_both(one.reasons), role=mine.role, partner=other.person.get_short_name()
    )
    return {
        "other": other,
        "profile": getattr(other.person, "profile", None),
        "why": said,
        "said": one.mentor_says if mine.role == "mentor" else one.mentee_says,
    }
