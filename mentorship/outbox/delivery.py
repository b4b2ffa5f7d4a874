"""Delivering what is owed: claim many, send over one connection, mark each at once.

The one truth: what is owed is never lost, and a crash between the mail server's yes and our mark
may repeat that one mail, with the same Message-ID. Exactly once cannot be had from SMTP.

A claimed row carries a lease. Nobody else touches it until the lease is over; its holder stops at
a quarter of that time and gives back what was not reached. The rest is longer than the slowest talk
with a mail server, so two never hold the same row. A row that waits for another try keeps its
`due_at`, and its lease says until when.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet

from mentorship.clock import database_now, database_stamp
from mentorship.models import Notice
from mentorship.outbox import letterbooks, manners, post
from mentorship.outbox.answers import Answer
from mentorship.outbox.letters import UNCAPPED
from mentorship.outbox.mailserver import Line, Said

logger = logging.getLogger(__name__)
State = Notice.State
NO_DATABASE = (OperationalError, InterfaceError)
GIVE_UP = timedelta(hours=72)
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=4)
FRESH_FOR = 1.0  # seconds for which a round trusts what it has read
MOST_TRIES = 5  # of a mail that cannot be written, or not be handed over


@dataclass
class Report:
    """What became of the claimed notices; those not counted were given back untouched."""

    claimed: int = 0
    sent: int = 0
    cancelled: int = 0
    postponed: int = 0
    put_back: int = 0
    refused: int = 0
    is_down: bool = False

    def add(self, later: Report) -> None:
        for name, count in vars(later).items():
            setattr(self, name, getattr(self, name) + count)
        self.is_down = later.is_down


def deliver_all(now: datetime | None = None, *, rounds: int = 100) -> Report:
    """Deliver until nothing is due, the mail server is down, or so many rounds are over."""
    whole = Report()
    for _round in range(rounds):
        report = deliver_due(now)
        whole.add(report)
        if not report.claimed or report.is_down:
            break
    return whole


def deliver_due(now: datetime | None = None, limit: int | None = None) -> Report:
    """One round over at most `limit` due notices; the module says what it promises."""
    letterbooks.writers()  # A book that cannot be read is no fault of any mail.
    at = now or database_now()
    claim = Claim(at, at + settings.NOTICE_LEASE, stamp=lambda: now or database_stamp())
    return Round(claim, claim.take(limit or settings.NOTICE_BATCH)).deliver()


class Claim:
    """The rows that this process may touch until `lease`, and what it writes into them."""

    def __init__(self, now: datetime, lease: datetime, *, stamp: Callable[[], Any]) -> None:
        self.now, self.lease, self.stamp = now, lease, stamp

    @transaction.atomic
    def take(self, limit: int) -> list[Any]:
        """Claim what is due, oldest first; rows that somebody else is claiming are passed over.

        PostgreSQL skips locked rows. SQLite lets one transaction in at a time, from its beginning.
        """
        due = Notice.objects.due(self.now).select_for_update(skip_locked=True)
        taken = list(due.values_list("pk", flat=True)[:limit])
        Notice.objects.filter(pk__in=taken).update(lease_until_at=self.lease)
        return taken

    def held(self) -> QuerySet[Notice]:
        return Notice.objects.filter(state=State.OWED, lease_until_at=self.lease)

    def read(self, taken: Sequence[Any]) -> dict[Any, Notice]:
        """Those that are still ours, as they are now: not taken back, nor lost with the lease."""
        return self.held().select_related("recipient__mail_preferences").in_bulk(taken)

    def write(self, notice: Notice, **changes: Any) -> None:
        self.held().filter(pk=notice.pk).update(**changes)

    def give_back(self, rest: Sequence[Any]) -> None:
        self.held().filter(pk__in=rest).update(lease_until_at=None, category="")

    def mark_sent(self, notice: Notice) -> None:
        """Whatever was decided meanwhile, it is out."""
        with light_commit():
            Notice.objects.filter(pk=notice.pk).update(
                state=State.SENT,
                sent_at=self.stamp(),
                category=notice.category,
                lease_until_at=None,
                why_not="",
            )


@contextmanager
def light_commit() -> Iterator[None]:
    """A commit that does not wait for the disk: losing a mark can only repeat a mail."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
        yield


