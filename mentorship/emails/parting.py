"""Mails around a match that does not stand yet, or not any more: one function for each kind.

No mail says who of a pair asked or declined, nor why; those to coordinators name nobody of it.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.models import Cohort, Notice, Pairing, RematchRequest, SeatRequest, parting
from mentorship.outbox.letters import Letter, absolute, plain

# --- one more mentee -------------------------------------------------------------------------


def seat_asked(notice: Notice) -> Letter | None:
    now = timezone.now()
    request = SeatRequest.objects.unanswered(now).with_people().filter(pk=notice.about_id).first()
    if request is None:
        return None
    cohort = request.mentor.cohort
    until = date_format(cohort.ends_on, _("j F"))
    return Letter(
        category="programme",
        subject=_("Could you take one more mentee until %s?") % until,
        template=notice.kind,
        action_url=absolute(reverse("seat_request", args=[request.pk])),
        action_label=_("Say yes or no"),
        reason=_("you are a mentor in %s") % plain(cohort.program.name),
        context={"until": until, "answer_until": _day(request.answer_until_at)},
    )


def seat_given(notice: Notice) -> Letter | None:
    found = SeatRequest.objects.with_people().filter(pk=notice.about_id)
    request = found.filter(status=SeatRequest.Status.GIVEN).first()
    if request is None:
        return None
    name, cohort = plain(request.mentor.person.get_short_name()), request.mentor.cohort
    page = reverse("matching", args=[cohort.pk])
    subject = _("%s takes one more mentee") % name
    return _to_coordinator(notice, cohort, subject, page, _("Go on matching"), name=name)


# --- a match that does not begin -------------------------------------------------------------


def match_declined(notice: Notice) -> Letter | None:
    """To the other one of the two; whether it was the partner or the programme is not told."""
    pairing = _pairing(notice.about_id)
    if pairing is None or pairing.status != Pairing.Status.ENDED:
        return None
    role = pairing.role_of(notice.recipient)
    partner = plain(pairing.partner_of(notice.recipient).get_short_name())
    return Letter(
        category="pair",
        subject=_("You and %s do not begin after all") % partner,
        template=notice.kind,
        action_url=absolute(reverse("home")),
        action_label=_("See where it stands"),
        reason=_("you take part in %s") % plain(pairing.cohort.program.name),
        context={"partner": partner, "role": role},
    )


def match_reopened(notice: Notice) -> Letter | None:
    """Says whether the mentee has somebody else by now, or waits."""
    pairing = _pairing(notice.about_id)
    if pairing is None:
        return None
    newer = parting.next_of(pairing)
    page, label = reverse("pair_file", args=[pairing.pk]), _("See the pair")
    subject, is_fresh = _("A pair did not begin"), False
    if newer:
        is_fresh = parting.may_be_taken_back(newer, timezone.now())
    told = {"newer": newer is not None, "is_fresh": is_fresh}
    return _to_coordinator(notice, pairing.cohort, subject, page, label, **told)


# --- another match ---------------------------------------------------------------------------


def rematch_asked(notice: Notice) -> Letter | None:
    request = _request(notice, RematchRequest.Status.OPEN)
    if request is None or not request.is_waiting:
        return None
    page, until = reverse("rematch", args=[request.pk]), _day(request.answer_until_at)
    subject, cohort = _("Somebody asks for another match"), request.pairing.cohort
    return _to_coordinator(notice, cohort, subject, page, _("Read and answer"), until=until)


def rematch_unanswered(notice: Notice) -> Letter | None:
    request = _request(notice, RematchRequest.Status.EXPIRED)
    if request is None:
        return None
    page = reverse("rematch", args=[request.pk])
    subject = _("A wish for another match had no answer")
    return _to_coordinator(notice, request.pairing.cohort, subject, page, _("Look at it"))


def rematch_granted(notice: Notice) -> Letter | None:
    """The pair is over by then; the mentee's next match comes in a mail of its own."""
    request = _request(notice, RematchRequest.Status.GRANTED)
    subject, page = _("Your wish for another match is granted"), reverse("home")
    return _to_asker(notice, request, subject, page, _("See where it stands"))


def rematch_kept(notice: Notice) -> Letter | None:
    request = _request(notice, RematchRequest.Status.KEPT)
    subject = _("About your wish for another match")
    return _to_asker(notice, request, subject, "", _("Open your pair"))


def rematch_expired(notice: Notice) -> Letter | None:
    request = _request(notice, RematchRequest.Status.EXPIRED)
    if request and not request.pairing.is_open:
        return None
    subject = _("Your wish for another match had no answer")
    page = reverse("ask_rematch", args=[request.pairing_id]) if request else ""
    return _to_asker(notice, request, subject, page, _("Ask again"))


# --- what they share -------------------------------------------------------------------------


def _to_coordinator(
    notice: Notice, cohort: Cohort, subject: str, page: str, label: str, **context: Any
) -> Letter:
    program = plain(cohort.program.name)
    return Letter(
        category="programme",
        subject=subject,
        template=notice.kind,
        action_url=absolute(page),
        action_label=label,
        reason=_("you coordinate %s") % program,
        context={"program": program, "cohort": plain(cohort.name), **context},
    )


def _to_asker(
    notice: Notice, request: RematchRequest | None, subject: str, page: str, label: str
) -> Letter | None:
    if request is None:
        return None
    pairing = request.pairing
    return Letter(
        category="pair",
        subject=subject,
        template=notice.kind,
        action_url=absolute(page or reverse("pair", args=[pairing.pk])),
        action_label=label,
        reason=_("you asked your coordinators for another match"),
        context={
            "partner": plain(pairing.partner_of(notice.recipient).get_short_name()),
            "role": pairing.role_of(notice.recipient),
        },
    )


def _pairing(pk: Any) -> Pairing | None:
    return Pairing.objects.with_people().filter(pk=pk).first()


def _request(notice: Notice, status: str) -> RematchRequest | None:
    found = RematchRequest.objects.with_people().filter(pk=notice.about_id, status=status)
    return found.first()


def _day(at: Any) -> str:
    return date_format(timezone.localtime(at), _("j F"))
