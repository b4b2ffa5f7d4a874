"""One of two has not heard back within the time they promised: said once, kindly, to the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Leave, Row
from mentorship.models.event import Event
from mentorship.models.moves import NotNow
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing

APART = timedelta(days=7)
# Where the two promised each other nothing.
USUAL_DAYS = 3


class ReplyRequestQuerySet(models.QuerySet["ReplyRequest"]):
    def visible_to(self, person: Any) -> ReplyRequestQuerySet:
        """The two of the pair; nobody who coordinates ever learns of it."""
        return self.filter(pairing__in=Pairing.objects.visible_to(person))

    def open(self) -> ReplyRequestQuerySet:
        return self.filter(heard_at=None, pairing__status__in=("proposed", "active"))

    def waiting_for(self, person: Any) -> ReplyRequestQuerySet:
        """Somebody waits for a word from this person."""
        return self.visible_to(person).open().exclude(person=person)

    @transaction.atomic
    def ask(self, pairing: Pairing, *, by: Any, now: datetime) -> ReplyRequest:
        """Tell the partner that one waits. Asked already: that one.

        NotNow within a week of the last time, or while the partner is away.
        """
        list(Pairing.objects.select_for_update().filter(pk=pairing.pk).values("pk"))
        mine = self.filter(pairing=pairing, person=by)
        if standing := mine.filter(heard_at=None).first():
            return standing
        if mine.filter(asked_at__gt=now - APART).exists():
            raise NotNow("ask", sentence=_("You asked within this week. Give it a few days."))
        partner = pairing.partner_of(by)
        if is_away(partner, now):
            said = _("%s is away just now. You can say so once they are back.")
            raise NotNow("ask", sentence=said % partner)
        made = self.create(pairing=pairing, person=by, asked_at=now)
        Notice.objects.post("reply_missing", to=partner, about=made)
        Event.objects.record(pairing, "ask_reply", by=by)
        return made


def is_away(person: Any, now: datetime) -> bool:
    """Whether their leave is on: nobody answers then. Until when is nobody else's matter."""
    on = now.astimezone(person.zone).date()
    return Leave.objects.filter(person=person, starts_on__lte=on, ends_on__gte=on).exists()


class ReplyRequest(Row):
    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="reply_requests")
    # Who waits.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)

    objects = ReplyRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "person"],
                condition=Q(heard_at=None),
                name="one_open_reply_request_each",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_late(self, now: datetime) -> bool:
        """The promised time has gone by since it was asked."""
        return now - self.asked_at > timedelta(days=self.pairing.reply_days or USUAL_DAYS)

    @transaction.atomic
    def heard(self, *, by: Any) -> None:
        """A word has come; either of the two may say so."""
        here = ReplyRequest.objects.filter(pk=self.pk, heard_at=None)
        if here.update(heard_at=timezone.now()):
            Notice.objects.cancel(self)
            Event.objects.record(self.pairing, "heard_back", by=by)
