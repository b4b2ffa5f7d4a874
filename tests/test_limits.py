"""There is room for far more than anybody needs, and no room to fill the disk of everybody.

Each kind of row that a person may make as often as they like is made up to a lowered limit, through
the pages; one more is answered kindly, and leaves nothing behind.
"""

from __future__ import annotations

import importlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.limits import Enough
from accounts.models import Draft, Leave
from goals.models import Checkpoint, Goal
from journal.models import Entry
from mentorship.models import Agreement
from tests.access.digest import changed, digest
from tests.accounts.doors import PASSWORD, make_account
from tests.checkins.factories import make_check_in

pytestmark = pytest.mark.django_db
FEW = 3


@dataclass
class Case:
    """A limit, by its module and name, and what the n-th post towards it is."""

    limit: str
    post: Callable[[Any, int], tuple[str, dict[str, Any]]]


def day(number: int) -> str:
    return f"2031-{number + 1:02}-10"


def record() -> str:
    return str(uuid.uuid4())


def a_draft(pairing: Any, n: int) -> tuple[str, dict[str, Any]]:
    return reverse("draft", args=[f"place:{n}"]), {"text": "Half a"}


def free_hours(pairing: Any, n: int) -> tuple[str, dict[str, Any]]:
    hours = {"starts": f"{9 + n:02}:00", "ends": f"{9 + n:02}:30"}
    return reverse("free_hours"), {"weekdays": ["2"], **hours}


def days_away(pairing: Any, n: int) -> tuple[str, dict[str, Any]]:
    return reverse("away"), {"starts_on": day(n), "ends_on": day(n)}


def a_goal(pairing: Any, n: int) -> tuple[str, dict[str, Any]]:
    return reverse("new_goal", args=[pairing.pk]), {"title": f"Goal {n}", "record": record()}


def an_entry(pairing: Any, n: int) -> tuple[str, dict[str, Any]]:
    return reverse("new_entry"), {"text": f"Day {n}", "record": record()}


def a_step(pairing: Any, n: int) -> tuple[str, dict[str, Any]]:
    told = {"text": f"Step {n}", "kind": "step", "record": record()}
    return f"{reverse('log')}?pairing={pairing.pk}", told


def an_action(pairing: Any, n: int) -> tuple[str, dict[str, Any]]:
    check_in = pairing.check_ins.first() or make_check_in(pairing=pairing)
    told = {"text": f"Call {n}", "owner": str(pairing.mentee_person.pk), "record": record()}
    posted = {f"action-{name}": value for name, value in told.items()}
    return reverse("add_action", args=[check_in.pk]), posted


def a_series(pairing: Any, n: int) -> tuple[str, dict[str, Any]]:
    first_on = timezone.localdate() + timedelta(days=5 + n)
    told = {"wall_time": "17:00", "rhythm": "weekly-2", "minutes": 45, "record": record()}
    return reverse("new_series", args=[pairing.pk]), {"first_on": str(first_on), **told}


def a_wording(pairing: Any, n: int) -> tuple[str, dict[str, Any]]:
    newest = Agreement.objects.of(pairing).newest
    shown = newest.content_hash if newest else ""
    told = {"hopes": f"Hope {n}.", "shown_hash": shown}
    return reverse("write_agreement", args=[pairing.pk]), told


CASES = {
    "drafts": Case("accounts.models.draft.MOST", a_draft),
    "free hours": Case("accounts.models.times.MOST_HOURS", free_hours),
    "days away": Case("accounts.models.times.MOST_LEAVES", days_away),
    "open goals": Case("goals.models.goal_rows.MOST_OPEN", a_goal),
    "goals": Case("goals.models.goal_rows.MOST", a_goal),
    "entries of a journal": Case("journal.models.MOST", an_entry),
    "steps": Case("goals.models.progress.MOST", a_step),
    "open actions": Case("checkins.models.action.MOST_OPEN", an_action),
    "actions": Case("checkins.models.action.MOST", an_action),
    "rhythms": Case("checkins.models.series.MOST", a_series),
    "wordings": Case("mentorship.models.agreement.MOST_VERSIONS", a_wording),
}


