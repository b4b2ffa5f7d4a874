"""The mails of the heart: they come when they matter, say why, and betray nothing."""

from __future__ import annotations

import datetime as dt
import html
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client

from accounts.models import User
from mentorship.apps import OURS
from mentorship.models import (
    Agreement,
    Celebration,
    Expectation,
    Notice,
    ReplyRequest,
    introducing,
)
from mentorship.outbox.delivery import deliver_all
from mentorship.outbox.letterbooks import writers
from mentorship.outbox.planner import plan_all
from mentorship.outbox.post import mail_for, reading_as
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person, make_program
from tests.mentorship.factories import AFTERNOON

pytestmark = pytest.mark.django_db
SECRET = "a-private-word"
DAY = dt.timedelta(days=1)
BOOKS = [
    "mentorship.emails.pairs",
    "mentorship.emails.meeting",
    "mentorship.emails.starting",
    "mentorship.emails.living",
]
WHY = [
    {"code": "needs_covered", "params": {"covered": ["SQL"], "missing": []}, "points": 3, "of": 4},
    {"code": "hours_shared", "params": {"hours": [1, 2]}, "points": 1, "of": 1},
]


@pytest.fixture(autouse=True)
def _afternoon(time_machine: Any, settings: Any) -> None:
    time_machine.move_to(AFTERNOON, tick=False)
    settings.SITE_URL = "https://mentoring.example.org"
    settings.LETTER_BOOKS = BOOKS
    settings.PLANNERS = ["mentorship.reminders.plan", "mentorship.starting_reminders.plan"]


def pair(*, is_started: bool = True) -> Any:
    """Amara and Dela; the mails of how they were paired are out of the way."""
    pairing = make_pairing(
        mentee=make_person(name="Amara Okafor"),
        mentor=make_person(name="Dela Mensah"),
        is_started=is_started,
    )
    Notice.objects.cancel(pairing)
    return pairing


def applied(verb: str = "") -> Any:
    program = make_program(name="First Steps", slug="first-steps")
    enrolment = make_enrolment(cohort=make_cohort(program=program), status="invited")
    enrolment.apply(by=enrolment.person)
    if verb:
        getattr(enrolment, verb)(by=None)
    return enrolment


def matched() -> Any:
    pairing = pair(is_started=False)
    pairing.why = WHY
    pairing.save(update_fields=["why"])
    Notice.objects.update(state="owed")


def rested(*verbs: str, is_told: bool = False) -> None:
    """A pair after these verbs; `is_told` when each was heard of before the next."""
    pairing = pair()
    for verb in verbs:
        if is_told:
            Notice.objects.settle(AFTERNOON + DAY)
        reason = {"reason": "moved_away"} if verb == "end" else {}
        getattr(pairing, verb)(by=pairing.mentor_person, **reason)


def agreed(*signers: str, is_started: bool = False) -> Any:
    pairing = pair(is_started=is_started)
    agreement = Agreement.objects.of(pairing)
    version = agreement.propose({"hopes": SECRET}, by=pairing.mentor_person)
    for role in signers:
        person = getattr(pairing, f"{role}_person")
        agreement.sign(by=person, typed_name=SECRET, shown_hash=version.content_hash)
    return agreement


def reached(*, is_celebrated: bool = False, reply: str = "") -> Any:
    pairing = pair()
    amara, dela = pairing.people
    stone = Celebration.objects.ask(pairing, key="checkpoint:1", title=SECRET, by=amara)
    if is_celebrated:
        stone.celebrate(by=amara, what_worked=SECRET)
    if reply:
        stone.answer(by=dela, text=reply)
    return stone


def introduced(*, is_said: bool = True) -> Any:
    """One mentee and one mentor who are to meet; the mentee's words about it are secret."""
    cohort = make_cohort(program=make_program(name="First Steps", slug="first-steps"))
    amara, dela = make_person(name="Amara Okafor"), make_person(name="Dela Mensah")
    mentee = make_enrolment(cohort=cohort, person=amara)
    make_enrolment(cohort=cohort, person=dela, role="mentor")
    by = make_enrolment(cohort=cohort, role="admin").person
    until_on = (AFTERNOON + 7 * DAY).date()
    meeting = introducing.open_round(cohort, each=1, most=1, until_on=until_on, by=by)
    if is_said:
        meeting.introductions.get(mentee=mentee).say(by=amara, mentee_says=4, mentee_why=SECRET)
    return meeting


def arrived() -> Any:
    """Somebody with a way to sign in who has a place, and has not said where they start from."""
    enrolment = applied("accept")
    User.objects.filter(pk=enrolment.person_id).update(last_login=AFTERNOON)
    return enrolment


