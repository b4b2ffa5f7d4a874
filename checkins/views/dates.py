"""When a pair meets: the list of dates, a new rhythm, another time for one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from checkins import policies
from checkins.forms import MoveForm, SeriesForm
from checkins.models import CheckIn, Series
from mentorship.access import signed_in
from mentorship.models import Agreement, NotNow, Pairing

PER_PAGE = 50


@signed_in("GET")
def check_ins(request: HttpRequest) -> HttpResponse:
    """All one's check-ins: what is to come, or what has been."""
    now = timezone.now()
    mine = CheckIn.objects.for_list(request.user)
    is_past = request.GET.get("show") == "past"
    found = mine.past(now) if is_past else mine.ahead(now)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, row.pairing.partner_of(request.user)) for row in page.object_list]
    context = {"page": page, "rows": rows, "is_past": is_past, "now": now}
    context["pairs"] = list(Pairing.objects.of(request.user).open().with_people())
    return render(request, "checkins/check_ins.html", context)


@signed_in("GET", "POST")
def new_series(request: HttpRequest, pk: Any) -> HttpResponse:
    """Choose a rhythm; one that runs already is replaced from now on."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    if not policies.can_plan_check_ins(request.user, pairing):
        raise Http404
    form = SeriesForm(request.POST or None, zone=request.user.time_zone, pairing=pairing)
    partner = pairing.partner_of(request.user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        Series.objects.begin(
            pairing,
            form.rule(),
            by=request.user,
            minutes=told["minutes"],
            place=told["place"],
            id=told["record"],
        )
        messages.success(request, _("The dates stand. %s gets them by mail.") % partner)
        return redirect("check_ins")
    context = {"form": form, "pairing": pairing, "partner": partner}
    context["is_agreed"] = Agreement.objects.filter(pairing=pairing, status="in_force").exists()
    context["running"] = Series.objects.running().filter(pairing=pairing).first()
    return render(request, "checkins/new_series.html", context)


@signed_in("POST")
def stop_series(request: HttpRequest, pk: Any) -> HttpResponse:
    """Meet no more by this rule; what is past stays."""
    found = get_object_or_404(Series.objects.visible_to(request.user), pk=pk)
    try:
        found.stop(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("No more dates by this rhythm."))
    return redirect("check_ins")


@signed_in("GET", "POST")
def move_check_in(request: HttpRequest, pk: Any) -> HttpResponse:
    """Another time for this one; the rhythm stays."""
    found = get_object_or_404(
        CheckIn.objects.for_list(request.user).visible_to(request.user), pk=pk
    )
    if not policies.can_change_check_in(request.user, found):
        raise Http404
    start = {"starts_at": timezone.localtime(found.starts_at)}
    form = MoveForm(request.POST or None, initial=start)
    partner = found.pairing.partner_of(request.user)
    if request.method == "POST" and form.is_valid():
        try:
            found.reschedule(form.cleaned_data["starts_at"], by=request.user)
        except NotNow as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Moved. %s hears of it by mail.") % partner)
        return redirect("check_in", pk=pk)
    context = {"form": form, "check_in": found, "partner": partner}
    return render(request, "checkins/move.html", context)


@signed_in("POST")
def answer_check_in(request: HttpRequest, pk: Any, act: str) -> HttpResponse:
    """Held, missed or called off; and taking that back."""
    found = get_object_or_404(
        CheckIn.objects.for_list(request.user).visible_to(request.user), pk=pk
    )
    is_early = act in ("hold", "miss") and not policies.can_answer_check_in(
        request.user, found, timezone.now()
    )
    if is_early or not policies.can_change_check_in(request.user, found):
        raise Http404
    try:
        getattr(found, act)(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        undo = (
            "" if act == "restore" else f"undo:{reverse('answer_check_in', args=[pk, 'restore'])}"
        )
        messages.success(request, SAID[act](), extra_tags=undo)
    return redirect("check_in", pk=pk)


SAID = {
    "hold": lambda: _("Kept: you met."),
    "miss": lambda: _("Kept: it did not take place. The next date stands."),
    "cancel": lambda: _("Called off. The next date stands."),
    "restore": lambda: _("Taken back."),
}
