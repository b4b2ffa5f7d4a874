"""What a browser keeps of a page, in its tabs and its history, tells nothing private."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goals.models import Goal
from mentorship.models import Celebration

pytestmark = pytest.mark.django_db
SECRET = "Stop stammering on stage"


def title_of(client: Client, name: str, pk: Any) -> str:
    page = client.get(reverse(name, args=[pk])).content.decode()
    assert SECRET in page
    found = re.search(r"<title>(.*?)</title>", page, re.S)
    assert found
    return found[1]


def test_the_title_of_a_page_holds_no_private_words(client: Client, pairing: Any) -> None:
    mentee = pairing.mentee_person
    client.force_login(mentee)
    goal = Goal.objects.draft(pairing, by=mentee, id=uuid.uuid4(), title=SECRET)
    stone = Celebration.objects.ask(pairing, key="a", title=SECRET, by=mentee)
    titles = [title_of(client, "goal", goal.pk), title_of(client, "celebration", stone.pk)]
    assert [SECRET in title for title in titles] == [False, False]