def about_to_match() -> Any:
    program = make_program(name="First Steps", slug="first-steps")
    cohort = make_cohort(program=program, status="open")
    make_enrolment(cohort=cohort, person=make_person(name="Dela Mensah"), role="mentor")
    cohort.close_applications(by=None)
    return cohort


def answered(*done: str) -> Any:
    """A pair that has not begun; who of them has said alone what they expect."""
    pairing = pair(is_started=False)
    for role in done:
        person = getattr(pairing, f"{role}_person")
        mine = Expectation.objects.of(pairing, person)
        mine.answer("hopes", {"hopes": SECRET}, by=person, shown={})
        mine.finish(by=person)
    return pairing


def later(make: Callable[[], Any], days: int) -> Callable[[], None]:
    def made() -> None:
        make()
        plan_all(AFTERNOON + days * DAY)

    return made


def reviewed() -> Any:
    pairing = pair()
    pairing.promise(review_on=AFTERNOON.date())
    plan_all(AFTERNOON)
    return pairing


def unheard() -> Any:
    pairing = pair()
    return ReplyRequest.objects.ask(pairing, by=pairing.mentor_person, now=AFTERNOON)


STORIES: dict[str, Callable[[], Any]] = {
    "application_received": applied,
    "application_accepted": lambda: applied("accept"),
    "application_waiting": lambda: applied("keep_waiting"),
    "application_declined": lambda: applied("decline"),
    "match_published": matched,
    "pairing_paused": lambda: rested("pause"),
    "pairing_resumed": lambda: rested("pause", "resume", is_told=True),
    "pairing_ended": lambda: rested("end"),
    "agreement_proposed": agreed,
    "signature_missing": lambda: agreed("mentor"),
    "agreement_signed": lambda: agreed("mentor", "mentee"),
    "agreement_missing": later(lambda: pair(is_started=False), 3),
    "expectations_ready": lambda: answered("mentor", "mentee"),
    "agreement_waiting": later(lambda: agreed("mentor"), 3),
    "celebrated": lambda: reached(is_celebrated=True),
    "celebration_reply": lambda: reached(is_celebrated=True, reply=SECRET),
    "celebration_waiting": later(reached, 2),
    "introductions_ready": introduced,
    "introductions_waiting": lambda: introduced(is_said=False),
    "introductions_over": introduced,
    "offer_check": about_to_match,
    "starting_reminder": later(arrived, 5),
    "agreement_review": reviewed,
    "reply_missing": unheard,
}


def written(kind: str) -> Any:
    """The mail of this kind that its story owes, as it would go out."""
    STORIES[kind]()
    notice = Notice.objects.filter(kind=kind).order_by("recipient__name").first()
    assert notice, f"nobody owes {kind}"
    with reading_as(notice.recipient):
        letter = writers()[kind](notice)
        assert letter
        return mail_for(notice, letter)


