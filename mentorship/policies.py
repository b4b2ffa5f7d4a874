"""Who may do what to a pair, an agreement, a celebration. The sets come from `visible_to`."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.models import (
    Agreement,
    AgreementVersion,
    Celebration,
    Enrolment,
    Expectation,
    NotNow,
    Pairing,
)


def can_pause_pairing(person: Any, pairing: Pairing) -> bool:
    return pairing.is_of(person) and pairing.status == Pairing.Status.ACTIVE


def can_resume_pairing(person: Any, pairing: Pairing) -> bool:
    return pairing.is_of(person) and pairing.status == Pairing.Status.PAUSED


def can_decline_match(person: Any, pairing: Pairing) -> bool:
    """Before they start; afterwards one asks for another match."""
    return pairing.is_of(person) and pairing.status == Pairing.Status.PROPOSED


def can_ask_rematch(person: Any, pairing: Pairing) -> bool:
    under_way = (Pairing.Status.ACTIVE, Pairing.Status.PAUSED)
    return pairing.is_of(person) and pairing.status in under_way


def decides_for_others(person: Any, *places: Enrolment) -> None:
    """NotNow for a coordinator who is one of these: a refusal would tell them of somebody's no."""
    if any(place.person_id == person.pk for place in places):
        raise NotNow("choose", sentence=_("You are one of them. Let another coordinator decide."))


def can_write_agreement(person: Any, agreement: Agreement) -> bool:
    return agreement.pairing.is_of(person) and agreement.pairing.is_open


def can_answer_alone(person: Any, mine: Expectation) -> bool:
    """Until both have answered, and as long as nobody has written a version for both."""
    pairing = mine.pairing
    written = AgreementVersion.objects.filter(agreement__pairing=pairing)
    return pairing.is_of(person) and pairing.is_open and not written.exists()


def can_settle(person: Any, pairing: Pairing) -> bool:
    """Once there is a version, it is changed by writing another one."""
    written = AgreementVersion.objects.filter(agreement__pairing=pairing)
    return pairing.is_of(person) and pairing.is_open and not written.exists()


def can_sign_agreement(person: Any, agreement: Agreement, version: AgreementVersion | None) -> bool:
    """A version waits for this person's name."""
    return (
        version is not None
        and can_write_agreement(person, agreement)
        and not version.is_signed_by(person)
    )


def can_ask_reply(person: Any, pairing: Pairing) -> bool:
    """Not while they rest: a rest promises no answer."""
    alive = (Pairing.Status.PROPOSED, Pairing.Status.ACTIVE)
    return pairing.is_of(person) and pairing.status in alive


def can_say_it_holds(person: Any, agreement: Agreement) -> bool:
    """Once the day has come on which the two wanted to look at it again."""
    pairing = agreement.pairing
    is_due = pairing.review_on is not None and pairing.review_on <= timezone.localdate()
    return pairing.is_of(person) and pairing.status == Pairing.Status.ACTIVE and is_due


def can_mark_horizon(person: Any, pairing: Pairing) -> bool:
    return pairing.is_of(person) and pairing.is_open


def can_ask_horizon(person: Any, pairing: Pairing) -> bool:
    """Whether the two still aim the same way is asked of a pair that is under way."""
    return pairing.is_of(person) and pairing.status == Pairing.Status.ACTIVE


def can_celebrate(person: Any, stone: Celebration) -> bool:
    is_own = stone.reached_by_id == person.pk and stone.status == Celebration.Status.ASKED
    return is_own and stone.pairing.is_open


def can_answer_celebration(person: Any, stone: Celebration) -> bool:
    """The partner of the one who reached it, once; nobody hears from a former partner."""
    return (
        stone.pairing.is_of(person)
        and stone.pairing.is_open
        and stone.reached_by_id != person.pk
        and stone.status == Celebration.Status.CELEBRATED
        and stone.replied_by_id is None
    )
