"""Halfway two people look up: asked once, answered alone, looked at together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentorship import horizon_reminders
from mentorship.models import Halfway, Notice
from tests.goals.factories import make_goal
from tests.mentorship.aiming import make_two, sign

pytestmark = pytest.mark.django_db


def test_halfway_both_are_asked_once_and_look_together(client: Client, time_machine: Any) -> None:
    pairing = make_two(starts=0, ends=100)
    sign(pairing, hopes="To grow", horizon="Up the hill.")
    now = timezone.now() + timedelta(days=55)
    time_machine.move_to(now)
    horizon_reminders.plan(now)
    time_machine.move_to(now)
    horizon_reminders.plan(now)
    look = Halfway.objects.get()
    assert Notice.objects.filter(kind="halfway").count() == 2
    client.force_login(pairing.mentee_person)
    page = reverse("halfway", args=[pairing.pk])
    assert "Up the hill." in client.get(page).content.decode()
    check: Any = look.horizon_check
    for person in pairing.people:
        check.mark(by=person, direction="same", keeps=f"Walks of {person}", now=now)
    said = client.get(page).content.decode()
    assert [f"Walks of {person}" in said for person in pairing.people] == [True, True]
    client.post(reverse("look_halfway", args=[pairing.pk]))
    assert Halfway.objects.get().status == "done"


def test_half_is_of_their_own_time_as_they_agreed_on_it(time_machine: Any) -> None:
    pairing = make_two(starts=0, ends=200)
    ends_on = timezone.localdate() + timedelta(days=60)
    sign(pairing, hopes="To grow", ends_on=ends_on.isoformat())
    begun, start = [], timezone.now()
    for days in (29, 31):
        now = start + timedelta(days=days)
        time_machine.move_to(now)
        horizon_reminders.plan(now)
        begun.append(Halfway.objects.count())
    assert begun == [0, 1]


def test_the_goals_of_the_start_read_as_they_did_then(client: Client, time_machine: Any) -> None:
    pairing = make_two(starts=0, ends=100)
    sign(pairing, hopes="To grow")
    goal = make_goal(pairing=pairing, status="agreed", title="Give one talk")
    for title in ("Give two talks", "Give a keynote"):
        shown = goal.version
        goal.revise(by=pairing.mentor_person, shown_version=shown, reason="So", title=title)
    now = timezone.now() + timedelta(days=55)
    time_machine.move_to(now)
    horizon_reminders.plan(now)
    client.force_login(pairing.mentee_person)
    found = client.get(reverse("halfway", args=[pairing.pk])).context
    titles = ([aim.title for aim in found["began_with"]], [aim.title for aim in found["aims"]])
    assert titles == (["Give one talk"], ["Give a keynote"])
