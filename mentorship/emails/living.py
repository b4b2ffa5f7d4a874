"""Mails about an agreement that lives: its review is due, a promised answer has not come."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.models import Notice, Pairing, ReplyRequest
from mentorship.outbox.letters import Letter, absolute, plain


def agreement_review(notice: Notice) -> Letter | None:
    """On the day that they chose; not once they have signed another one, or said that it holds."""
    found = Pairing.objects.filter(pk=notice.about_id, status=Pairing.Status.ACTIVE)
    pairing = found.with_people().first()
    if pairing is None or str(pairing.review_on) != notice.once:
        return None
    page = reverse("agreement", args=[pairing.pk])
    subject = _("You and %s wanted to look at your agreement again")
    return _letter(notice, pairing, subject, f"{page}#review", _("Look at it"))


def reply_missing(notice: Notice) -> Letter | None:
    """The partner waits for a word."""
    found = ReplyRequest.objects.waiting_for(notice.recipient).filter(pk=notice.about_id)
    people = ("pairing__mentee_person", "pairing__mentor_person")
    asked = found.select_related(*people).first()
    if asked is None:
        return None
    page, pairing = reverse("reply", args=[asked.pairing_id]), asked.pairing
    subject, label = _("%s waits for a word from you"), _("Answer")
    return _letter(notice, pairing, subject, page, label, days=pairing.reply_days)


def _letter(
    notice: Notice, pairing: Pairing, subject: str, page: str, label: str, **context: object
) -> Letter:
    name = plain(pairing.partner_of(notice.recipient).get_short_name())
    return Letter(
        category="pair",
        subject=subject % name,
        template=notice.kind,
        action_url=absolute(page),
        action_label=label,
        reason=_("you and %s are a pair") % name,
        context={"partner": name, **context},
    )
