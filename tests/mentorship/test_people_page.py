"""The people of a cohort, as their coordinator sees and decides about them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mentorship.application import answered
from mentorship.models import Enrolment
from tests.factories import make_enrolment
from tests.query_things import coordinator_of

pytestmark = pytest.mark.django_db


def shown(client: Client, cohort: Any, reader: Any) -> str:
    client.force_login(reader)
    return client.get(reverse("cohort", args=[cohort.pk])).text


def ticks(page: str) -> set[str]:
    return set(re.findall(r'name="people" value="([^"]+)"', page))


def test_only_those_about_whom_something_can_be_decided_have_a_box(
    client: Client, cohort: Any
) -> None:
    people = {
        status: make_enrolment(cohort=cohort, status=status) for status in Enrolment.Status.values
    }
    page = shown(client, cohort, coordinator_of(cohort))
    open_still = ("invited", "applied", "waiting", "declined")
    assert ticks(page) == {str(people[status].pk) for status in open_still}


def test_where_all_are_in_nothing_is_offered(client: Client, cohort: Any) -> None:
    make_enrolment(cohort=cohort)
    page = shown(client, cohort, coordinator_of(cohort))
    assert ticks(page) == set()
    assert "With the people ticked" not in page


def test_nobody_decides_about_a_coordinator(client: Client, cohort: Any) -> None:
    colleague = make_enrolment(cohort=cohort, role="admin", status="invited")
    reader = coordinator_of(cohort)
    assert ticks(shown(client, cohort, reader)) == set()
    told = {"verb": "accept", "people": [str(colleague.pk)]}
    client.post(reverse("decide", args=[cohort.pk]), told)
    colleague.refresh_from_db()
    assert colleague.status == "invited"


def test_a_coordinator_reads_what_people_wrote(client: Client, cohort: Any) -> None:
    said = {"motivation": "To give back", "hope": "Lead <kindly>", "worry": ""}
    row = make_enrolment(cohort=cohort, answers=said)
    hope = cohort.questions[0]["label"]
    why = "Why they take part"
    assert answered(cohort, row) == [(hope, "Lead <kindly>"), (why, "To give back")]
    page = shown(client, cohort, coordinator_of(cohort))
    parts = (hope, "Lead &lt;kindly&gt;", why, "To give back")
    assert [part for part in parts if part not in page] == []


def test_an_answer_outlives_its_question(cohort: Any) -> None:
    row = make_enrolment(cohort=cohort, answers={"shoe size": "43"})
    assert answered(cohort, row) == [("shoe size", "43")]
