"""When a person has time. Every change is a small post of its own, so it needs no script."""

from __future__ import annotations

import datetime as dt
import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Request, signed_in
from accounts.forms import FreeHoursForm, LeaveForm
from accounts.models import Availability, Leave


@signed_in("GET")
def times(request: Request) -> HttpResponse:
    return _page(request)


@signed_in("POST")
def free_hours(request: Request) -> HttpResponse:
    """The same hours on one or several days."""
    form = FreeHoursForm(request.POST)
    if not form.is_valid():
        return _page(request, free_form=form)
    told = form.cleaned_data
    for weekday in told["weekdays"]:
        Availability.objects.free(
            by=request.user,
            weekday=weekday,
            from_minute=told["from_minute"],
            until_minute=told["until_minute"],
        )
    messages.success(request, _("Added. Matching and invitations look at these hours."))
    return redirect("times")


@signed_in("POST")
def not_free(request: Request, pk: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(Availability.objects.visible_to(request.user), pk=pk)
    undo = reverse("free_again", args=[row.weekday, row.from_minute, row.until_minute])
    row.delete()
    messages.success(request, _("Taken out."), extra_tags=f"undo:{undo}")
    return redirect("times")


@signed_in("POST")
def free_again(request: Request, weekday: int, from_minute: int, until_minute: int) -> HttpResponse:
    """Take back a removal."""
    if weekday <= 6 and from_minute < until_minute <= 24 * 60:
        Availability.objects.free(
            by=request.user, weekday=weekday, from_minute=from_minute, until_minute=until_minute
        )
    return redirect("times")


@signed_in("POST")
def away(request: Request) -> HttpResponse:
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _page(request, leave_form=form)
    told = form.cleaned_data
    Leave.objects.away(by=request.user, starts_on=told["starts_on"], ends_on=told["ends_on"])
    messages.success(request, _("Noted. Nobody asks you to write something down on these days."))
    return redirect("times")


@signed_in("POST")
def not_away(request: Request, pk: uuid.UUID) -> HttpResponse:
    leave = get_object_or_404(Leave.objects.visible_to(request.user), pk=pk)
    undo = reverse("away_again", args=[leave.starts_on.isoformat(), leave.ends_on.isoformat()])
    leave.delete()
    messages.success(request, _("Taken out."), extra_tags=f"undo:{undo}")
    return redirect("times")


@signed_in("POST")
def away_again(request: Request, starts_on: dt.date, ends_on: dt.date) -> HttpResponse:
    """Take back a removal."""
    if starts_on <= ends_on:
        Leave.objects.away(by=request.user, starts_on=starts_on, ends_on=ends_on)
    return redirect("times")


def _page(request: Request, **bound: Any) -> HttpResponse:
    """The week, the days away, and two small forms; a form with mistakes comes back as it was."""
    rows = Availability.objects.visible_to(request.user)
    today = timezone.localdate()
    context = {
        "days": [
            (next(iter(same)).get_weekday_display(), same)
            for same in (list(group) for _day, group in groupby(rows, lambda row: row.weekday))
        ],
        "leaves": Leave.objects.visible_to(request.user).not_over(today),
        "free_form": FreeHoursForm(),
        "leave_form": LeaveForm(),
        "now": timezone.localtime(),
        **bound,
    }
    return render(request, "accounts/times.html", context)
