"""The clock and the doorbell: what they start, and that it may be lost or doubled."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Draft
from mentorship import tasks
from mentorship.celery import app
from mentorship.clock import database_now
from mentorship.models import Heartbeat, Notice
from mentorship.outbox import doorbell
from tests.factories import make_person
from tests.mentorship.factories import AFTERNOON, owe

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _our_own_post(settings: Any) -> None:
    settings.LETTER_BOOKS = ["mentorship.emails.pairs", "tests.mentorship.book"]
    settings.PLANNERS = ["mentorship.reminders.plan"]
    settings.HEED_QUIET_HOURS = False


@pytest.mark.django_db
def test_a_ring_sends_what_is_owed_and_leaves_a_sign_of_life() -> None:
    owe(due_at=timezone.now() - DAY)
    tasks.ring()
    tasks.ring()
    assert len(mail.outbox) == 1
    assert abs(Heartbeat.objects.get(name="ring").beat_at - timezone.now()) < dt.timedelta(
        minutes=1
    )


@pytest.mark.django_db
def test_the_databases_clock_agrees_with_ours() -> None:
    assert abs(database_now() - timezone.now()) < dt.timedelta(seconds=5)


@pytest.mark.django_db(transaction=True)
def test_owing_something_now_presses_the_doorbell_after_the_commit(
    mentee: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    presses: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **how: presses.append(name))
    with transaction.atomic():
        Notice.objects.post("greeting", to=mentee, about=mentee)
        Notice.objects.post("alarm", to=mentee, about=mentee, due_at=timezone.now() + DAY)
        settle()
        assert presses == []
    settle()
    assert presses == ["mentorship.tasks.deliver"]
    tasks.deliver()
    assert [message.to for message in mail.outbox] == [[mentee.email]]


def settle() -> None:
    """Until nobody is at the doorbell."""
    for thread in threading.enumerate():
        if thread.name == "doorbell":
            thread.join()


def test_a_broker_that_is_away_is_no_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(name: str, **how: Any) -> None:
        raise ConnectionError("redis://:password@host")

    monkeypatch.setattr(app, "send_task", gone)
    with caplog.at_level("INFO"):
        doorbell.press()
        settle()
    assert caplog.messages == ["nobody heard the doorbell: ConnectionError"]


def test_no_page_waits_for_the_broker_and_many_presses_become_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    is_open, presses = threading.Event(), []

    def slow(name: str, **how: Any) -> None:
        is_open.wait(10)
        presses.append(name)

    monkeypatch.setattr(app, "send_task", slow)
    for _press in range(50):
        doorbell.press()
    assert presses == []
    is_open.set()
    settle()
    assert presses == ["mentorship.tasks.deliver"] * 2


@pytest.mark.django_db
def test_every_task_that_something_starts_exists(settings: Any) -> None:
    app.loader.import_default_modules()
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} | {
        doorbell.DELIVER,
        doorbell.MATCH,
    }
    assert named - app.tasks.keys() == set()


@pytest.mark.django_db
def test_tidying_keeps_what_is_owed_and_what_is_young() -> None:
    now = timezone.now()
    ages = {"old": now - 91 * DAY, "young": now - 89 * DAY}
    for age, due_at in ages.items():
        for state in Notice.State.values:
            notice = owe(to=make_person(name=f"{age} {state}"), due_at=due_at)
            sent_at = due_at if state == "sent" else None
            Notice.objects.filter(pk=notice.pk).update(state=state, sent_at=sent_at)
    person = make_person()
    Draft.objects.keep(by=person, place="log:1", text="kept", now=now - 29 * DAY)
    Draft.objects.keep(by=person, place="log:2", text="gone", now=now - 31 * DAY)
    tasks.tidy()
    left = Notice.objects.values_list("recipient__name", flat=True)
    assert sorted(left) == [
        "old owed",
        "young cancelled",
        "young owed",
        "young refused",
        "young sent",
    ]
    assert list(Draft.objects.values_list("place", flat=True)) == ["log:1"]


@pytest.mark.django_db
def test_a_tick_by_hand_does_what_the_clock_does(capsys: pytest.CaptureFixture[str]) -> None:
    owe()
    call_command("tick")
    assert capsys.readouterr().out == "Sent 1, later 0, not needed 0, refused 0.\n"
    assert Heartbeat.objects.filter(name="ring").exists()


@pytest.mark.django_db
def test_what_was_given_up_can_be_put_back(capsys: pytest.CaptureFixture[str]) -> None:
    notice = owe()
    Notice.objects.filter(pk=notice.pk).update(state="refused", attempts=5)
    call_command("tick", "--again", "greeting")
    assert capsys.readouterr().out.splitlines()[0] == "Put back: 1"
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_tick_against_a_dead_server_says_so(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    owe(due_at=AFTERNOON)
    with pytest.raises(CommandError, match="The mail server takes nothing now"):
        call_command("tick")
