"""The mails before people are matched; one function for each kind, named as the kind."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.models import Enrolment, IntroductionRound, Notice
from mentorship.outbox.letters import Letter, absolute, plain


def offer_check(notice: Notice) -> Letter | None:
    """Before a round is matched: does a mentor's offer still hold?"""
    places = Enrolment.objects.mentors().accepted().filter(pk=notice.about_id)
    place = places.filter(cohort__status="matching").with_cohort().first()
    if place is None:
        return None
    program = plain(place.cohort.program.name)
    return Letter(
        category="programme",
        subject=_("Before anybody is matched: does this still hold?"),
        template=notice.kind,
        action_url=absolute(reverse("offer", args=[place.pk])),
        action_label=_("Look at what you offer"),
        reason=_("you take part in %s") % program,
        context={
            "program": program,
            "free": place.capacity - place.seats_taken,
            "is_open": place.is_open,
        },
    )


def introductions_ready(notice: Notice) -> Letter | None:
    return _to_meet(notice, _("Some people to meet before anybody is matched"), _("See who"))


def introductions_waiting(notice: Notice) -> Letter | None:
    """Two days before the last day, something is not said yet."""
    found = _round(notice)
    mine = {f"{notice.once}__person": notice.recipient}
    silent = {"mentee_says__isnull": True} if notice.once == "mentee" else {"mentor_says": ""}
    if found is None or not found.introductions.still_on().filter(**mine, **silent).exists():
        return None
    return _to_meet(notice, _("Your say about those you met"), _("Have your say"))


def introductions_over(notice: Notice) -> Letter | None:
    """To whoever opened the round: its last day is behind us."""
    found = _round(notice)
    if found is None:
        return None
    page = reverse("introductions", args=[found.cohort_id])
    return _about_round(notice, found, _("Everybody has had their say"), _("Look at it"), page)


def _round(notice: Notice) -> IntroductionRound | None:
    open_ = IntroductionRound.objects.filter(pk=notice.about_id, status="open")
    return open_.exclude(cohort__status="closed").select_related("cohort__program").first()


def _to_meet(notice: Notice, subject: str, label: str) -> Letter | None:
    """`once` is the role in which they take part: somebody may be in twice."""
    found = _round(notice)
    if found is None:
        return None
    mine = found.cohort.enrolments.accepted().filter(person=notice.recipient, role=notice.once)
    place = mine.values_list("pk", flat=True).first()
    page = reverse("meet", args=[place]) if place else ""
    return _about_round(notice, found, subject, label, page) if place else None


def _about_round(
    notice: Notice, found: IntroductionRound, subject: str, label: str, page: str
) -> Letter:
    program = plain(found.cohort.program.name)
    return Letter(
        category="programme",
        subject=subject,
        template=notice.kind,
        action_url=absolute(page),
        action_label=label,
        reason=_("you take part in %s") % program,
        context={"program": program, "until_on": found.until_on, "role": notice.once},
    )
