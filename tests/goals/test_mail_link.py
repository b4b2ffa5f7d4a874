"""The box behind a link from a mail: opening it changes nothing and tells nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import links
from accounts.models import Draft
from accounts.private import open_for
from goals.models import Progress
from tests.factories import make_pairing
from tests.goals.factories import make_entry, make_goal

pytestmark = pytest.mark.django_db
SECRET = "a-private-word"


def link(pairing: Any, *, kind: str = "win", person: Any = None) -> str:
    token = links.token(person or pairing.mentee_person, "log", pairing=str(pairing.pk), kind=kind)
    return reverse("log_from_mail", args=[token])


def post(client: Client, url: str, text: str = "Ran the demo.", **told: Any) -> Any:
    return client.post(url, {"record": uuid.uuid4(), "kind": "win", "text": text, **told})


def rows() -> dict[str, list[Any]]:
    """Every row of every table, but the cache."""
    models = [model for model in apps.get_models() if model._meta.managed]
    return {m._meta.label: sorted(map(str, m._base_manager.values_list())) for m in models}


@pytest.mark.parametrize("kind", ["step", "win", "snag"])
def test_the_link_chooses_the_kind(client: Client, pairing: Any, kind: str) -> None:
    page = client.get(link(pairing, kind=kind))
    assert (page.status_code, page.context["form"]["kind"].value()) == (200, kind)


def test_opening_it_changes_nothing(client: Client, pairing: Any) -> None:
    before = rows()
    assert client.get(link(pairing)).status_code == 200
    assert client.head(link(pairing)).status_code == 200
    assert rows() == before


def test_nothing_private_is_shown_to_somebody_who_holds_the_link(
    client: Client, pairing: Any, mentee: Any
) -> None:
    goal = make_goal(pairing=pairing, title=f"{SECRET} goal", status="agreed")
    make_entry(pairing=pairing, text=f"{SECRET} entry", goal=goal)
    Draft.objects.keep(
        by=mentee, place=f"log:{pairing.pk}", text=f"{SECRET} draft", now=timezone.now()
    )
    url = link(pairing)
    saved = post(client, url, text=f"{SECRET} new")
    pages = [client.get(address).content.decode() for address in (url, saved.url)]
    assert [SECRET in page for page in pages] == [False, False]


def test_what_is_posted_is_written_by_whom_the_mail_went_to(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    answer = post(client, link(pairing))
    entry = Progress.objects.get()
    assert answer.status_code == 303
    assert (entry.author, entry.kind) == (mentee, "win")
    assert open_for(entry, "text", mentor) == "Ran the demo."
    page = client.get(answer.url).content.decode()
    assert "Added. Dela can read it now." in page


def test_it_may_be_kept_private_from_the_mail_too(client: Client, pairing: Any) -> None:
    page = client.get(post(client, link(pairing), private="on").url).content.decode()
    assert Progress.objects.get().audience == "me"
    assert "Kept. Only you can read it." in page


def test_posting_twice_makes_one_record(client: Client, pairing: Any) -> None:
    record, url = uuid.uuid4(), link(pairing)
    answers = {post(client, url, record=record).url for _ in range(2)}
    assert (len(answers), Progress.objects.count()) == (1, 1)


def test_it_can_be_undone_without_signing_in(client: Client, pairing: Any, mentee: Any) -> None:
    saved = client.get(post(client, link(pairing)).url)
    entry = Progress.objects.get()
    undo = reverse("undo_from_mail", args=[saved.context["token"], entry.pk])
    assert f'action="{undo}"' in saved.content.decode()
    client.post(undo)
    assert Progress.objects.standing().count() == 0
    assert Draft.objects.text(by=mentee, place=f"log:{pairing.pk}") == "Ran the demo."


def test_a_link_undoes_nothing_of_another_pair_or_person(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    other = make_pairing(mentee=mentee)
    theirs, elsewhere = make_entry(pairing=pairing, by=mentor), make_entry(pairing=other)
    token = links.token(mentee, "log", pairing=str(pairing.pk), kind="step")
    for entry in (theirs, elsewhere):
        client.post(reverse("undo_from_mail", args=[token, entry.pk]))
    assert Progress.objects.standing().count() == 2


def test_who_is_signed_in_gets_the_whole_page(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    client.force_login(mentee)
    assert client.get(link(pairing)).url == f"{reverse('log')}?pairing={pairing.pk}&kind=win"
    client.force_login(mentor)
    assert client.get(link(pairing)).templates[0].name == "goals/log_from_mail.html"


def test_a_link_for_a_pair_that_is_over_says_so_kindly(client: Client, pairing: Any) -> None:
    pairing.end(by=None, reason="moved_away")
    answer = post(client, link(pairing))
    assert answer.templates[0].name == "goals/log_closed.html"
    assert Progress.objects.count() == 0


def test_a_link_never_opens_somebody_elses_pair(
    client: Client, pairing: Any, outsider: Any
) -> None:
    answer = post(client, link(pairing, person=outsider))
    assert (answer.templates[0].name, Progress.objects.count()) == ("goals/log_closed.html", 0)


def test_a_link_has_its_day_after_two_weeks_and_at_sign_out_everywhere(
    client: Client, pairing: Any, mentee: Any, time_machine: Any
) -> None:
    now = timezone.now()
    url = link(pairing)
    time_machine.move_to(now + dt.timedelta(days=13))
    assert client.get(url).status_code == 200
    mentee.revoke_links(by=mentee)
    assert post(client, url).status_code == 410
    fresh = link(pairing)
    time_machine.move_to(now + dt.timedelta(days=28))
    assert client.get(fresh).status_code == 410
    assert Progress.objects.count() == 0


def test_a_link_made_for_something_else_is_refused(client: Client, pairing: Any) -> None:
    token = links.token(pairing.mentee_person, "stop", pairing=str(pairing.pk))
    assert client.get(reverse("log_from_mail", args=[token])).status_code == 410
