"""A private calendar feed: when, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from checkins import ical
from checkins.models import CalendarFeed, CheckIn
from mentorship.access import everyone, signed_in
from mentorship.outbox.letters import absolute

BACK = timedelta(days=90)


@everyone("GET")
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The feed behind a secret address; an address that was taken back is simply not there."""
    feed = CalendarFeed.objects.behind(token)
    if feed is None:
        return HttpResponse(status=404)
    feed.note_use(timezone.now())
    mine = CheckIn.objects.for_feed(feed.person, timezone.now() - BACK)
    told = ical.Calendar(
        name="Samehorizon",
        entries=[row.as_event() for row in mine],
        generic_title=_("Check-in"),
    )
    response = HttpResponse(ical.write(told), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'attachment; filename="samehorizon.ics"'
    return response


@signed_in("GET", "POST")
def calendar_page(request: HttpRequest) -> HttpResponse:
    """One's own feed: make an address, see when it was last used, take it back."""
    address = ""
    if request.method == "POST":
        if request.POST.get("act") == "stop":
            CalendarFeed.objects.revoke(by=request.user)
            messages.success(request, _("Taken back. The address leads nowhere now."))
            return redirect("calendar_page")
        token = CalendarFeed.objects.renew(by=request.user, now=timezone.now())
        address = absolute(reverse("calendar", args=[token]))
    feed = CalendarFeed.objects.alive().filter(person=request.user).first()
    return render(request, "checkins/calendar.html", {"address": address, "feed": feed})
