"""What an import did for one person in one role, so that it can be told, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Max

from accounts.models import Row, User
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.intake_plan import (
    CHANGEABLE,
    Change,
    Plan,
    Wanted,
    plan_for,
    set_values,
    still_says,
)
from mentorship.models.newcomers import BATCH, accounts_for, batches
from mentorship.models.notice import Notice
from mentorship.models.untouched import untouched_enrolments, untouched_people
from mentorship.roster import RosterPerson

# Joining quietly and joining with a mail both lead to being in.
STATUS = {"accepted": "accepted", "quietly": "accepted", "invited": "invited"}
MAIL = {"accepted": "welcomed", "invited": "invited"}


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def plan(self, intake: Any, people: Sequence[RosterPerson]) -> Plan:
        ours = self.filter(intake__cohort=intake.cohort, made_enrolment=True)
        may_change = set(ours.values_list("enrolment", flat=True))
        return plan_for(intake.cohort, people, may_change=may_change)

    def bring(
        self, intake: Any, people: Sequence[RosterPerson], *, by: Any, now: datetime
    ) -> dict[str, int]:
        """Accounts, enrolments, events and mails for all of them; what was done, in numbers."""
        plan = self.plan(intake, people)
        accounts, made = accounts_for(each.person for each in plan.new)
        enrolments = _enrol(intake, plan.new, accounts)
        _rewrite([(change.enrolment, change.after) for change in plan.changes])
        self.bulk_create(
            [
                *(_arrival(intake, row, made_person=row.person_id in made) for row in enrolments),
                *(_arrival_again(intake, change) for change in plan.changes),
            ],
            batch_size=BATCH,
        )
        _record(enrolments, [change.enrolment for change in plan.changes], by=by)
        if intake.joins in MAIL:
            _owe(enrolments, MAIL[intake.joins], now + settings.RECALL_WINDOW)
        return plan.counts()

    def take_back(self, intake: Any) -> dict[str, int]:
        """Delete what this import made and nobody touched, restore what it changed; in numbers."""
        mine = self.filter(intake=intake)
        new = mine.filter(made_enrolment=True)
        restored = _restore(mine.filter(made_enrolment=False))
        newcomers = list(new.filter(made_person=True).values_list("person", flat=True))
        untouched = untouched_enrolments(new, status=STATUS[intake.joins])
        going = dict(untouched.order_by().values_list("pk", "person"))
        _remove(list(going), newcomers)
        stayed = set(new.values_list("person", flat=True))
        removed = set(going.values()) - stayed
        return {"removed": len(removed), "restored": restored, "stayed": len(stayed)}

    def staying(self) -> ArrivalQuerySet:
        """Who an undone import could not take back, for its page."""
        return self.filter(made_enrolment=True).select_related("person", "enrolment")


class Arrival(Row):
    intake = models.ForeignKey(
        "mentorship.Intake", on_delete=models.CASCADE, related_name="arrivals"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    made_person = models.BooleanField(default=False)
    made_enrolment = models.BooleanField(default=False)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "enrolment"], name="one_arrival_per_enrolment"
            )
        ]

    def __str__(self) -> str:
        return str(self.enrolment)


def _enrol(intake: Any, wanted: Sequence[Wanted], accounts: dict[str, Any]) -> list[Enrolment]:
    """The rows that this import made; one that somebody else made in this moment is theirs."""
    cohort = intake.cohort
    rows = [
        Enrolment(
            cohort=cohort,
            program_id=cohort.program_id,
            person_id=accounts[each.person.email],
            role=each.role,
            status=STATUS[intake.joins],
            **each.fields(),
        )
        for each in wanted
    ]
    Enrolment.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    there = set(cohort.enrolments.values_list("pk", flat=True))
    return [row for row in rows if row.pk in there]


def _arrival(intake: Any, enrolment: Enrolment, *, made_person: bool) -> Arrival:
    return Arrival(
        intake=intake,
        person_id=enrolment.person_id,
        enrolment=enrolment,
        made_person=made_person,
        made_enrolment=True,
    )


def _arrival_again(intake: Any, change: Change) -> Arrival:
    return Arrival(
        intake=intake,
        person_id=change.enrolment.person_id,
        enrolment=change.enrolment,
        before=change.before,
        after=change.after,
    )


def _rewrite(changes: Sequence[tuple[Enrolment, dict[str, Any]]]) -> None:
    for enrolment, values in changes:
        set_values(enrolment, values)
    Enrolment.objects.bulk_update([row for row, _ in changes], CHANGEABLE, batch_size=BATCH)
    named = [row.person for row, values in changes if "name" in values]
    User.objects.bulk_update(named, ["name"], batch_size=BATCH)


def _record(new: Iterable[Enrolment], again: Sequence[Enrolment], *, by: Any) -> None:
    """The first step of each new enrolment's story; for a known one, the next."""
    last: dict[Any, int] = {}
    for some in batches([row.pk for row in again]):
        steps = Event.objects.filter(subject_type="enrolment", subject_id__in=some).order_by()
        counted = steps.values("subject_id").annotate(last=Max("number"))
        last |= {row["subject_id"]: row["last"] for row in counted}
    told = [_event(row, 1, "bring_in", by) for row in new]
    told += [_event(row, last.get(row.pk, 0) + 1, "bring_in_again", by) for row in again]
    Event.objects.bulk_create(told, batch_size=BATCH)


def _event(enrolment: Enrolment, number: int, verb: str, by: Any) -> Event:
    return Event(
        subject_type="enrolment",
        subject_id=enrolment.pk,
        number=number,
        verb=verb,
        after=enrolment.status,
        by=by,
    )


def _owe(enrolments: Sequence[Enrolment], kind: str, due_at: datetime) -> None:
    """One mail a person, after the minutes in which an import is most often taken back."""
    first = {row.person_id: row for row in reversed(enrolments)}
    owed = [
        Notice(
            key=f"{kind}:{row.pk}::{person_id}",
            kind=kind,
            recipient_id=person_id,
            about_type="enrolment",
            about_id=row.pk,
            due_at=due_at,
        )
        for person_id, row in first.items()
    ]
    Notice.objects.bulk_create(owed, batch_size=BATCH, ignore_conflicts=True)


def _restore(arrivals: Iterable[Arrival]) -> int:
    """What the list changed goes back to what it was, unless somebody has changed it since."""
    found = arrivals.select_related("enrolment__person")  # type: ignore[attr-defined]
    back = [
        (arrival.enrolment, arrival.before)
        for arrival in found
        if still_says(arrival.enrolment, arrival.after) and not arrival.enrolment.person.has_set_up
    ]
    _rewrite(back)
    return len(back)


def _remove(enrolments: Sequence[Any], people: Sequence[Any]) -> None:
    """The enrolments, the mails owed about them, and the accounts that nobody else knows of."""
    for some in batches(enrolments):
        owed = Notice.objects.filter(about_id__in=some, state=Notice.State.OWED)
        owed.update(state=Notice.State.CANCELLED)
        Enrolment.objects.filter(pk__in=some).delete()
    for some in batches(list(dict.fromkeys(people))):
        untouched_people(some).delete()
