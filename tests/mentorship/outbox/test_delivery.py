"""What is owed gets sent: once, as things stand then, and never against its reader's wishes."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from mentorship.models import Notice
from mentorship.outbox.delivery import Claim, Report, deliver_all, deliver_due
from tests.factories import make_person
from tests.mentorship.factories import AFTERNOON, owe, prefer

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _book(settings: Any) -> None:
    settings.LETTER_BOOKS = ["mentorship.emails.pairs", "tests.mentorship.book"]
    settings.SITE_URL = "https://mentoring.example.org"


def states() -> Counter[str]:
    return Counter(Notice.objects.values_list("state", flat=True))


# --- sending ---------------------------------------------------------------------------------


def test_what_is_due_goes_out_once(mentee: Any) -> None:
    notice = owe(to=mentee)
    assert deliver_due(AFTERNOON) == Report(claimed=1, sent=1)
    assert deliver_due(AFTERNOON) == Report()
    assert [message.to for message in mail.outbox] == [[mentee.email]]
    notice.refresh_from_db()
    assert (notice.state, notice.sent_at, notice.lease_until_at) == ("sent", AFTERNOON, None)


def test_nothing_goes_out_before_its_time() -> None:
    owe(due_at=AFTERNOON + dt.timedelta(seconds=1))
    assert deliver_due(AFTERNOON) == Report()
    assert mail.outbox == []


def test_a_post_that_is_repeated_owes_one_mail(mentee: Any) -> None:
    for _again in range(3):
        Notice.objects.post("greeting", to=mentee, about=mentee, once="1", due_at=AFTERNOON)
    assert deliver_all(AFTERNOON).sent == 1


def test_the_oldest_goes_first_and_a_round_has_a_limit() -> None:
    people = [make_person() for _number in range(5)]
    for age, person in enumerate(people):
        owe(to=person, due_at=AFTERNOON - age * HOUR)
    assert deliver_due(AFTERNOON, limit=2) == Report(claimed=2, sent=2)
    assert [message.to for message in mail.outbox] == [[people[4].email], [people[3].email]]
    assert deliver_all(AFTERNOON) == Report(claimed=3, sent=3)


def test_a_mail_carries_its_headers(mentee: Any) -> None:
    notice = owe(to=mentee)
    deliver_due(AFTERNOON)
    sent = mail.outbox[0].message()
    stop = sent["List-Unsubscribe"]
    assert stop.startswith("<https://mentoring.example.org/account/stop/")
    assert {name: sent[name] for name in ("Message-ID", "Auto-Submitted", "Subject")} == {
        "Message-ID": f"<{notice.pk}@mentoring.example.org>",
        "Auto-Submitted": "auto-generated",
        "Subject": "A word for you",
    }
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_security_mail_cannot_be_stopped(mentee: Any) -> None:
    prefer(person=mentee, quiet_from=dt.time(0), quiet_until=dt.time(23, 59), muted=["security"])
    owe(kind="alarm", to=mentee)
    deliver_due(AFTERNOON)
    sent = mail.outbox[0].message()
    assert (sent["List-Unsubscribe"], sent["List-Unsubscribe-Post"]) == (None, None)


def test_a_mail_has_twins_in_text_and_html(mentee: Any) -> None:
    owe(to=mentee)
    deliver_due(AFTERNOON)
    (html,) = mail.outbox[0].alternatives
    text = mail.outbox[0].body
    assert html[1] == "text/html"
    assert "Test & Trial has no free place" in text
    assert "Test &amp; Trial has no free place" in html[0]
    assert "https://mentoring.example.org/here/?a=1&b=2" in text
    assert 'href="https://mentoring.example.org/here/?a=1&amp;b=2"' in html[0]


# --- not sending -----------------------------------------------------------------------------


def test_what_became_pointless_is_cancelled() -> None:
    notice = owe(kind="pointless")
    assert deliver_due(AFTERNOON) == Report(claimed=1, cancelled=1)
    notice.refresh_from_db()
    assert (notice.state, notice.why_not) == ("cancelled", "not needed any more")


def test_what_was_taken_back_does_not_go_out(mentee: Any) -> None:
    owe(to=mentee)
    assert Notice.objects.cancel(mentee) == 1
    assert deliver_due(AFTERNOON) == Report()


def test_what_is_taken_back_during_a_round_does_not_go_out(
    mentee: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round lasts; what was claimed is read anew every second."""
    monkeypatch.setattr("mentorship.outbox.delivery.FRESH_FOR", -1)
    settings.EMAIL_BACKEND = f"{__name__}.TakesBackTheOthers"
    owe(due_at=AFTERNOON - HOUR)
    owe(to=mentee)
    assert deliver_due(AFTERNOON) == Report(claimed=2, sent=1)
    assert states() == {"sent": 1, "cancelled": 1}