def words(markup: str) -> str:
    """What a reader of the HTML sees, on one line."""
    visible = re.sub(r"<(style|head)\b.*?</\1>|<[^>]+>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(visible).split())


def test_every_letter_of_the_heart_has_its_story() -> None:
    ours = {kind for kind, write in writers().items() if write.__module__ in BOOKS}
    assert ours == STORIES.keys()


@pytest.mark.parametrize("kind", STORIES)
def test_a_mail_has_one_action_its_reason_and_a_way_to_stop_it(kind: str) -> None:
    sent = written(kind)
    ((markup, _type),) = sent.alternatives
    links = re.findall(r'href="([^"]+)"', markup)
    action, again, stop, preferences = map(html.unescape, links)
    assert action == again
    assert action.startswith("https://mentoring.example.org/")
    assert stop.startswith("https://mentoring.example.org/account/stop/")
    assert preferences == "https://mentoring.example.org/account/mail/"
    assert "You get this because you " in words(markup)
    assert [link for link in (action, stop, preferences) if link not in sent.body] == []


@pytest.mark.parametrize("kind", STORIES)
def test_the_text_twin_says_the_same(kind: str) -> None:
    sent = written(kind)
    ((markup, _type),) = sent.alternatives
    said = words(markup)
    told = [line.lstrip("- ") for line in sent.body.partition("-- \n")[0].splitlines() if line]
    label, address = told[-2].rstrip(":"), told[-1]
    assert len(told) >= 4
    assert [
        line for line in (*told[:-2], label, address) if " ".join(line.split()) not in said
    ] == []


@pytest.mark.parametrize("kind", STORIES)
def test_a_mail_betrays_nothing_private(kind: str) -> None:
    sent = written(kind)
    assert SECRET not in sent.message().as_string()
    assert SECRET not in sent.body + sent.alternatives[0][0]


@pytest.mark.parametrize("kind", STORIES)
def test_a_subject_is_one_line_that_names_the_partner_at_most(kind: str) -> None:
    subject = written(kind).subject
    known = subject.replace("Amara", "").replace("Dela", "")
    assert 10 < len(subject) < 60
    assert not {"First", "Steps", "Okafor", "Mensah"} & set(known.split())


@pytest.mark.parametrize("kind", STORIES)
def test_a_mail_keeps_our_voice(kind: str) -> None:
    sent = written(kind)
    said = f"{sent.subject} {sent.body}".lower()
    assert not re.search(r"\b(overdue|failed|inactive|submit|users?)\b|!", said)
    assert max(len(line.split()) for line in re.split(r"[.:?\n]", sent.body)) <= 25


def test_a_match_says_why() -> None:
    sent = written("match_published")
    assert sent.subject == "You have a match: Dela"
    assert "Dela Mensah will be your mentor." in sent.body
    assert "- You asked for SQL; Dela can help with it.\n- 2 free hours in common.\n" in sent.body


def test_words_that_people_chose_become_no_link() -> None:
    """Names are checked where they are typed; what came in otherwise must not lure anybody."""
    cohort = make_cohort(program=make_program(name="https://evil.example/login"))
    make_enrolment(cohort=cohort, status="applied").accept(by=None)
    make_pairing(
        cohort=cohort,
        mentee=make_person(name="www.evil.example"),
        mentor=make_person(name="a@evil.example <b>"),
        is_started=False,
    )
    assert deliver_all(AFTERNOON).sent == 3
    for sent in mail.outbox:
        everything = " ".join([sent.subject, sent.body, sent.alternatives[0][0]])
        assert re.findall(r"\S*evil\.example\S*|www\.\w\S*|<b>", everything) == []


# --- only while it matters -------------------------------------------------------------------


def outcome(kind: str) -> list[str]:
    Notice.objects.exclude(kind=kind).delete()
    deliver_all(AFTERNOON + 5 * DAY)
    return list(Notice.objects.order_by("key").values_list("state", flat=True))


def test_a_decision_that_was_changed_is_not_announced() -> None:
    enrolment = applied("decline")
    enrolment.accept(by=None)
    assert outcome("application_declined") == ["cancelled"]


def test_a_match_that_was_taken_back_is_not_announced() -> None:
    make_pairing(is_started=False).recall(by=None)
    assert outcome("match_published") == ["cancelled", "cancelled"]


def test_a_rest_that_is_over_is_not_announced() -> None:
    rested("pause", "resume")
    assert outcome("pairing_paused") == ["cancelled"]


def test_who_signs_what_they_wrote_is_announced_once() -> None:
    agreed("mentor")
    assert outcome("agreement_proposed") == ["cancelled"]


def test_whoever_is_in_twice_reads_as_what_in_each_mail() -> None:
    person, cohort = make_person(), make_cohort()
    for role in ("mentee", "mentor"):
        make_enrolment(cohort=cohort, person=person, role=role, status="applied").accept(by=None)
    told = {}
    with reading_as(person):
        for notice in Notice.objects.filter(kind="application_accepted", recipient=person):
            mail = mail_for(notice, writers()["application_accepted"](notice))
            told[mail.subject] = [
                mail.subject in mail.body,
                mail.subject in mail.alternatives[0][0],
            ]
    assert told == {
        "You have a place as a mentee": [True, True],
        "You have a place as a mentor": [True, True],
    }


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("application_received", "Your application as a mentee has arrived"),
        ("application_waiting", "You are on the waiting list as a mentee"),
        ("application_declined", "About your application as a mentee"),
    ],
)
def test_a_mail_about_an_application_names_its_role(kind: str, subject: str) -> None:
    assert written(kind).subject == subject


def test_only_the_newest_wording_is_announced() -> None:
    agreement = agreed()
    shown = agreement.newest.content_hash
    agreement.propose({"hopes": "more"}, by=agreement.pairing.mentor_person, shown_hash=shown)
    assert outcome("agreement_proposed") == ["cancelled", "sent"]


def test_nobody_is_reminded_of_what_they_have_signed() -> None:
    agreement = agreed("mentor")
    plan_all(AFTERNOON + 3 * DAY)
    amara = agreement.pairing.mentee_person
    agreement.sign(by=amara, typed_name="A", shown_hash=agreement.newest.content_hash)
    assert outcome("agreement_waiting") == ["cancelled"]


def test_whoever_has_had_their_say_is_not_asked_for_it() -> None:
    introduced()
    Notice.objects.exclude(kind="introductions_waiting").delete()
    deliver_all(AFTERNOON + 5 * DAY)
    told = Notice.objects.values_list("recipient__name", "state")
    assert dict(told) == {"Amara Okafor": "cancelled", "Dela Mensah": "sent"}


