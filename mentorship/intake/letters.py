"""Mails to people whom a coordinator brought in from a list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import links
from mentorship.intake.words import roles_of
from mentorship.models import Enrolment, Notice
from mentorship.outbox.letters import Letter, absolute, plain


def welcomed(notice: Notice) -> Letter | None:
    """They are in; somebody who has no way to sign in yet is shown one."""
    enrolment = _enrolment(notice, Enrolment.Status.ACCEPTED)
    if enrolment is None:
        return None
    return Letter(
        category="programme",
        subject=_("You have a place"),
        template="welcomed",
        action_url=absolute(_way_in(enrolment.person)),
        action_label=_("Open") if enrolment.person.has_set_up else _("Choose how you sign in"),
        reason=_("your name is on the list of this programme"),
        context=_about(enrolment),
    )


def invited(notice: Notice) -> Letter | None:
    """They are asked; nothing happens until they say yes."""
    enrolment = _enrolment(notice, Enrolment.Status.INVITED)
    if enrolment is None:
        return None
    return Letter(
        category="programme",
        subject=_("You are invited"),
        template="invited",
        action_url=absolute(
            reverse("answer_invitation", args=[_token(enrolment.person, enrolment)])
        ),
        action_label=_("Say yes or no"),
        reason=_("somebody who runs this programme put you on its list"),
        context=_about(enrolment),
    )


def _enrolment(notice: Notice, status: str) -> Enrolment | None:
    found = Enrolment.objects.filter(pk=notice.about_id, status=status)
    return found.select_related("person", "cohort__program").first()


def _token(person: Any, enrolment: Enrolment) -> str:
    return links.token(person, "place", enrolment=str(enrolment.pk))


def _way_in(person: Any) -> str:
    if person.has_set_up:
        return reverse("home")
    return reverse("join", args=[links.token(person, "invite")])


def _about(enrolment: Enrolment) -> dict[str, Any]:
    program, person = enrolment.cohort.program, enrolment.person
    here = enrolment.cohort.enrolments.filter(person=person, status=enrolment.status)
    return {
        "program": plain(program.name),
        "roles": roles_of(list(here.order_by("role"))),
        "program_url": absolute(reverse("program", args=[program.slug])),
    }
