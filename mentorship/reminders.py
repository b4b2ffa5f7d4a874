"""What a pair is reminded of, once: an agreement that waits, a win that waits for its moment.

The look goes a week back, for a clock that stood still, and no further: a reminder must not come
back when its Notice has been tidied away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from mentorship.models import AgreementVersion, Celebration, Notice, Pairing, RematchRequest
from mentorship.models.pairing_rows import AWAKE

AHEAD, BACK = timedelta(hours=48), timedelta(days=7)
AGREE_WITHIN, CELEBRATE_WITHIN = timedelta(days=3), timedelta(days=2)
WORTH_TELLING = timedelta(days=7)
MORNING = time(9, 0)


def plan(now: datetime) -> int:
    """Post the reminders that fall due in the next two days; how many things were new.

    And let go of what was asked of coordinators and never answered.
    """
    reminded = _missing_agreements(now) + _waiting_agreements(now) + _waiting_celebrations(now)
    reminded += _reviews(now)
    return reminded + RematchRequest.objects.expire(now)


def _missing_agreements(now: datetime) -> int:
    """Nobody has written down yet how the two want to work."""
    written = AgreementVersion.objects.filter(agreement__pairing=OuterRef("pk"))
    silent = Pairing.objects.filter(
        ~Exists(written),
        _falls_due("created_at", AGREE_WITHIN, now),
        _not_told("agreement_missing"),
        status=Pairing.Status.PROPOSED,
    ).with_people()
    for pairing in silent:
        _remind("agreement_missing", pairing, pairing.people, pairing.created_at + AGREE_WITHIN)
    return len(silent)


def _waiting_agreements(now: datetime) -> int:
    """The newest version lacks a signature."""
    newer = AgreementVersion.objects.filter(
        agreement=OuterRef("agreement"), number__gt=OuterRef("number")
    )
    waiting = (
        AgreementVersion.objects.filter(
            ~Exists(newer),
            _falls_due("drafted_at", AGREE_WITHIN, now),
            _not_told("agreement_waiting"),
            agreement__pairing__status__in=AWAKE,
        )
        .select_related("agreement__pairing__mentee_person", "agreement__pairing__mentor_person")
        .prefetch_related("signatures")
    )
    for version in waiting:
        signed = {signature.person_id for signature in version.signatures.all()}
        missing = [who for who in version.agreement.pairing.people if who.pk not in signed]
        _remind("agreement_waiting", version, missing, version.drafted_at + AGREE_WITHIN)
    return len(waiting)


def _waiting_celebrations(now: datetime) -> int:
    """Something was reached, and nobody has paused on it."""
    waiting = Celebration.objects.filter(
        _falls_due("reached_at", CELEBRATE_WITHIN, now),
        _not_told("celebration_waiting"),
        status=Celebration.Status.ASKED,
        pairing__status__in=AWAKE,
    ).select_related("reached_by")
    for celebration in waiting:
        due_at = celebration.reached_at + CELEBRATE_WITHIN
        _remind("celebration_waiting", celebration, [celebration.reached_by], due_at)
    return len(waiting)


def _reviews(now: datetime) -> int:
    """The day has come on which the two wanted to look at their agreement again."""
    span = ((now - BACK).date(), now.date() + timedelta(days=1))
    due = Pairing.objects.filter(status=Pairing.Status.ACTIVE, review_on__range=span).with_people()
    drafts = [_review(pairing, person) for pairing in due for person in pairing.people]
    keys = [draft.key for draft in drafts]
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [draft for draft in drafts if draft.key not in told]
    Notice.objects.post_all(new)
    return len({draft.about_id for draft in new})


def _review(pairing: Pairing, person: Any) -> Notice:
    """In the morning of that day, wherever this person is."""
    on = pairing.review_on
    assert on is not None
    due_at = datetime.combine(on, MORNING, tzinfo=person.zone).astimezone(UTC)
    return Notice.objects.draft(
        "agreement_review",
        to=person,
        about=pairing,
        once=str(on),
        due_at=due_at,
        expires_at=due_at + WORTH_TELLING,
    )


def _falls_due(field: str, wait: timedelta, now: datetime) -> Q:
    return Q(**{f"{field}__gte": now - wait - BACK, f"{field}__lt": now - wait + AHEAD})


def _not_told(kind: str) -> Q:
    return Q(~Exists(Notice.objects.filter(kind=kind, about_id=OuterRef("pk"))))


def _remind(kind: str, about: Any, people: Iterable[Any], due_at: datetime) -> None:
    expires_at = due_at + WORTH_TELLING
    for person in people:
        Notice.objects.post(kind, to=person, about=about, due_at=due_at, expires_at=expires_at)
