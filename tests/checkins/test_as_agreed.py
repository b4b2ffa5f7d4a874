"""What two people signed holds where they meet: the room, the dates, the mails."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkins import reminders
from checkins.models import CheckIn, Prep
from mentorship.models import Notice, Pairing
from mentorship.outbox.post import letter_for
from tests.checkins.factories import make_check_in, make_series
from tests.factories import make_pairing
from tests.mentorship.factories import agree

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing() -> Pairing:
    return make_pairing()


def page(person: Any, name: str, pk: Any) -> str:
    client = Client()
    client.force_login(person)
    return " ".join(client.get(reverse(name, args=[pk])).content.decode().split())


def days_ahead(pairing: Pairing) -> list[dt.date]:
    planned = CheckIn.objects.planned().filter(pairing=pairing)
    return sorted(planned.values_list("local_on", flat=True))


def test_the_room_says_what_stays_between_them(pairing: Pairing) -> None:
    agree(pairing, confidence="Names stay here.", off_limits="Pay, for now.", pace="Brisk.")
    room = page(pairing.mentor_person, "check_in", make_check_in(pairing=pairing).pk)
    assert "You agreed on what stays between you: Names stay here." in room
    assert "Pay, for now." in room
    assert "Brisk." not in room  # a pace is spoken of in the prep, not in every room


def test_a_room_of_two_who_have_signed_nothing_says_nothing_of_it(pairing: Pairing) -> None:
    room = page(pairing.mentor_person, "check_in", make_check_in(pairing=pairing).pk)
    assert "What you two agreed on" not in room
    assert "stays between you" not in room


def test_how_they_meet_stands_in_the_room_in_the_mail_and_beside_the_place(
    pairing: Pairing,
) -> None:
    agree(pairing, channel="phone")
    check_in = make_check_in(pairing=pairing)
    assert "by phone" in page(pairing.mentee_person, "check_in", check_in.pk)
    asked = page(pairing.mentee_person, "new_series", pairing.pk)
    assert "You two agreed to meet by phone." in asked
    Notice.objects.post("check_in_soon", to=pairing.mentee_person, about=check_in)
    letter = letter_for(Notice.objects.get(kind="check_in_soon"))
    assert letter is not None
    assert {"label": "How", "value": "by phone"} in letter.context["facts"]


def test_an_earlier_last_day_takes_back_the_dates_after_it(pairing: Pairing) -> None:
    make_series(pairing=pairing)
    before = days_ahead(pairing)
    last = before[2]
    agree(pairing, ends_on=last.isoformat())
    reminders.plan(timezone.now())
    assert days_ahead(pairing) == before[:3]
    agree(pairing, ends_on="")
    reminders.plan(timezone.now())
    assert days_ahead(pairing)[: len(before)] == before


def test_a_date_somebody_has_prepared_for_stays_after_the_last_day(pairing: Pairing) -> None:
    make_series(pairing=pairing)
    days = days_ahead(pairing)
    prepared = CheckIn.objects.get(pairing=pairing, local_on=days[3])
    Prep.objects.keep(prepared, by=pairing.mentee_person, pulse=4, pace=0, want="Say goodbye.")
    agree(pairing, ends_on=days[1].isoformat())
    reminders.plan(timezone.now())
    assert days_ahead(pairing) == [*days[:2], days[3]]


def test_dates_of_other_pairs_stay(pairing: Pairing) -> None:
    other = make_pairing(cohort=pairing.cohort)
    make_series(pairing=other)
    before = days_ahead(other)
    agree(pairing, ends_on=timezone.localdate().isoformat())
    reminders.plan(timezone.now())
    assert days_ahead(other) == before
