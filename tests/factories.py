"""Things to test with. Keyword-only; every default is a believable one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from mentorship.models import Cohort, Enrolment, Pairing, Program

_numbers = iter(range(1, 1_000_000))


def make_person(*, name: str = "", email: str = "", **fields: Any) -> User:
    number = next(_numbers)
    name = name or f"Person {number}"
    email = email or f"{name.split()[0].lower()}-{number}@example.org"
    return User.objects.create_user(email, name=name, **fields)


def make_program(*, name: str = "", **fields: Any) -> Program:
    number = next(_numbers)
    return Program.objects.create(
        name=name or f"Program {number}", slug=fields.pop("slug", f"program-{number}"), **fields
    )


def make_cohort(
    *,
    program: Program | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    **fields: Any,
) -> Cohort:
    today = timezone.localdate()
    return Cohort.objects.create(
        program=program or make_program(),
        name=fields.pop("name", f"Cohort {next(_numbers)}"),
        starts_on=starts_on or today - dt.timedelta(days=30),
        ends_on=ends_on or today + dt.timedelta(days=240),
        **{"status": Cohort.Status.RUNNING} | fields,
    )


def make_enrolment(
    *,
    cohort: Cohort | None = None,
    person: User | None = None,
    role: str = "mentee",
    status: str = "accepted",
    **fields: Any,
) -> Enrolment:
    cohort = cohort or make_cohort()
    return Enrolment.objects.create(
        program=cohort.program,
        cohort=cohort,
        person=person or make_person(),
        role=role,
        status=status,
        **fields,
    )


def make_pairing(
    *,
    cohort: Cohort | None = None,
    mentee: User | None = None,
    mentor: User | None = None,
    capacity: int = 3,
    is_started: bool = True,
) -> Pairing:
    """A pair, made by the verbs that the pages use; under way unless said otherwise."""
    cohort = cohort or make_cohort()
    seeker = make_enrolment(cohort=cohort, person=mentee, role="mentee")
    guide = Enrolment.objects.filter(cohort=cohort, person=mentor, role="mentor").first()
    guide = guide or make_enrolment(cohort=cohort, person=mentor, role="mentor", capacity=capacity)
    pairing = Pairing.objects.propose(seeker, guide, by=None)
    if is_started:
        pairing.start(by=None)
    return pairing
