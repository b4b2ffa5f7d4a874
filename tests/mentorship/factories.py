"""Things that only the tests of the heart need."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import MailPreferences, User
from mentorship import clauses
from mentorship.models import Agreement, Cohort, Expectation, Notice, Pairing
from mentorship.models.apart import never_together
from tests.factories import make_person

# A Wednesday, 16:00 in Berlin and 10:00 in New York: nobody sleeps.
AFTERNOON = dt.datetime(2026, 3, 4, 15, 0, tzinfo=dt.UTC)
HOPE = "To stop apologising before I speak."


def owe(
    *, kind: str = "greeting", to: Any = None, due_at: dt.datetime = AFTERNOON, **more: Any
) -> Notice:
    """A notice about its own reader, due in the afternoon."""
    to = to or make_person()
    once = more.pop("once", str(Notice.objects.count()))
    Notice.objects.post(kind, to=to, about=to, once=once, due_at=due_at, **more)
    return Notice.objects.get(recipient=to, kind=kind, key__contains=f":{once}:")


def prefer(*, person: Any, **wishes: Any) -> MailPreferences:
    return MailPreferences.objects.update_or_create(person=person, defaults=wishes)[0]


def apart_in(cohort: Cohort) -> frozenset[tuple[str, str]]:
    """Of everybody there is, who must not meet in this cohort."""
    everybody = User.objects.values_list("pk", flat=True)
    return never_together(cohort, {str(person) for person in everybody})


def agree(pairing: Pairing, **terms: str) -> Agreement:
    """Both sign these terms as the newest version."""
    agreement = Agreement.objects.of(pairing)
    shown = agreement.newest.content_hash if agreement.newest else ""
    said = clauses.starting_terms() | terms
    version = agreement.propose(said, by=pairing.mentee_person, shown_hash=shown)
    for person in pairing.people:
        agreement.sign(by=person, typed_name=person.name, shown_hash=version.content_hash)
    pairing.refresh_from_db()
    return agreement


def answer(pairing: Pairing, person: Any, clause: str = "hopes", **said: str) -> Expectation:
    """This person answers a clause, alone."""
    mine = Expectation.objects.of(pairing, person)
    mine.answer(clause, said or {"hopes": HOPE}, by=person, shown=mine.read(by=person)[0])
    return mine


def reveal(pairing: Pairing, **said: str) -> None:
    """Both answer the first clause, are done, and see both."""
    for person in pairing.people:
        answer(pairing, person, "hopes", hopes=f"What the {pairing.role_of(person)} hopes", **said)
        Expectation.objects.of(pairing, person).finish(by=person)
