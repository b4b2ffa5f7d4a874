"""When two people do not go on: why, and what happens to the mentee at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentorship.models.joining import seat_next_best, tell_coordinators
from mentorship.models.moves import NotNow
from mentorship.models.pairing import Pairing
from mentorship.models.pairing_rows import DECLINED
from mentorship.models.program import Program

MOST_NEXT = 3  # pairs of one mentee in a round that ended by a no


class PartingReason(models.TextChoices):
    """Neutral ones: none says anything bad of the other."""

    AIMS = "aims", _("We are after different things")
    HOURS = "hours", _("Our free hours do not meet")
    STYLE = "style", _("We like to work too differently")
    CLOSE = "close", _("We know each other too well")
    OTHER = "other", _("Something else")


@transaction.atomic
def decline(pairing: Pairing, *, by: Any, reason: str = "", now: datetime) -> Pairing | None:
    """One of the two says no before they start; the mentee goes to the next best at once.

    Gives the new pair, or None when the mentee waits. The two are never proposed again. After
    some that did not begin, it takes a coordinator: a third mentor in a row is no accident.
    """
    Program.objects.hold(pairing.program_id)
    pairing.decline(by=by, reason=reason)
    new = None
    if Pairing.objects.parted().filter(mentee=pairing.mentee_id).count() < MOST_NEXT:
        # By nobody: who said no has no part in whom the mentee meets next.
        new = seat_next_best(pairing.mentee, by=None, now=now)
    tell_coordinators("match_reopened", pairing, pairing=pairing)
    return new


def may_be_taken_back(pairing: Pairing, now: datetime) -> bool:
    """While the mails about the match have not gone out."""
    is_fresh = now < pairing.created_at + settings.RECALL_WINDOW
    return is_fresh and pairing.status == Pairing.Status.PROPOSED


@transaction.atomic
def take_back(pairing: Pairing, *, by: Any, now: datetime) -> None:
    """A coordinator takes one proposed pair back; the mentee is in line again."""
    if not may_be_taken_back(pairing, now):
        raise NotNow("recall", sentence=gettext("The match mails are on their way already."))
    Program.objects.hold(pairing.program_id)
    pairing.recall(by=by)


def next_of(pairing: Pairing) -> Pairing | None:
    """Whom the mentee of a pair that is over is with by now."""
    if pairing.is_open:
        return None
    return Pairing.objects.open().filter(mentee=pairing.mentee_id).with_people().first()


def why_declined(pairing: Pairing) -> str:
    """The reason that was chosen, for coordinators; empty when none was."""
    start, _colon, code = pairing.end_reason.partition(":")
    is_known = start == DECLINED and code in PartingReason.values
    return str(PartingReason(code).label) if is_known else ""
