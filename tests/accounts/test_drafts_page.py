"""What somebody is typing is kept where they are, for them alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import Draft, User
from tests.factories import make_person

pytestmark = pytest.mark.django_db
HERE = reverse("draft", args=["log:8d3f-22"])


@pytest.fixture
def person(client: Client) -> User:
    person = make_person()
    client.force_login(person)
    return person


def kept(person: User, place: str = "log:8d3f-22") -> str:
    return Draft.objects.text(by=person, place=place)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"text": "half a thought"}, None),
        (json.dumps({"text": "half a thought"}), "application/json"),
        ("half a thought", "text/plain"),
        ("half a thought", "text/plain;charset=UTF-8"),
    ],
)
def test_a_text_is_kept_however_it_is_posted(
    client: Client, person: User, data: Any, kind: str | None
) -> None:
    extra = {"content_type": kind} if kind else {}
    answer = client.post(HERE, data, **extra)
    assert (answer.status_code, answer.content) == (204, b"")
    assert kept(person) == "half a thought"


def test_the_latest_text_counts_and_an_empty_one_forgets(client: Client, person: User) -> None:
    for text in ("one", "two"):
        client.post(HERE, {"text": text})
    assert (kept(person), Draft.objects.count()) == ("two", 1)
    client.post(HERE, {"text": "  "})
    assert not Draft.objects.exists()


@pytest.mark.parametrize("body", ["{", "[]", '{"text": 3}', "{}"])
def test_a_post_that_makes_no_sense_changes_nothing(
    client: Client, person: User, body: str
) -> None:
    client.post(HERE, {"text": "mine"})
    assert client.post(HERE, body, content_type="application/json").status_code == 400
    assert kept(person) == "mine"


def test_nobody_reads_or_writes_the_draft_of_another(client: Client, person: User) -> None:
    client.post(HERE, {"text": "mine"})
    other = make_person()
    client.force_login(other)
    client.post(HERE, {"text": "theirs"})
    assert (kept(person), kept(other)) == ("mine", "theirs")


def test_after_the_session_has_ended_the_answer_is_no_and_not_a_page() -> None:
    answer = Client().post(HERE, {"text": "half a thought"})
    assert (answer.status_code, Draft.objects.count()) == (401, 0)


def test_no_other_site_can_post(person: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    assert strict.post(HERE, {"text": "planted"}).status_code == 403
    assert kept(person) == ""


@pytest.mark.parametrize("place", ["Log", "a b", "log/1", "log:\x00", "x" * 121, ""])
def test_a_place_is_a_word_and_ids(place: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("draft", args=[place])


def test_a_place_with_a_zero_byte_is_no_address(client: Client, person: User) -> None:
    assert client.post("/account/drafts/log:%00/", {"text": "x"}).status_code == 404
