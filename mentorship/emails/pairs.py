"""The mails of the heart: one function for each kind, named as the kind.

Each reads how things stand now; None says that nobody needs this mail any more. They tell that
something happened, never what somebody wrote.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.board import reasons
from mentorship.models import (
    Agreement,
    AgreementVersion,
    Celebration,
    Enrolment,
    Expectation,
    Notice,
    Pairing,
    Signature,
)
from mentorship.outbox.letters import Letter, absolute, plain
from mentorship.starting.landing import page_of

Status = Pairing.Status


# --- applying --------------------------------------------------------------------------------


def application_received(notice: Notice) -> Letter | None:
    subject, label = _("Your application as a %(role)s has arrived"), _("See where it stands")
    return _to_applicant(notice, Enrolment.Status.APPLIED, subject, label)


def application_accepted(notice: Notice) -> Letter | None:
    """It leads to where one begins, unless that is done already."""
    found = Enrolment.objects.in_the_running().filter(pk=notice.about_id).first()
    page = page_of(found) if found else ""
    label = _("Set your starting point") if page else _("Open your page")
    subject, status = _("You have a place as a %(role)s"), Enrolment.Status.ACCEPTED
    return _to_applicant(notice, status, subject, label, place=page or reverse("home"))


def application_waiting(notice: Notice) -> Letter | None:
    subject, label = _("You are on the waiting list as a %(role)s"), _("See where it stands")
    return _to_applicant(notice, Enrolment.Status.WAITING, subject, label)


def application_declined(notice: Notice) -> Letter | None:
    subject, label = _("About your application as a %(role)s"), _("See the programme")
    return _to_applicant(notice, Enrolment.Status.DECLINED, subject, label)


def _to_applicant(
    notice: Notice, status: str, subject: str, label: str, *, place: str = ""
) -> Letter | None:
    """Somebody may apply in two roles: each mail says in its subject which one it is about."""
    found = Enrolment.objects.filter(pk=notice.about_id, status=status)
    told = found.values_list("role", "cohort__program__name", "cohort__program__slug").first()
    if told is None:
        return None
    role, program, slug = told
    return Letter(
        category="programme",
        subject=subject % {"role": Enrolment.Role(role).label},
        template=notice.kind,
        action_url=absolute(place or reverse("program", args=[slug])),
        action_label=label,
        reason=_("you applied to %s") % plain(program),
        context={"program": plain(program), "role": role},
    )


# --- the pair --------------------------------------------------------------------------------


def match_published(notice: Notice, imagined: Pairing | None = None) -> Letter | None:
    """Why the two of them, in the words that both may read; of a pair that may be imagined yet."""
    pairing = imagined or _pairing(notice, Status.PROPOSED, Status.ACTIVE)
    if pairing is None:
        return None
    partner, role = pairing.partner_of(notice.recipient), pairing.role_of(notice.recipient)
    said = reasons.to_reader(pairing.why, role=role, partner=partner.get_short_name())
    subject, label = _("You have a match: %(partner)s"), _("Meet %(partner)s")
    return _in_pair(notice, pairing, subject, label, why=[plain(words) for words in said])


def pairing_paused(notice: Notice) -> Letter | None:
    subject = _("You and %(partner)s are taking a rest")
    return _about_pairing(notice, Status.PAUSED, subject, _("See your pair"))


def pairing_resumed(notice: Notice) -> Letter | None:
    subject = _("You and %(partner)s go on")
    return _about_pairing(notice, Status.ACTIVE, subject, _("See your pair"))


def pairing_ended(notice: Notice) -> Letter | None:
    subject = _("Your time with %(partner)s has ended")
    return _about_pairing(notice, Status.ENDED, subject, _("Look back"))


def _about_pairing(notice: Notice, status: str, subject: str, label: str) -> Letter | None:
    pairing = _pairing(notice, status)
    return _in_pair(notice, pairing, subject, label) if pairing else None


# --- the agreement ---------------------------------------------------------------------------


def agreement_proposed(notice: Notice) -> Letter | None:
    """Whoever has signed their own wording by now is told by `signature_missing`, once."""
    agreement = _unsigned(notice)
    if agreement and Signature.objects.filter(version=agreement.newest).exists():
        return None
    subject = _("%(partner)s wrote down how you two could work")
    return _about_agreement(notice, agreement, subject, _("Read and sign"))


def signature_missing(notice: Notice) -> Letter | None:
    subject = _("%(partner)s has signed: only your name is missing")
    return _about_agreement(notice, _unsigned(notice), subject, _("Read and sign"))


def agreement_signed(notice: Notice) -> Letter | None:
    agreement = Agreement.objects.filter(pk=notice.about_id, status=Agreement.Status.IN_FORCE)
    is_newest = agreement.filter(in_force__number=notice.once)
    subject = _("Your agreement with %(partner)s is signed")
    return _about_agreement(notice, is_newest.first(), subject, _("Read it"))


def agreement_missing(notice: Notice) -> Letter | None:
    """Three days after the match, the reader has not said what they expect."""
    pairing = _pairing(notice, Status.PROPOSED)
    if pairing is None or AgreementVersion.objects.filter(agreement__pairing=pairing).exists():
        return None
    answered = Expectation.objects.filter(pairing=pairing, done_at__isnull=False)
    if answered.filter(person=notice.recipient).exists():
        return None
    page = reverse("expectations", args=[pairing.pk])
    return _in_pair(
        notice, pairing, _("How do you and %(partner)s want to work?"), _("Begin"), page=page
    )


def expectations_ready(notice: Notice) -> Letter | None:
    """Both have answered; nobody has written a version of it yet."""
    pairing = _pairing(notice, Status.PROPOSED, Status.ACTIVE)
    if pairing is None or AgreementVersion.objects.filter(agreement__pairing=pairing).exists():
        return None
    page = reverse("reveal", args=[pairing.pk])
    subject = _("You and %(partner)s have both answered")
    return _in_pair(notice, pairing, subject, _("See both side by side"), page=page)


def agreement_waiting(notice: Notice) -> Letter | None:
    """Three days after it was written, a name is missing."""
    version = AgreementVersion.objects.filter(pk=notice.about_id).first()
    agreement = _still_to_sign(version.agreement, version.number, notice) if version else None
    subject = _("Your agreement with %(partner)s still waits")
    return _about_agreement(notice, agreement, subject, _("Read and sign"))


def _unsigned(notice: Notice) -> Agreement | None:
    agreement = Agreement.objects.filter(pk=notice.about_id).first()
    return _still_to_sign(agreement, int(notice.once), notice) if agreement else None


def _still_to_sign(agreement: Agreement, number: int, notice: Notice) -> Agreement | None:
    """The agreement, while this version is its newest and the reader has not signed it."""
    newest = agreement.newest
    if newest is None or newest.number != number or newest.is_signed_by(notice.recipient):
        return None
    return agreement if agreement.pairing.is_awake else None


def _about_agreement(
    notice: Notice, agreement: Agreement | None, subject: str, label: str
) -> Letter | None:
    if agreement is None:
        return None
    page = reverse("agreement", args=[agreement.pairing_id])
    return _in_pair(notice, agreement.pairing, subject, label, page=page)


# --- celebrating -----------------------------------------------------------------------------


def celebrated(notice: Notice) -> Letter | None:
    stone = _stone(notice, Celebration.Status.CELEBRATED)
    if stone is None or stone.replied_at:
        return None
    subject = _("%(partner)s has something to celebrate")
    return _about_stone(notice, stone, "celebration", subject, _("Read and reply"))


def celebration_reply(notice: Notice) -> Letter | None:
    stone = _stone(notice, Celebration.Status.CELEBRATED)
    if stone is None or not stone.replied_at:
        return None
    subject = _("%(partner)s answered your celebration")
    return _about_stone(notice, stone, "celebration", subject, _("Read it"))


def celebration_waiting(notice: Notice) -> Letter | None:
    """Two days after something was reached, its moment has not come."""
    stone = _stone(notice, Celebration.Status.ASKED)
    if stone is None or not stone.pairing.is_awake:
        return None
    return _about_stone(notice, stone, "prompt", _("Something went well"), _("Take a minute"))


def _stone(notice: Notice, status: str) -> Celebration | None:
    """While the two work together: afterwards there is nobody to celebrate with."""
    stone = Celebration.objects.filter(pk=notice.about_id, status=status).with_people().first()
    return stone if stone and stone.pairing.is_open else None


def _about_stone(
    notice: Notice, stone: Celebration, category: str, subject: str, label: str
) -> Letter:
    page = reverse("celebration", args=[stone.pk])
    return _in_pair(notice, stone.pairing, subject, label, page=page, category=category)


# --- what they share -------------------------------------------------------------------------


def _pairing(notice: Notice, *states: str) -> Pairing | None:
    return Pairing.objects.filter(pk=notice.about_id, status__in=states).with_people().first()


def _in_pair(
    notice: Notice,
    pairing: Pairing,
    subject: str,
    label: str,
    *,
    page: str = "",
    category: str = "pair",
    **context: Any,
) -> Letter:
    """A letter to one of the two; `%(partner)s` is how the other one is called."""
    partner = pairing.partner_of(notice.recipient)
    name = plain(partner.get_short_name())
    return Letter(
        category=category,
        subject=subject % {"partner": name},
        template=notice.kind,
        action_url=absolute(page or reverse("pair", args=[pairing.pk])),
        action_label=label % {"partner": name},
        reason=_("you and %s are a pair") % plain(partner.get_full_name()),
        context={
            "partner": name,
            "partner_name": plain(partner.get_full_name()),
            "role": pairing.role_of(notice.recipient),
            **context,
        },
    )
