"""Pairs that look at their direction, for tests; Amara and Dela, and one who coordinates."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from mentorship.models import Agreement, HorizonCheck
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person

DAY = dt.timedelta(days=1)
SENTENCE = "By summer Amara leads a review, and neither of us is afraid of it."


def make_two(*, starts: int = -30, ends: int = 240, **more: Any) -> Any:
    today = timezone.localdate()
    cohort = make_cohort(starts_on=today + starts * DAY, ends_on=today + ends * DAY)
    make_enrolment(cohort=cohort, person=make_person(name="Chidi Brandt"), role="admin")
    people = {"mentee": make_person(name="Amara Okafor"), "mentor": make_person(name="Dela Mensah")}
    return make_pairing(cohort=cohort, **people, **more)


def sign(pairing: Any, **terms: str) -> Agreement:
    """The two put an agreement in force that says this."""
    agreement = Agreement.objects.of(pairing)
    shown = agreement.newest.content_hash if agreement.newest else ""
    version = agreement.propose(terms, by=pairing.mentee_person, shown_hash=shown)
    assert json.loads(json.dumps(terms)) == terms
    for person in pairing.people:
        agreement.sign(by=person, typed_name=person.name, shown_hash=version.content_hash)
    return agreement


def make_check(
    pairing: Any, *, mentee: str = "", mentor: str = "", cause: str = "asked", **lines: str
) -> HorizonCheck:
    """A check, marked by those of the two who say something: same, off or apart."""
    now, by = timezone.now(), pairing.mentor_person
    check = HorizonCheck.objects.begin(pairing, cause=cause, by=by, now=now)
    assert check
    check.pairing = pairing
    for person, direction in zip(pairing.people, (mentee, mentor), strict=True):
        if direction:
            line = lines.get(f"{pairing.role_of(person)}_line", "")
            check.mark(by=person, direction=direction, line=line, now=now)
    return check
