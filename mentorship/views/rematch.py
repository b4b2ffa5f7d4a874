"""Saying no before the start, asking for another match, and what coordinators answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.private import open_for
from mentorship import policies
from mentorship.access import coordinators_only, signed_in
from mentorship.forms.rematch import DeclineForm, RematchForm
from mentorship.models import NotNow, Pairing, RematchRequest, parting
from mentorship.models.joining import coordinators_of


@signed_in("GET", "POST")
def decline_match(request: HttpRequest, pk: Any) -> HttpResponse:
    """This is not the right match for me: before the start, by either of the two."""
    pairing = _pairing(request, pk)
    if not policies.can_decline_match(request.user, pairing):
        return redirect("pair", pk=pk)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _declined(request, pairing, form.cleaned_data["reason"])
    context = {"pairing": pairing, "partner": pairing.partner_of(request.user), "form": form}
    return render(request, "mentorship/rematch/decline.html", context)


def _declined(request: HttpRequest, pairing: Pairing, reason: str) -> HttpResponse:
    try:
        new = parting.decline(pairing, by=request.user, reason=reason, now=timezone.now())
    except NotNow as error:
        messages.warning(request, str(error))
        return redirect("home")
    if pairing.role_of(request.user) == "mentor":
        said = _("Done, kindly. Your place is free again.")
    elif new:
        said = _("Done, kindly. There is another match for you already.")
    else:
        said = _("Done, kindly. You are in line again, at your old place.")
    messages.success(request, said)
    return redirect("home")


@signed_in("GET", "POST")
def ask_rematch(request: HttpRequest, pk: Any) -> HttpResponse:
    """Ask one's coordinators for another match; the partner is not told."""
    pairing = _pairing(request, pk)
    if not policies.can_ask_rematch(request.user, pairing):
        return redirect("pair", pk=pk)
    waiting = RematchRequest.objects.visible_to(request.user).waiting().filter(pairing=pairing)
    form = RematchForm(request.POST or None)
    readers = [one.person.name for one in coordinators_of(pairing)]
    if readers and request.method == "POST" and form.is_valid():
        return _asked(request, pairing, form)
    context = {
        "pairing": pairing,
        "partner": pairing.partner_of(request.user),
        "form": form,
        "asked": waiting.first(),
        "readers": readers,
    }
    return render(request, "mentorship/rematch/ask.html", context)


def _asked(request: HttpRequest, pairing: Pairing, form: RematchForm) -> HttpResponse:
    told = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
    try:
        RematchRequest.objects.ask(pairing, **told)
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Your coordinators know, and only they."))
    return redirect("pair", pk=pairing.pk)


@signed_in("POST")
def withdraw_rematch(request: HttpRequest, pk: Any) -> HttpResponse:
    mine = get_object_or_404(RematchRequest.objects.visible_to(request.user), pk=pk)
    try:
        mine.withdraw(by=request.user, now=timezone.now())
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Taken back. Your partner has not heard of it."))
    return redirect("pair", pk=mine.pairing_id)


@coordinators_only("GET")
def rematch(request: HttpRequest, pk: Any) -> HttpResponse:
    """Who asks, why, and the two answers."""
    found = _overseen(request, pk)
    context = {
        "asked": found,
        "pairing": found.pairing,
        "line": open_for(found, "line", request.user),
        "role": found.pairing.role_of(found.asked_by),
    }
    return render(request, "mentorship/rematch/request.html", context)


@coordinators_only("POST")
def settle_rematch(request: HttpRequest, pk: Any, verb: str) -> HttpResponse:
    """Grant another match, or note that the two go on."""
    found = _overseen(request, pk)
    try:
        new = {"grant": found.grant, "keep": found.keep}[verb](by=request.user, now=timezone.now())
    except NotNow as error:
        messages.warning(request, str(error))
        return redirect("rematch", pk=pk)
    if verb == "keep":
        messages.success(request, _("Noted: the two go on."))
        return redirect("cohort_pairs", pk=found.pairing.cohort_id)
    return _granted(request, found.pairing, new)


def _granted(request: HttpRequest, pairing: Pairing, new: Pairing | None) -> HttpResponse:
    names = {"mentee": pairing.mentee_person, "mentor": new.mentor_person if new else ""}
    if new:
        said = _("Ended kindly. %(mentee)s has a new match: %(mentor)s. Mails go in ten minutes.")
        messages.success(request, said % names)
        return redirect("pair_file", pk=new.pk)
    said = _("Ended kindly. No free place is allowed for %(mentee)s, who waits in line again.")
    messages.success(request, said % names)
    return redirect("waiting_list", pk=pairing.cohort_id)


@coordinators_only("POST")
def recall_pair(request: HttpRequest, pk: Any) -> HttpResponse:
    """Take one proposed pair back, while its mails have not gone out."""
    found = get_object_or_404(Pairing.objects.overseen_by(request.user).with_people(), pk=pk)
    try:
        parting.take_back(found, by=request.user, now=timezone.now())
    except NotNow as error:
        messages.warning(request, str(error))
        return redirect("pair_file", pk=pk)
    messages.success(request, _("Taken back. Nobody has had a mail."))
    return redirect("waiting_list", pk=found.cohort_id)


def _pairing(request: HttpRequest, pk: Any) -> Pairing:
    return get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)


def _overseen(request: HttpRequest, pk: Any) -> RematchRequest:
    return get_object_or_404(RematchRequest.objects.overseen_by(request.user).with_people(), pk=pk)
