"""What the page of a check-in offers first: whatever comes next for the one who looks."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkins.acts import link_of, next_act
from checkins.models import CheckIn, Prep
from tests.checkins.factories import make_check_in, make_series

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/amara?x=1"


def minutes(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


def check_in_at(place: str, pairing: Any) -> CheckIn:
    return make_series(pairing=pairing, place=place).check_ins.first()


def course(check_in: CheckIn, reader: Any, *, is_prepared: bool) -> list[str]:
    """Two days before, ten minutes before, during, and after."""
    begins, ends = check_in.starts_at, check_in.ends_at
    instants = (begins - dt.timedelta(days=2), begins - minutes(10), begins + minutes(5), ends)
    return [next_act(check_in, reader, now, is_prepared=is_prepared) for now in instants]


def main_acts(page: str) -> list[str]:
    return re.findall(r"<(?:a|button) class=\"button button-main\"[^>]*>([^<]+)<", page)


def test_the_next_act_follows_the_clock(pairing: Any, mentee: Any, mentor: Any) -> None:
    check_in = make_check_in(pairing=pairing)
    assert course(check_in, mentee, is_prepared=False) == ["prepare", "prepare", "met", "met"]
    assert course(check_in, mentee, is_prepared=True) == ["log", "log", "met", "met"]
    assert course(check_in, mentor, is_prepared=True) == ["brief", "brief", "met", "met"]


def test_where_the_place_is_a_link_they_join(pairing: Any, mentee: Any, mentor: Any) -> None:
    check_in = check_in_at(f"By video: {LINK}", pairing)
    assert link_of(check_in) == LINK
    assert course(check_in, mentee, is_prepared=False) == ["prepare", "prepare", "join", "met"]
    assert course(check_in, mentee, is_prepared=True) == ["log", "join", "join", "met"]
    assert course(check_in, mentor, is_prepared=True) == ["brief", "join", "join", "met"]


@pytest.mark.parametrize("place", ["", "Room 4", "javascript:alert(1)", "data:text/html,x"])
def test_only_a_web_address_is_a_link(pairing: Any, place: str) -> None:
    assert link_of(check_in_at(place, pairing)) == ""


def test_nothing_comes_next_once_it_is_settled(pairing: Any, mentee: Any) -> None:
    check_in = make_check_in(pairing=pairing)
    check_in.cancel(by=mentee)
    assert course(check_in, mentee, is_prepared=True) == ["", "", "", ""]


def test_a_page_offers_one_thing_first(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    check_in = make_check_in(pairing=pairing)
    assert check_in.starts_at > timezone.now() + dt.timedelta(hours=1)
    page = reverse("check_in", args=[check_in.pk])
    found = []
    for person in (mentee, mentor):
        client.force_login(person)
        found.append(main_acts(client.get(page).text))
        Prep.objects.keep(check_in, by=person, want="", pulse=4, pace=0)
        found.append(main_acts(client.get(page).text))
    assert found == [["Prepare"], ["Log progress"], ["Prepare"], ["Read the brief"]]


def test_the_page_says_who_is_prepared(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    check_in = make_check_in(pairing=pairing)
    client.force_login(mentee)
    page = reverse("check_in", args=[check_in.pk])
    for person, told in ((mentee, "You are prepared"), (mentor, "You are both prepared")):
        Prep.objects.keep(check_in, by=person, want="", pulse=4, pace=0)
        assert told in client.get(page).text
