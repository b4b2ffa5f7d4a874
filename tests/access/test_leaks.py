"""P3 in small: what somebody wrote stays where it was written, also when everything breaks.

Not in a log, an error mail, an answer, a notice, an event, a session, the cache, or a mail.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.conf import settings as the_settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse
from django.views.debug import ExceptionReporter

from accounts import sealing
from accounts.privacy import PrivateReporter
from mentorship.models import Event, Notice
from mentorship.outbox.delivery import deliver_all
from mentorship.outbox.planner import plan_all
from tests.access.canaries import CANARIES
from tests.access.digest import changed, digest, dump
from tests.access.policy import POLICY
from tests.access.posts import bring_about, post_of, query_of
from tests.access.rules import Rule
from tests.access.stage import Answer, Stage, undone

pytestmark = pytest.mark.django_db

CANARY = "a canary that nobody else should hear"
# Posts of somebody's own words, and the field that they stand in.
WRITERS = ("mentee", "mentor", "other_mentor")
WRITINGS = {
    "new_entry": "text",
    "rewrite_entry": "text",
    "draft": "text",
    "log": "text",
    "log_from_mail": "text",
    "follow_up": "text",
    "new_goal": "title",
    "revise_goal": "title",
    "add_checkpoint": "row-0-title",
    "checkpoint": "title",
    "write_agreement": "hopes",
    "expectation": "hopes",
    "settle": "hopes",
    "starting_page": "words",
    "ladder": "step2",
    "rate_goal": "line",
    "decide_goal": "line",
    "celebration of asked_celebration": "what_worked",
    "prep": "want",
    "keep_note": "text",
    "keep_note shared": "text",
    "add_action": "action-text",
    "ease_action": "then",
}
RULES = {rule.title: rule for rule in POLICY}


@contextmanager
def overheard() -> Iterator[StringIO]:
    """Everything that is logged meanwhile, as our log lines are written."""
    how = the_settings.LOGGING["formatters"]["private"]
    handler = logging.StreamHandler(StringIO())
    handler.setFormatter(DictConfigurator({}).configure_formatter(dict(how)))
    logging.getLogger().addHandler(handler)
    try:
        yield handler.stream
    finally:
        logging.getLogger().removeHandler(handler)


def mailed() -> list[str]:
    """All words of all mails, before they are encoded for their way."""
    return [
        str(part)
        for sent in mail.outbox
        for part in (
            sent.subject,
            sent.body,
            sent.extra_headers,
            *(twin.content for twin in getattr(sent, "alternatives", ())),
        )
    ]


def breaking(verb: Callable[..., bytes], words_of: Callable[..., bytes]) -> Callable[..., bytes]:
    """The verb, after which everything breaks in the least discreet way."""

    def broken(*args: Any) -> bytes:
        done = verb(*args)
        if args[-1].table == "accounts.personkey":
            return done  # The keys themselves are sealed as well, and are no words.
        words = words_of(done, *args).decode()
        try:
            raise KeyError(words)
        except KeyError as error:
            error.add_note(words)
            raise ValueError(f"this went wrong: {words}") from error

    return broken


@pytest.fixture
def everything_breaks(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """As soon as words are sealed or opened; and somebody is mailed about it."""
    settings.ADMINS = [("Ops", "ops@example.org")]
    sealed = breaking(sealing.seal, lambda _sealed, _key, plain, _context: plain)
    opened = breaking(sealing.unseal, lambda plain, *_args: plain)
    monkeypatch.setattr(sealing, "seal", sealed)
    monkeypatch.setattr(sealing, "unseal", opened)


def write(stage: Stage, title: str, field: str, **more: Any) -> Answer:
    rule, world = RULES[title], stage.world
    actor = next(name for name in WRITERS if name in rule.acts)
    url = rule.url(world) + query_of(rule, world)
    data = post_of(rule, world, world.people[actor]) | {field: CANARY}
    return stage.ask(actor, "post", url, data, **more)


@pytest.mark.usefixtures("everything_breaks")
@pytest.mark.parametrize(("title", "field"), WRITINGS.items())
def test_words_that_could_not_be_kept_are_nowhere(stage: Stage, title: str, field: str) -> None:
    mail.outbox.clear()
    states: list[dict[str, str]] = []

    def keep() -> None:
        states.append(digest())

    with overheard() as log:
        answer = write(stage, title, field, first=keep, then=keep)
    assert (answer.status, changed(*states)) == (500, set())
    assert "ValueError: (not shown)" in log.getvalue()
    assert [sent.to for sent in mail.outbox] == [["ops@example.org"]]
    said = "\n".join([log.getvalue(), answer.response.content.decode(), *mailed()])
    assert CANARY not in said
    assert stage.world.log_token not in said


def private_pages() -> list[Rule]:
    return [rule for rule in POLICY if rule.reads & {"mentee", "mentor"} and "GET" in rule.methods]


@pytest.mark.usefixtures("everything_breaks")
def test_pages_that_break_after_opening_words_keep_them(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, heard = [], []
    for rule in private_pages():
        mail.outbox.clear()
        actor = sorted(rule.reads & {"mentee", "mentor"})[0]
        with overheard() as log:
            answer = stage.ask(actor, "get", rule.url(stage.world))
        if answer.status == 500:
            broken.append(rule.title)
            assert len(mail.outbox) == 1
        said = "\n".join([log.getvalue(), answer.response.content.decode(), *mailed()])
        heard += [f"{rule.title}: {words}" for words in CANARIES if words in said]
    with capsys.disabled():
        sys.stdout.write(f"\nPages of private words: {len(broken)} broken.\n")
    assert heard == []
    assert len(broken) >= 20


def test_a_common_report_would_have_told_them() -> None:
    """So that the silence above is ours, and not that nothing was said."""
    try:
        breaking(lambda _where: CANARY.encode(), lambda words, _where: words)(
            sealing.Context(*"abcd")
        )
    except ValueError:
        told = sys.exc_info()
    request = RequestFactory().post("/journal/new/", {"text": CANARY})
    theirs = ExceptionReporter(request, *told)
    ours = PrivateReporter(request, *told)
    assert theirs.get_traceback_text().count(CANARY) >= 2
    assert theirs.get_traceback_html().count(CANARY) >= 2
    assert ours.get_traceback_text().count(CANARY) == 0
    assert ours.get_traceback_html().count(CANARY) == 0


def test_what_speaks_of_the_machine_is_still_told() -> None:
    try:
        raise ConnectionRefusedError("nothing answers at port 5432")
    except OSError:
        told = sys.exc_info()
    assert "nothing answers at port 5432" in PrivateReporter(None, *told).get_traceback_text()


def test_no_log_line_lets_its_reader_in(stage: Stage) -> None:
    token = stage.world.calendar_token
    url = reverse("calendar", args=[token])
    with overheard() as log:
        stage.ask("anonymous", "post", url)
    assert "Method Not Allowed (POST): /calendar/(a link)" in log.getvalue()
    assert token not in log.getvalue()


def test_words_are_kept_sealed_and_told_to_nobody(stage: Stage, settings: Any) -> None:
    """Everything is written once, everything planned, everything sent: then all of it is read."""
    settings.HEED_QUIET_HOURS = False
    with undone():
        written = [post_for_good(stage, title, field) for title, field in WRITINGS.items()]
        plan_all(stage.world.now)
        mail.outbox.clear()
        sent = deliver_all(stage.world.now).sent
        rows = dump()
        sessions = [str(row.get_decoded()) for row in Session.objects.all()]
        said = mailed()
        kept = [*Event.objects.values(), *Notice.objects.values()]
        cached = list(getattr(cache, "_cache", {}).values())
    assert [written, sent >= 15, len(kept) >= 50] == [[True] * len(WRITINGS), True, True]
    everywhere = [rows, *sessions, *said, *map(str, kept), *map(str, cached)]
    assert {
        words for words in (CANARY, *CANARIES) if any(words in text for text in everywhere)
    } == (set())


def post_for_good(stage: Stage, title: str, field: str) -> bool:
    """Posted, as `write` does, but for good; whether something was kept."""
    rule, world = RULES[title], stage.world
    actor = next(name for name in WRITERS if name in rule.acts)
    bring_about(rule, world)
    data = post_of(rule, world, world.people[actor]) | {field: CANARY}
    answer = stage.client(actor).post(rule.url(world) + query_of(rule, world), data)
    return answer.status_code in (200, 204, 302, 303)