class TakesBackTheOthers(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        Notice.objects.filter(due_at=AFTERNOON).update(state=Notice.State.CANCELLED)
        return int(super().send_messages(messages))


def test_an_expired_mail_is_not_sent() -> None:
    notice = owe(expires_at=AFTERNOON)
    assert deliver_due(AFTERNOON) == Report(claimed=1, cancelled=1)
    notice.refresh_from_db()
    assert notice.why_not == "expired"


def test_who_has_left_gets_no_mail() -> None:
    owe(to=make_person(is_active=False))
    assert deliver_due(AFTERNOON) == Report(claimed=1, cancelled=1)


def test_what_somebody_switched_off_stays_unsent(mentee: Any) -> None:
    prefer(person=mentee, muted=["pair"])
    owe(to=mentee)
    owe(kind="nudge", to=mentee)
    assert deliver_due(AFTERNOON) == Report(claimed=2, sent=1, cancelled=1)


# --- later -----------------------------------------------------------------------------------


def test_quiet_hours_postpone_to_the_morning(mentee: Any) -> None:
    """20:00 to 07:00 is quiet; at 22:30 in Berlin it is 21:30 in UTC."""
    evening = dt.datetime(2026, 3, 4, 21, 30, tzinfo=dt.UTC)
    notice = owe(to=mentee, due_at=evening)
    assert deliver_due(evening) == Report(claimed=1, postponed=1)
    notice.refresh_from_db()
    assert notice.due_at == dt.datetime(2026, 3, 5, 6, 0, tzinfo=dt.UTC)
    assert deliver_due(notice.due_at) == Report(claimed=1, sent=1)


def test_a_mail_that_would_expire_in_the_night_says_so(mentee: Any) -> None:
    evening = dt.datetime(2026, 3, 4, 21, 30, tzinfo=dt.UTC)
    notice = owe(to=mentee, due_at=evening, expires_at=evening + HOUR)
    assert deliver_due(evening) == Report(claimed=1, cancelled=1)
    notice.refresh_from_db()
    assert notice.why_not == "no good moment before it expired"


def test_more_than_the_weekly_limit_waits_until_the_week_has_room(mentee: Any) -> None:
    for kind in ("cheer", "nudge", "cheer"):
        owe(kind=kind, to=mentee)
    assert deliver_all(AFTERNOON) == Report(claimed=3, sent=2, postponed=1)
    assert deliver_all(AFTERNOON + 7 * DAY - MINUTE) == Report()
    assert deliver_all(AFTERNOON + 7 * DAY) == Report(claimed=1, sent=1)


def test_check_ins_and_news_of_the_pair_are_not_limited(mentee: Any) -> None:
    for _number in range(4):
        owe(to=mentee)
    assert deliver_all(AFTERNOON) == Report(claimed=4, sent=4)


def test_who_wants_none_a_week_gets_none(mentee: Any) -> None:
    prefer(person=mentee, weekly_cap=0)
    owe(kind="cheer", to=mentee)
    assert deliver_all(AFTERNOON) == Report(claimed=1, cancelled=1)


def test_a_place_that_another_worker_is_filling_is_not_taken(mentee: Any) -> None:
    prefer(person=mentee, weekly_cap=1)
    elsewhere = owe(kind="cheer", to=mentee)
    held = Notice.objects.filter(pk=elsewhere.pk)
    held.update(category="celebration", lease_until_at=AFTERNOON + MINUTE)
    owe(kind="nudge", to=mentee)
    assert deliver_due(AFTERNOON) == Report(claimed=1, postponed=1)


# --- when something breaks -------------------------------------------------------------------


def test_a_mail_that_cannot_be_written_delays_nobody_and_is_given_up_at_the_fifth_try(
    caplog: Any,
) -> None:
    bad = owe(kind="poison", due_at=AFTERNOON - HOUR)
    for _number in range(20):
        owe()
    assert deliver_all(AFTERNOON) == Report(claimed=21, sent=20, put_back=1)
    for tried in range(1, 5):
        report = deliver_all(AFTERNOON + tried * DAY)
        assert report == Report(claimed=1, put_back=int(tried < 4), refused=int(tried == 4))
    bad.refresh_from_db()
    assert (bad.state, bad.attempts, bad.why_not) == ("refused", 5, "ZeroDivisionError")
    assert bad.recipient.email not in caplog.text


def test_a_kind_that_nobody_writes_is_kept_for_later() -> None:
    owe(kind="unheard_of")
    assert deliver_due(AFTERNOON) == Report(claimed=1, put_back=1)


def test_a_row_that_waits_for_another_try_keeps_its_place() -> None:
    notice = owe(kind="poison")
    deliver_due(AFTERNOON)
    notice.refresh_from_db()
    assert notice.due_at == AFTERNOON
    assert 45 <= (notice.lease_until_at - AFTERNOON).total_seconds() <= 75


def test_what_a_worker_holds_is_left_alone_until_its_lease_is_over() -> None:
    notice = owe()
    Notice.objects.filter(pk=notice.pk).update(lease_until_at=AFTERNOON + MINUTE)
    assert deliver_due(AFTERNOON) == Report()
    assert deliver_due(AFTERNOON + MINUTE) == Report(claimed=1, sent=1)


class DiesAfterTheSecond(EmailBackend):
    """The mail server says yes, and then the worker is no more."""

    def send_messages(self, messages: Any) -> int:
        taken = int(super().send_messages(messages))
        if len(mail.outbox) == 2:
            raise KeyboardInterrupt
        return taken


def test_a_crash_after_the_servers_yes_repeats_that_one_mail_and_loses_none(
    settings: Any,
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DiesAfterTheSecond"
    notices = [owe() for _number in range(4)]
    with pytest.raises(KeyboardInterrupt):
        deliver_due(AFTERNOON)
    assert deliver_due(AFTERNOON) == Report(claimed=2, sent=2)
    assert deliver_due(AFTERNOON + settings.NOTICE_LEASE) == Report(claimed=1, sent=1)
    ids = Counter(message.message()["Message-ID"] for message in mail.outbox)
    assert sorted(ids.values()) == [1, 1, 1, 2]
    assert ids.keys() == {notice.message_id for notice in notices}


def test_a_round_that_takes_too_long_gives_back_the_rest(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A holder stops long before its lease ends, so that nobody else can hold the same rows."""
    seconds = iter(range(0, 10_000, 30))
    monkeypatch.setattr("mentorship.outbox.delivery.time.monotonic", lambda: next(seconds))
    for _number in range(5):
        owe()
    assert deliver_due(AFTERNOON) == Report(claimed=5, sent=2)
    assert Notice.objects.due(AFTERNOON).count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="its test database is in one process")
def test_claims_of_many_threads_never_overlap() -> None:
    """The same on SQLite, with processes, is in test_real_post.py."""
    notices = {owe(once=str(number)).pk for number in range(100)}
    start = threading.Barrier(8)

    def claim() -> list[Any]:
        start.wait()
        try:
            hold = Claim(AFTERNOON, AFTERNOON + HOUR, stamp=lambda: AFTERNOON)
            return [pk for _turn in range(5) for pk in hold.take(7)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = [future.result() for future in [pool.submit(claim) for _thread in range(8)]]
    assert Counter(pk for found in taken for pk in found) == Counter(notices)
    assert sum(bool(found) for found in taken) > 1
