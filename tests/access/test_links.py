"""A6 in small: a link opens what it was made for, for whom, and as long as it may; else nothing.

And whoever only looks, such as a scanner on the way to somebody's mailbox, changes nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from accounts.models import Invitation, User
from checkins.models import CalendarFeed
from mentorship.outbox.delivery import deliver_all
from mentorship.outbox.planner import plan_all
from tests.access.digest import changed, digest
from tests.access.posts import fresh
from tests.access.stage import Answer, Stage, undone

pytestmark = pytest.mark.django_db

# What a token was made for, and the addresses that it opens.
ENDPOINTS = {
    "stop_mail": "stop_token",
    "join": "join_token",
    "answer_invitation": "place_token",
    "log_from_mail": "log_token",
    "undo_from_mail": "log_token",
    "invitation": "invitation_token",
    "calendar": "calendar_token",
    "setup": "setup_token",
    "setup_owner": "setup_token",
}
SIGNED = ("stop_mail", "join", "answer_invitation", "log_from_mail", "undo_from_mail")
# A site that somebody runs has no set-up any more, so no token opens it.
OPENED = set(ENDPOINTS) - {"setup", "setup_owner"}
SPENT = {"calendar": 404, "setup": 404, "setup_owner": 404}
KINDS = sorted(set(ENDPOINTS.values()))
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
LOOKERS = ("anonymous", "outsider", "mentee")


def url_of(stage: Stage, name: str, token: str) -> str:
    more = [stage.world.recent_progress.pk] if name == "undo_from_mail" else []
    return reverse(name, args=[token, *more])


def own_url(stage: Stage, name: str) -> str:
    return url_of(stage, name, getattr(stage.world, ENDPOINTS[name]))


def methods(name: str) -> tuple[str, ...]:
    if name == "undo_from_mail":
        return ("post",)
    return ("get",) if name == "calendar" else ("get", "post")


def is_closed(name: str, answer: Answer) -> bool:
    return answer.status == SPENT.get(name, 410) and answer.touched == []


@pytest.mark.parametrize("actor", LOOKERS)
def test_a_link_opens_what_it_was_made_for_and_nothing_else(stage: Stage, actor: str) -> None:
    tried, wrong = 0, []
    for name, own in ENDPOINTS.items():
        for kind in KINDS:
            for method in methods(name):
                url = url_of(stage, name, getattr(stage.world, kind))
                is_open = not is_closed(name, stage.ask(actor, method, url))
                if is_open != (kind == own and name in OPENED):
                    wrong.append(f"{method} {name} with the {kind} as {actor}")
                tried += 1
    assert wrong == []
    assert tried == len(KINDS) * sum(len(methods(name)) for name in ENDPOINTS)


def spoiled(token: str) -> Iterator[tuple[str, str]]:
    middle = len(token) // 2
    yield "one letter of it", token[:middle] + ("A" if token[middle] != "A" else "B") + token[1:]
    yield "its end", token[:-1] + ("A" if token[-1] != "A" else "B")
    yield "cut off", token[:-4]
    yield "unsigned", token.split(":")[0][:-1]
    yield "made longer", token + "A"
    yield "very long", token * 20
    yield "something else", "there-is-no-such-link"
    yield "other letters", "ünbekannt"
    yield "a zero byte", "a\0b"


def test_a_forged_link_opens_nothing(stage: Stage) -> None:
    tried, wrong = 0, []
    for name in OPENED:
        for what, token in spoiled(getattr(stage.world, ENDPOINTS[name])):
            for method in methods(name):
                answer = stage.ask("anonymous", method, url_of(stage, name, token))
                tried += 1
                if not is_closed(name, answer):
                    wrong.append(f"{method} {name}, {what}: {answer.status}")
    assert wrong == []
    assert tried >= 90


def end_links_of(role: str) -> Callable[[Any], None]:
    return lambda world: fresh(world.people.get(role) or world.invited).revoke_links(by=None)


def suspend(role: str) -> Callable[[Any], None]:
    def act(world: Any) -> None:
        person = world.people.get(role) or world.invited
        User.objects.filter(pk=person.pk).update(is_active=False)

    return act


ENDINGS: list[tuple[str, str, Callable[[Any], Any]]] = [
    ("stop_mail", "signed out everywhere", end_links_of("mentee")),
    ("log_from_mail", "signed out everywhere", end_links_of("mentee")),
    ("undo_from_mail", "signed out everywhere", end_links_of("mentee")),
    ("join", "signed out everywhere", end_links_of("invited")),
    ("answer_invitation", "signed out everywhere", end_links_of("invited")),
    ("stop_mail", "suspended", suspend("mentee")),
    ("log_from_mail", "suspended", suspend("mentee")),
    ("undo_from_mail", "suspended", suspend("mentee")),
    ("join", "suspended", suspend("invited")),
    ("answer_invitation", "suspended", suspend("invited")),
    ("calendar", "suspended", suspend("mentee")),
    ("calendar", "stopped", lambda w: CalendarFeed.objects.revoke(by=w.mentee)),
    ("calendar", "made anew", lambda w: CalendarFeed.objects.renew(by=w.mentee, now=w.now)),
    ("invitation", "withdrawn", lambda w: fresh(w.invitation).withdraw(by=w.site_owner)),
    ("invitation", "used", lambda w: Invitation.objects.all().update(accepted_at=w.now)),
]


@pytest.mark.parametrize(("name", "why", "end"), ENDINGS)
def test_a_link_that_was_ended_opens_nothing(
    stage: Stage, name: str, why: str, end: Callable[[Any], Any]
) -> None:
    for method in methods(name):
        url = own_url(stage, name)
        assert not is_closed(name, stage.ask("anonymous", method, url))
        assert is_closed(name, stage.ask("anonymous", method, url, first=lambda: end(stage.world)))


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("stop_mail", 400),
        ("log_from_mail", 14),
        ("undo_from_mail", 14),
        ("answer_invitation", 14),
        ("join", 7),
        ("invitation", 7),
    ],
)
def test_a_link_ends_with_its_days(stage: Stage, name: str, days: int) -> None:
    end_at = stage.world.now + dt.timedelta(days=days)
    hour = dt.timedelta(hours=1)
    for method in methods(name):
        with time_machine.travel(end_at - hour, tick=False):
            assert not is_closed(name, stage.ask("anonymous", method, own_url(stage, name)))
        with time_machine.travel(end_at + hour, tick=False):
            assert is_closed(name, stage.ask("anonymous", method, own_url(stage, name)))


def look(stage: Stage, actor: str, method: str, url: str) -> set[str]:
    """The tables that a look changed, by the rows of the whole database."""
    states: list[dict[str, str]] = []

    def keep() -> None:
        states.append(digest())

    answer = stage.ask(actor, method, url, first=keep, then=keep)
    assert answer.status < 500
    return changed(*states)


@pytest.mark.parametrize("actor", LOOKERS)
def test_a_scanner_changes_nothing(stage: Stage, actor: str) -> None:
    wrong = {}
    for name in ENDPOINTS:
        for method in ("get", "head"):
            wrong[name] = look(stage, actor, method, own_url(stage, name))
    # A feed is for programs, which only ever look: when one last did is shown to its owner.
    assert {name: tables for name, tables in wrong.items() if tables} == {
        "calendar": {"checkins_calendarfeed"}
    }


def test_a_feed_notes_its_use_and_nothing_more(stage: Stage) -> None:
    before = CalendarFeed.objects.values().get(person=stage.world.mentee)

    def compare() -> None:
        after = CalendarFeed.objects.values().get(person=stage.world.mentee)
        assert {name for name in after if after[name] != before[name]} == {"used_at"}

    stage.ask("anonymous", "get", own_url(stage, "calendar"), then=compare)


def addresses() -> set[str]:
    """Every address in every mail: in the text, in its twin, and in the headers."""
    found: set[str] = set()
    for message in mail.outbox:
        parts = [message.body, *(part.content for part in message.alternatives)]
        parts += message.extra_headers.values()
        found |= {unescape(url) for part in parts for url in ADDRESS.findall(str(part))}
    return found


def test_no_address_of_any_mail_changes_anything_by_being_opened(
    stage: Stage, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.HEED_QUIET_HOURS = False
    with undone():
        plan_all(stage.world.now)
        report = deliver_all(stage.world.now)
        found = addresses()
        before, statuses = digest(), {}
        for url in sorted(found):
            path = "/" + url.partition("//")[2].partition("/")[2]
            answer = stage.ask("anonymous", "get", path)
            statuses[path] = answer.status
            assert answer.touched == []
        assert changed(before, digest()) == set()
    with capsys.disabled():
        sys.stdout.write(f"\nLinks of mails: {len(found)} in {report.sent} mails.\n")
    assert report.sent >= 20
    assert {path for path, status in statuses.items() if status not in (200, 302)} == set()