def lower(monkeypatch: pytest.MonkeyPatch, limit: str) -> int:
    """The limit as it was; it is a few from now on."""
    module, _dot, name = limit.rpartition(".")
    before = getattr(importlib.import_module(module), name)
    monkeypatch.setattr(f"{module}.{name}", FEW)
    return before


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_more_than_enough_is_answered_kindly(
    client: Client, pairing: Any, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lower(monkeypatch, case.limit) >= 40
    client.force_login(pairing.mentee_person)
    for n in range(FEW):
        url, data = case.post(pairing, n)
        assert client.post(url, data).status_code in (204, 302, 303)
    url, data = case.post(pairing, FEW)
    before = digest()
    answer = client.post(url, data)
    assert (answer.status_code, changed(before, digest())) == (409, set())
    assert "<h1>That is plenty</h1>" in answer.content.decode()


@pytest.mark.parametrize("name", ["open goals", "entries of a journal", "open actions"])
def test_the_last_one_may_still_be_posted_twice(
    client: Client, pairing: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[name]
    lower(monkeypatch, case.limit)
    client.force_login(pairing.mentee_person)
    for n in range(FEW):
        url, data = case.post(pairing, n)
        client.post(url, data)
    before = digest()
    assert client.post(url, data).status_code in (302, 303)
    assert changed(before, digest()) == set()


def test_what_is_there_already_can_be_changed_at_the_limit(
    mentee: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower(monkeypatch, "accounts.models.draft.MOST")
    lower(monkeypatch, "accounts.models.times.MOST_LEAVES")
    now = timezone.now()
    for n in range(FEW):
        Draft.objects.keep(by=mentee, place=f"place:{n}", text="Half a", now=now)
        on = timezone.localdate() + timedelta(days=10 * n)
        Leave.objects.away(by=mentee, starts_on=on, ends_on=on)
    Draft.objects.keep(by=mentee, place="place:1", text="Half a sentence", now=now)
    Leave.objects.away(by=mentee, starts_on=on, ends_on=on + timedelta(days=3))
    assert Draft.objects.text(by=mentee, place="place:1") == "Half a sentence"
    assert Leave.objects.filter(person=mentee).count() == FEW


def test_what_was_put_away_counts_as_well(pairing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise putting away and making anew has no end."""
    mentee, mentor = pairing.people
    goal = Goal.objects.draft(pairing, by=mentee, id=uuid.uuid4(), title="Speak up")
    entry = Entry.objects.write("Today", by=mentee)
    lower(monkeypatch, "goals.models.checkpoint.MOST_EVER")
    lower(monkeypatch, "journal.models.MOST_SHARES")
    for _ in range(FEW):
        Checkpoint.objects.add(goal, "Once", by=mentee).drop(by=mentee)
        entry.share(pairing, by=mentee)
        entry.take_back(by=mentee)
    for again in (
        lambda: Checkpoint.objects.add(goal, "Once", by=mentee),
        lambda: entry.share(pairing, by=mentee),
    ):
        with pytest.raises(Enough):
            again()
    assert Checkpoint.everything.filter(goal=goal).count() == FEW
    assert entry.shares.count() == FEW


def test_a_goal_keeps_so_many_of_its_wordings(
    pairing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentee, mentor = pairing.people
    goal = Goal.objects.draft(pairing, by=mentee, id=uuid.uuid4(), title="Speak up")
    goal.propose(by=mentee)
    lower(monkeypatch, "goals.models.revision.MOST")
    for n in range(FEW):
        goal.revise(by=mentee, shown_version=goal.version, title=f"Speak up {n}")
    with pytest.raises(Enough):
        goal.revise(by=mentee, shown_version=goal.version, title="Speak up once more")
    assert Goal.objects.get(pk=goal.pk).told(by=mentee)["title"] == f"Speak up {FEW - 1}"


def test_lists_of_a_cohort_that_nobody_brings_in(
    client: Client, cohort: Any, coordinator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower_to = "mentorship.models.intake.MOST_CHECKING"
    assert lower(monkeypatch, lower_to) == 20
    client.force_login(coordinator)
    page = reverse("cohort_import", args=[cohort.pk])
    said = [
        client.post(page, {"text": "Email\na@example.org\n", "record": record()}).status_code
        for _ in range(FEW + 1)
    ]
    assert said == [302] * FEW + [409]


@pytest.mark.parametrize(("missing", "status"), [(0, 200), (1, 302)])
def test_addresses_of_one_person(client: Client, missing: int, status: int) -> None:
    """The first of them is the one that they sign in with."""
    person = make_account()
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for n in range(settings.ACCOUNT_MAX_EMAIL_ADDRESSES - 1 - missing):
        EmailAddress.objects.create(user=person, email=f"a{n}@example.org", verified=True)
    added = {"action_add": "", "email": "more@example.org"}
    assert client.post(reverse("account_email"), added).status_code == status
