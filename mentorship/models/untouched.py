"""What nobody has touched since an import made it. Asked of every table, so that none is forgotten.

A new table that points to people or enrolments counts as a touch by itself, without a word here.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event

# What an import itself leaves behind, and what goes with the person.
OURS = {"mentorship.arrival", "mentorship.notice", "accounts.availability", "accounts.profile"}
NEVER_SET_UP = Q(person__last_login=None, person__password__startswith=UNUSABLE_PASSWORD_PREFIX)


def untouched_enrolments(made: QuerySet[Any], *, status: str) -> QuerySet[Enrolment]:
    """Of the enrolments behind these arrivals: as the import left them, and used by nothing.

    A person whom the import made has touched theirs by signing in; for somebody who had an account
    before, signing in says nothing about this cohort.
    """
    known = made.filter(made_person=False)
    rows = Enrolment.objects.filter(pk__in=made.values("enrolment"), status=status)
    rows = rows.filter(NEVER_SET_UP | Q(pk__in=known.values("enrolment")))
    further = Event.objects.filter(subject_type="enrolment", number__gt=1)
    return _unused(rows).exclude(Exists(further.filter(subject_id=OuterRef("pk"))))


def untouched_people(pks: list[Any]) -> QuerySet[User]:
    """Of these people: never signed in, and named by no row that an import did not make."""
    never = User.objects.filter(
        pk__in=pks, last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    return _unused(never)


def _unused(rows: QuerySet[Any]) -> QuerySet[Any]:
    for field in rows.model._meta.get_fields(include_hidden=True):
        if not (field.one_to_many or field.one_to_one) or not field.auto_created:
            continue
        model = field.related_model
        if model._meta.label_lower not in OURS:
            pointing = model._base_manager.filter(**{field.field.name: OuterRef("pk")})
            rows = rows.exclude(Exists(pointing))
    return rows