class Round:
    """A claim, worked off over one connection to the mail server."""

    def __init__(self, claim: Claim, taken: Sequence[Any]) -> None:
        self.claim, self.now = claim, claim.now
        self.rest = list(reversed(taken))
        self.read_at = 0.0
        self.notices: dict[Any, Notice] = {}
        self.report = Report(claimed=len(taken))
        self.line = Line()
        self.over_at = time.monotonic() + settings.NOTICE_LEASE.total_seconds() / 4

    def deliver(self) -> Report:
        try:
            while self.rest and not self.report.is_down and time.monotonic() < self.over_at:
                self._refresh()
                notice = self.notices.get(self.rest.pop())
                if notice:
                    self._handle(notice)
        finally:
            self.line.close()
            with suppress(*NO_DATABASE):
                self.claim.give_back(self.rest)
        return self.report

    def _refresh(self) -> None:
        """Wishes and states change while a round lasts, and a machine may have slept."""
        if not 0 <= time.time() - self.read_at <= FRESH_FOR:
            self.notices, self.read_at = self.claim.read(self.rest), time.time()

    def _handle(self, notice: Notice) -> None:
        """A mail that cannot be written waits, and in the end stays behind, alone."""
        try:
            with post.reading_as(notice.recipient):
                self._decide(notice)
        except NO_DATABASE:
            raise
        except Exception as error:
            self._try_again(notice, type(error).__name__, gives_up=_is_poison(notice))

    def _decide(self, notice: Notice) -> None:
        letter = None if (why := _pointless(notice, self.now)) else post.letter_for(notice)
        if letter is None:
            return self._cancel(notice, why or "not needed any more")
        wishes = manners.preferences_of(notice.recipient)
        if manners.is_muted(wishes, letter.category):
            return self._cancel(notice, "switched off")
        if until := _not_before(notice, letter.category, wishes, self.now):
            return self._postpone(notice, until)
        if not self._reserve(notice, letter.category, wishes.weekly_cap):
            return self._postpone(notice, self.now + _jittered(SHORTEST))
        return self._send(notice, post.mail_for(notice, letter))

    def _reserve(self, notice: Notice, category: str, cap: int) -> bool:
        """Note the category first, so that two workers cannot both take a week's last place."""
        notice.category = category
        if category in UNCAPPED:
            return True
        self.claim.write(notice, category=category)
        return not manners.is_crowded(notice, cap, self.now)

    def _send(self, notice: Notice, mail: EmailMessage) -> None:
        said = self.line.send(mail)
        if said.answer is Answer.TAKEN:
            self.claim.mark_sent(notice)
            self.report.sent += 1
        elif said.answer is Answer.DOWN:
            self.rest.append(notice.pk)
        elif said.answer is Answer.REFUSED:
            self._refuse(notice, said.error)
        else:
            self._try_again(notice, said.error, gives_up=self._has_waited_enough(notice, said))
        if said.answer is Answer.DOWN or self.line.is_broken:
            self.report.is_down = True
            logger.warning("the mail server takes nothing: %s", said.error)

    def _has_waited_enough(self, notice: Notice, said: Said) -> bool:
        if said.answer is Answer.UNSENDABLE:
            return _is_poison(notice)
        return notice.attempts >= MOST_TRIES and self.now - notice.due_at > GIVE_UP

    def _cancel(self, notice: Notice, why: str) -> None:
        self.report.cancelled += 1
        self.claim.write(notice, state=State.CANCELLED, why_not=why, lease_until_at=None)

    def _postpone(self, notice: Notice, until: datetime) -> None:
        if notice.expires_at and until >= notice.expires_at:
            self._cancel(notice, "no good moment before it expired")
            return
        self.report.postponed += 1
        # What was tried before keeps its `due_at`, from which the patience with it is counted.
        moved = {"lease_until_at": until} if notice.attempts else {"due_at": until}
        self.claim.write(notice, **{"lease_until_at": None, "category": "", **moved})

    def _try_again(self, notice: Notice, error: str, *, gives_up: bool) -> None:
        if gives_up:
            return self._refuse(notice, error)
        self.report.put_back += 1
        logger.warning("%s %s waits: %s", notice.kind, notice.pk, error)
        wait = _jittered(min(LONGEST, SHORTEST * 2 ** min(notice.attempts, 10)))
        return self.claim.write(
            notice,
            attempts=notice.attempts + 1,
            lease_until_at=self.now + wait,
            why_not=error[:60],
            category="",
        )

    def _refuse(self, notice: Notice, error: str) -> None:
        self.report.refused += 1
        logger.error("%s %s will not go out: %s", notice.kind, notice.pk, error)
        tries = notice.attempts + 1
        self.claim.write(
            notice, state=State.REFUSED, attempts=tries, why_not=error[:60], lease_until_at=None
        )


def _pointless(notice: Notice, now: datetime) -> str:
    if notice.expires_at and notice.expires_at <= now:
        return "expired"
    return "" if notice.recipient.is_active else "the account is closed"


def _is_poison(notice: Notice) -> bool:
    return notice.attempts + 1 >= MOST_TRIES


def _not_before(notice: Notice, category: str, wishes: Any, now: datetime) -> datetime | None:
    """When this person wants to hear of it, if that is not now."""
    person, until = notice.recipient, None
    if category == manners.ALWAYS:
        return None
    if settings.HEED_QUIET_HOURS:
        zone = manners.zone_of(person)
        until = manners.end_of_quiet(now, wishes.quiet_from, wishes.quiet_until, zone)
    return until or manners.week_is_full_until(person, category, wishes.weekly_cap, now)


def _jittered(wait: timedelta) -> timedelta:
    """Spread out, so that what was put back together does not come back together."""
    return wait * random.uniform(0.75, 1.25)  # noqa: S311
