"""Mails about the direction of two: it is asked, it is revealed, and once it is halfway.

None says what anybody marked, nor whether the partner has.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.models import Halfway, HorizonCheck, Notice, Pairing
from mentorship.outbox.letters import Letter, absolute, plain


def horizon_check(notice: Notice) -> Letter | None:
    found = HorizonCheck.objects.waiting_for(notice.recipient)
    check = _with_people(found).filter(pk=notice.about_id).first()
    if check is None:
        return None
    page = reverse("mark_horizon", args=[check.pairing_id])
    subject = _("Still the same horizon, you and %s?")
    return _letter(notice, check.pairing, subject, page, _("Say how you see it"), "prompt")


def horizon_revealed(notice: Notice) -> Letter | None:
    """To whoever answered first; to look back on it, they need no pair that goes on."""
    found = HorizonCheck.objects.revealed().filter(pk=notice.about_id)
    check = _with_people(found).first()
    if check is None or not check.pairing.is_open:
        return None
    is_halfway = check.cause == HorizonCheck.Cause.HALFWAY
    page = reverse("halfway" if is_halfway else "horizon", args=[check.pairing_id])
    subject = _("How you and %s see the direction")
    return _letter(notice, check.pairing, subject, page, _("See both"), "pair")


def halfway(notice: Notice) -> Letter | None:
    found = _with_people(Halfway.objects.open()).filter(pk=notice.about_id)
    look = found.filter(pairing__status=Pairing.Status.ACTIVE).first()
    if look is None:
        return None
    page = reverse("halfway", args=[look.pairing_id])
    return _letter(notice, look.pairing, _("You and %s are halfway"), page, _("Begin"), "prompt")


def _with_people(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("pairing__mentee_person", "pairing__mentor_person")


def _letter(
    notice: Notice, pairing: Pairing, subject: str, page: str, label: str, category: str
) -> Letter:
    partner = pairing.partner_of(notice.recipient)
    name = plain(partner.get_short_name())
    return Letter(
        category=category,
        subject=subject % name,
        template=notice.kind,
        action_url=absolute(page),
        action_label=label,
        reason=_("you and %s are a pair") % plain(partner.get_full_name()),
        context={"partner": name},
    )
