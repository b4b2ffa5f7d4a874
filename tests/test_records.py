"""The id that a creating form carries: what it was given for, and never somebody else's row."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkins.models import Action, Series
from goals.models import Goal
from journal.models import Entry
from mentorship.models import Intake
from tests.checkins.factories import make_check_in, make_series
from tests.factories import make_pairing

pytestmark = pytest.mark.django_db
LIST = "Name,Email,Role\nEva,eva@example.org,Mentee\n"


@pytest.fixture
def theirs() -> Any:
    """Another pair, with one row of each kind."""
    pairing = make_pairing()
    mentee = pairing.mentee_person
    Entry.objects.write("A thought.", by=mentee)
    Goal.objects.draft(pairing, by=mentee, id=uuid.uuid4(), title="Find a rhythm")
    make_series(pairing=pairing)
    Action.objects.add(make_check_in(pairing=pairing), "Call", by=mentee, owner=mentee)
    return pairing


def post(client: Client, name: str, data: dict[str, Any], *args: Any) -> int:
    return client.post(reverse(name, args=args), data).status_code


def test_the_id_of_somebody_elses_row_makes_a_row_of_ones_own(
    client: Client, pairing: Any, theirs: Any
) -> None:
    client.force_login(pairing.mentee_person)
    check_in = make_check_in(pairing=pairing)
    first_on = timezone.localdate() + dt.timedelta(days=5)
    rhythm = {"first_on": first_on, "wall_time": "17:00", "rhythm": "weekly-2", "minutes": 45}
    what = {"action-text": "Write", "action-owner": str(pairing.mentee_person.pk)}
    told = {"record": Entry.objects.get().pk, "text": "Mine."}
    assert post(client, "new_entry", told) == 302
    told = {"record": Goal.objects.get().pk, "title": "Mine"}
    assert post(client, "new_goal", told, pairing.pk) == 303
    told = rhythm | {"record": Series.objects.get().pk}
    assert post(client, "new_series", told, pairing.pk) == 302
    told = what | {"action-record": Action.objects.get().pk}
    assert post(client, "add_action", told, check_in.pk) == 302
    for rows in (Goal.objects, Series.objects, Action.objects):
        assert sorted(rows.values_list("pairing", flat=True)) == sorted([pairing.pk, theirs.pk])
    assert Entry.objects.of(pairing.mentee_person).count() == 1


def test_a_list_under_the_id_of_somebody_elses_list_is_one_of_its_own(
    client: Client, cohort: Any, coordinator: Any, outsider: Any
) -> None:
    other = Intake.objects.begin(cohort, LIST.encode(), name="", by=outsider, id=uuid.uuid4())
    client.force_login(coordinator)
    assert post(client, "cohort_import", {"record": other.pk, "text": LIST}, cohort.pk) == 302
    assert Intake.objects.filter(by=coordinator).count() == 1


def test_the_same_form_posted_twice_makes_one_row(client: Client, outsider: Any) -> None:
    client.force_login(outsider)
    told = {"record": uuid.uuid4(), "text": "A thought."}
    assert [post(client, "new_entry", told) for _click in range(2)] == [302, 302]
    assert Entry.objects.count() == 1
