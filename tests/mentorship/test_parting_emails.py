"""The mails around a match that does not stand: kind, brief, and silent about who and why."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from mentorship.models import Notice, Pairing, RematchRequest, SeatRequest, parting
from mentorship.outbox.delivery import deliver_all
from mentorship.outbox.letterbooks import writers
from mentorship.outbox.planner import plan_all
from mentorship.outbox.post import mail_for, reading_as
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person, make_program
from tests.mentorship.factories import AFTERNOON
from tests.mentorship.test_emails import words

pytestmark = pytest.mark.django_db
SECRET = "a-private-word"
DAY = dt.timedelta(days=1)
# Of the two, and of why: what no mail to anybody else, or about the other, may say.
REASONS = ("different things", "hours do not meet", "too differently", "too well")


@pytest.fixture(autouse=True)
def _afternoon(time_machine: Any, settings: Any) -> None:
    time_machine.move_to(AFTERNOON, tick=False)
    settings.SITE_URL = "https://mentoring.example.org"


def pair(*, is_started: bool = True) -> Pairing:
    """Amara and Dela, who have had their mails; Chidi coordinates."""
    cohort = make_cohort(program=make_program(name="First Steps"))
    pairing = make_pairing(
        cohort=cohort,
        mentee=make_person(name="Amara Okafor"),
        mentor=make_person(name="Dela Mensah"),
        is_started=is_started,
    )
    make_enrolment(cohort=cohort, person=make_person(name="Chidi Brandt"), role="admin")
    Notice.objects.settle(AFTERNOON + DAY)
    return pairing


def asked_for_a_seat() -> SeatRequest:
    pairing = pair()
    chief = pairing.cohort.enrolments.coordinators().get().person
    SeatRequest.objects.ask([pairing.mentor], by=chief, now=AFTERNOON)
    return SeatRequest.objects.get()


def given() -> None:
    request = asked_for_a_seat()
    request.give(by=request.mentor.person, now=AFTERNOON)


def declined(*, is_by_mentor: bool = False, has_other: bool = False) -> None:
    pairing = pair(is_started=False)
    if has_other:
        make_enrolment(cohort=pairing.cohort, role="mentor")
    by = pairing.people[is_by_mentor]
    parting.decline(pairing, by=by, reason="hours", now=AFTERNOON)


def wished() -> RematchRequest:
    pairing = pair()
    told = {"reason": "style", "line": SECRET, "now": AFTERNOON}
    return RematchRequest.objects.ask(pairing, by=pairing.mentee_person, **told)


def settled(verb: str) -> None:
    getattr(wished(), verb)(by=None, now=AFTERNOON)


def forgotten() -> None:
    wished()
    plan_all(AFTERNOON + 14 * DAY)


STORIES: dict[str, Callable[[], Any]] = {
    "seat_asked": asked_for_a_seat,
    "seat_given": given,
    "match_declined": declined,
    "match_reopened": declined,
    "rematch_asked": wished,
    "rematch_granted": lambda: settled("grant"),
    "rematch_kept": lambda: settled("keep"),
    "rematch_expired": forgotten,
    "rematch_unanswered": forgotten,
}


def written(kind: str) -> Any:
    notice = Notice.objects.get(kind=kind)
    with reading_as(notice.recipient):
        letter = writers()[kind](notice)
        assert letter
        return mail_for(notice, letter)


def told(kind: str) -> Any:
    STORIES[kind]()
    return written(kind)


def test_every_letter_has_its_story() -> None:
    book = "mentorship.emails.parting"
    assert {kind for kind, write in writers().items() if write.__module__ == book} == set(STORIES)


@pytest.mark.parametrize("kind", STORIES)
def test_a_mail_has_one_action_its_reason_and_a_way_to_stop_it(kind: str) -> None:
    sent = told(kind)
    ((markup, _type),) = sent.alternatives
    action, again, stop, preferences = map(html.unescape, re.findall(r'href="([^"]+)"', markup))
    assert action == again
    assert stop.startswith("https://mentoring.example.org/account/stop/")
    assert "You get this because you " in words(markup)
    assert [link for link in (action, stop, preferences) if link not in sent.body] == []


@pytest.mark.parametrize("kind", STORIES)
def test_the_text_twin_says_the_same(kind: str) -> None:
    sent = told(kind)
    said = words(sent.alternatives[0][0])
    lines = [line for line in sent.body.partition("-- \n")[0].splitlines() if line][:-2]
    assert len(lines) >= 2
    assert [line for line in lines if " ".join(line.split()) not in said] == []


@pytest.mark.parametrize("kind", STORIES)
def test_no_mail_says_why(kind: str) -> None:
    sent = told(kind)
    everything = str(sent.message()) + sent.body + sent.alternatives[0][0]
    assert [words for words in (SECRET, *REASONS) if words in everything] == []


@pytest.mark.parametrize("kind", STORIES)
def test_a_mail_keeps_our_voice(kind: str) -> None:
    sent = told(kind)
    said = f"{sent.subject} {sent.body}".lower()
    assert 10 < len(sent.subject) < 60
    assert not re.search(r"\b(overdue|failed|inactive|submit|users?)\b|!", said)
    assert max(len(line.split()) for line in re.split(r"[.:?\n]", sent.body)) <= 25


@pytest.mark.parametrize("kind", ["match_reopened", "rematch_asked", "rematch_unanswered"])
def test_a_mail_to_coordinators_names_nobody_of_the_pair(kind: str) -> None:
    sent = told(kind)
    assert sent.to == [Notice.objects.get(kind=kind).recipient.email]
    assert not re.search("Amara|Dela", f"{sent.subject} {sent.body}")


def test_both_read_the_same_whoever_of_the_two_said_no() -> None:
    """But for their names and roles: nothing tells that it was the partner."""
    declined(is_by_mentor=False)
    to_mentor = written("match_declined").body
    Notice.objects.all().delete()
    declined(is_by_mentor=True)
    to_mentee = written("match_declined").body
    assert "Amara said" not in to_mentor + to_mentee
    kind_words = "It happens before a start, and nobody is to blame. Nobody gives a reason here."
    assert [kind_words in body for body in (to_mentor, to_mentee)] == [True, True]


@pytest.mark.parametrize(
    ("has_other", "words"),
    [(True, "until then you can take it back"), (False, "are in line again, at their old place")],
)
def test_coordinators_hear_what_came_of_the_mentee(*, has_other: bool, words: str) -> None:
    declined(has_other=has_other)
    assert words in written("match_reopened").body


def test_a_mail_that_goes_out_late_does_not_speak_of_taking_back(time_machine: Any) -> None:
    declined(has_other=True)
    time_machine.move_to(AFTERNOON + dt.timedelta(hours=9), tick=False)
    body = written("match_reopened").body
    assert ["and both know" in body, "take it back" in body] == [True, False]


def test_the_partner_of_who_asked_reads_what_everybody_reads_at_an_end() -> None:
    settled("grant")
    notice = Notice.objects.get(kind="pairing_ended")
    assert notice.recipient.name == "Dela Mensah"
    body = written("pairing_ended").body
    assert not re.search("asked|another match|wish", body.partition("-- \n")[0])


@pytest.mark.parametrize(
    ("kind", "undo"),
    [
        ("seat_asked", lambda: SeatRequest.objects.get().decline(by=None, now=AFTERNOON)),
        ("rematch_asked", lambda: RematchRequest.objects.get().withdraw(by=None, now=AFTERNOON)),
        ("rematch_expired", lambda: Pairing.objects.get().end(by=None, reason="life")),
    ],
)
def test_what_is_settled_by_then_is_not_mailed(kind: str, undo: Callable[[], Any]) -> None:
    STORIES[kind]()
    undo()
    Notice.objects.exclude(kind=kind).delete()
    deliver_all(timezone.now())
    assert Notice.objects.get().state == "cancelled"
