"""Two paces: how far apart they are, and what a wide gap does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from checkins.models import Prep
from checkins.pace import is_wide, pace_gap
from mentorship.models import Agreement, HorizonCheck, Notice
from tests.checkins.factories import make_check_in


@pytest.mark.parametrize(
    ("mentee", "mentor", "gap", "wide"),
    [
        (0, 0, 0, False),
        (1, 0, 1, False),
        (1, -1, 2, True),
        (-2, 2, -4, True),
        (2, -2, 4, True),
        (None, 2, None, False),
        (2, None, None, False),
    ],
)
def test_a_gap_of_two_is_wide(
    mentee: int | None, mentor: int | None, gap: int | None, *, wide: bool
) -> None:
    assert (pace_gap(mentee, mentor), is_wide(gap)) == (gap, wide)


def room(person: Any, check_in: Any) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("check_in", args=[check_in.pk])).content.decode()


@pytest.mark.django_db
def test_a_wide_gap_shows_three_moves_to_both_and_asks_for_the_direction(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    check_in = make_check_in(pairing=pairing)
    Prep.objects.keep(check_in, by=mentee, pace=2)
    assert "You wish for different paces" not in room(mentee, check_in)
    assert not HorizonCheck.objects.exists()
    Prep.objects.keep(check_in, by=mentor, pace=-1)
    assert all("You wish for different paces" in room(who, check_in) for who in (mentee, mentor))
    assert [check.cause for check in HorizonCheck.objects.all()] == ["pace"]
    assert not Notice.objects.filter(kind="horizon_check").exists()
    Prep.objects.keep(check_in, by=mentor, pace=1)
    assert "You wish for different paces" not in room(mentee, check_in)


@pytest.mark.django_db
def test_neither_pace_is_told_before_both_have_prepared(pairing: Any, mentor: Any) -> None:
    check_in = make_check_in(pairing=pairing)
    Prep.objects.keep(check_in, by=mentor, pace=-2)
    assert not HorizonCheck.objects.exists()
    assert "different paces" not in room(pairing.mentee_person, check_in)


@pytest.mark.django_db
def test_the_room_begins_with_what_the_two_have_signed_and_where_they_differ(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    agreement = Agreement.objects.of(pairing)
    version = agreement.propose({"horizon": "She leads her own review."}, by=mentee)
    for person in (mentee, mentor):
        agreement.sign(by=person, typed_name="X", shown_hash=version.content_hash)
    check_in = make_check_in(pairing=pairing)
    check = HorizonCheck.objects.begin(pairing, cause="monthly", now=check_in.starts_at)
    assert check
    at = {"now": check_in.starts_at}
    check.mark(by=mentee, direction="off", line="I drift.", **at)
    before = room(mentor, check_in)
    assert "She leads her own review." in before
    assert "I drift." not in before
    check.mark(by=mentor, direction="same", line="Straight on.", **at)
    page = room(mentor, check_in)
    assert "First: you see the direction differently" in page
    assert "I drift." in page
    client = Client()
    client.force_login(mentor)
    brief = client.get(reverse("brief", args=[check_in.pk])).content.decode()
    assert "She leads her own review." in brief
    assert "You see the direction differently" in brief
    assert "I drift." not in brief
