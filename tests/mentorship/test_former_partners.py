"""When the work together is over, everything stays to read, and nobody is written to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goals.models import Progress
from mentorship.models import Celebration, Notice
from mentorship.outbox.delivery import deliver_all

pytestmark = pytest.mark.django_db


def test_a_former_partner_reads_a_stone_and_adds_nothing(client: Client, pairing: Any) -> None:
    mentee, mentor = pairing.people
    stone = Celebration.objects.ask(pairing, key="a", title="The talk", by=mentee)
    stone.celebrate(by=mentee)
    pairing.end(by=mentee, reason="life")
    client.force_login(mentor)
    page = client.post(reverse("celebration", args=[stone.pk]), {"text": "Call me."})
    assert (page.status_code, "Call me." in page.content.decode()) == (409, True)
    assert "The talk" in client.get(reverse("celebration", args=[stone.pk])).content.decode()
    assert Notice.objects.filter(kind="celebration_reply").count() == 0


def test_a_moment_that_waited_is_not_celebrated_with_a_former_partner(
    client: Client, pairing: Any
) -> None:
    mentee = pairing.mentee_person
    stone = Celebration.objects.ask(pairing, key="a", title="The talk", by=mentee)
    pairing.end(by=mentee, reason="life")
    client.force_login(mentee)
    client.post(reverse("celebration", args=[stone.pk]), {"what_worked": "Asking."})
    assert Celebration.objects.celebrated().count() == 0
    assert Notice.objects.filter(kind="celebrated").count() == 0


def test_what_followed_a_snag_stays_as_it_was(client: Client, pairing: Any) -> None:
    mentee = pairing.mentee_person
    snag = Progress.objects.log(pairing, "Stuck.", by=mentee, kind="snag")
    pairing.end(by=mentee, reason="life")
    client.force_login(mentee)
    client.post(reverse("follow_up", args=[snag.pk]), {"text": "And another thing."})
    snag.refresh_from_db()
    assert bool(snag.after) is False


def test_no_mail_asks_to_celebrate_with_a_former_partner(pairing: Any) -> None:
    mentee = pairing.mentee_person
    for key in "ab":
        Celebration.objects.ask(pairing, key=key, title="The talk", by=mentee)
    asked, laid = Celebration.objects.order_by("key")
    laid.celebrate(by=mentee)
    Notice.objects.post("celebration_waiting", to=mentee, about=asked)
    pairing.end(by=mentee, reason="life")
    deliver_all(timezone.now())
    kinds = ("celebrated", "celebration_waiting")
    states = Notice.objects.filter(kind__in=kinds).values_list("state", flat=True)
    assert list(states) == ["cancelled", "cancelled"]