def test_a_round_that_is_closed_asks_nobody_any_more() -> None:
    introduced(is_said=False).close(by=None)
    assert set(Notice.objects.values_list("state", flat=True)) == {"cancelled"}


def test_nobody_is_reminded_of_a_win_that_had_its_moment() -> None:
    stone = reached()
    plan_all(AFTERNOON + 2 * DAY)
    stone.celebrate(by=stone.reached_by)
    assert outcome("celebration_waiting") == ["cancelled"]


# --- reminders -------------------------------------------------------------------------------


def owed(kind: str) -> list[tuple[str, dt.datetime]]:
    found = Notice.objects.filter(kind=kind).select_related("recipient")
    return sorted((notice.recipient.get_short_name(), notice.due_at) for notice in found)


@pytest.mark.parametrize(
    ("story", "kind", "who", "days"),
    [
        (lambda: pair(is_started=False), "agreement_missing", ["Amara", "Dela"], 3),
        (lambda: answered("mentor"), "agreement_missing", ["Amara", "Dela"], 3),
        (lambda: agreed("mentor"), "agreement_waiting", ["Amara"], 3),
        (agreed, "agreement_waiting", ["Amara", "Dela"], 3),
        (reached, "celebration_waiting", ["Amara"], 2),
    ],
)
def test_a_reminder_is_planned_once_however_often_one_looks(
    story: Callable[[], Any], kind: str, who: list[str], days: int
) -> None:
    story()
    for hours in range(0, 24 * 12, 5):
        plan_all(AFTERNOON + dt.timedelta(hours=hours))
    assert owed(kind) == [(name, AFTERNOON + days * DAY) for name in who]


def test_a_reminder_does_not_come_back_when_its_notice_is_tidied_away() -> None:
    reached()
    assert plan_all(AFTERNOON + 90 * DAY) == 0


def test_whoever_has_answered_is_not_reminded_to() -> None:
    answered("mentor")
    plan_all(AFTERNOON + 3 * DAY)
    missing = Notice.objects.filter(kind="agreement_missing")
    letters = {n.recipient.get_short_name(): writers()[n.kind](n) for n in missing}
    assert letters["Dela"] is None
    assert letters["Amara"]
    assert letters["Amara"].action_url.endswith("/expectations/")


def test_a_pair_that_has_begun_is_not_asked_for_an_agreement() -> None:
    pair(is_started=True)
    assert plan_all(AFTERNOON + 3 * DAY) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="its test database is in one process")
def test_many_planners_at_once_owe_nothing_twice() -> None:
    for _number in range(10):
        pair(is_started=False)
    start = threading.Barrier(4)

    def look() -> None:
        start.wait()
        try:
            plan_all(AFTERNOON + 3 * DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(look) for _planner in range(4)]:
            future.result()
    assert len(owed("agreement_missing")) == 20


def test_a_planner_that_breaks_does_not_stop_the_others(settings: Any, caplog: Any) -> None:
    settings.PLANNERS = [f"{__name__}.breaks", "mentorship.reminders.plan"]
    reached()
    assert plan_all(AFTERNOON + 2 * DAY) == 1
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text


def breaks(now: dt.datetime) -> int:
    raise ValueError(SECRET)


# --- links -----------------------------------------------------------------------------------


# Empty rows that a page may begin when its person, signed in, looks at it for the first time.
BEGUN = {"accounts.MailPreferences", "mentorship.Agreement"}


def everything_kept() -> set[tuple[str, str]]:
    """Every row of ours, as it is."""
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    rows = [(model._meta.label, row) for model in ours for row in model._base_manager.values()]
    return {(label, repr([plainly(value) for value in row.values()])) for label, row in rows}


def plainly(value: Any) -> Any:
    """Bytes as PostgreSQL gives them, and sealed text, show nothing by themselves."""
    sealed = getattr(value, "_sealed", value)
    return bytes(sealed) if isinstance(sealed, memoryview) else sealed


@pytest.mark.parametrize("kind", STORIES)
def test_opening_the_links_of_a_mail_changes_nothing(kind: str) -> None:
    """Mail scanners open every link, with and without the reader's own session."""
    sent = written(kind)
    links = re.findall(r"https://mentoring\.example\.org(/\S*)", sent.body)
    before = everything_kept()
    assert {Client().get(link).status_code for link in links} == {200, 302}
    assert everything_kept() == before
    reader = Client()
    reader.force_login(User.objects.get(email=sent.to[0]))
    before = everything_kept()
    assert {reader.get(link).status_code for link in links} == {200}
    assert before - everything_kept() == set()
    assert {label for label, _row in everything_kept() - before} <= BEGUN
