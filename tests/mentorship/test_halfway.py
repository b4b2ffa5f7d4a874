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
