"""Five days after somebody got a place, once: a reminder of the starting point, if none is set."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Subquery

from mentorship.models import Enrolment, Event, Notice, StartingPoint
from mentorship.reminders import AHEAD, BACK, WORTH_TELLING

WAIT = timedelta(days=5)


def plan(now: datetime) -> int:
    """Post the reminders that fall due in the next two days; how many were new."""
    begun = Event.objects.filter(
        subject_type="enrolment", subject_id=OuterRef("pk"), after=Enrolment.Status.ACCEPTED
    )
    shared = StartingPoint.objects.filter(enrolment=OuterRef("pk"), finished_at__isnull=False)
    told = Notice.objects.filter(kind="starting_reminder", about_id=OuterRef("pk"))
    places = Enrolment.objects.in_the_running().accepted().filter(~Exists(shared), ~Exists(told))
    places = places.annotate(in_at=Subquery(begun.order_by("-number").values("at")[:1]))
    places = places.filter(in_at__gte=now - WAIT - BACK, in_at__lt=now - WAIT + AHEAD)
    found = list(places.select_related("person"))
    for place in found:
        due_at = place.in_at + WAIT
        about = {"about": place, "due_at": due_at, "expires_at": due_at + WORTH_TELLING}
        Notice.objects.post("starting_reminder", to=place.person, **about)
    return len(found)
