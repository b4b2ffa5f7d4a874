"""How an installation begins: whoever holds the set-up link makes its first programme.

The link works while nobody runs the site. It is printed by `manage.py setup_link`, so it is only
for people who have a shell on the machine, or read what its start printed.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from mentorship.models.event import Event
from mentorship.models.moves import NotNow
from mentorship.models.program import Cohort, Program

LIFETIME = dt.timedelta(days=7)
SALT = "samehorizon.setup"
# The story of the site itself; its numbers are unique, so of two founders at once one comes first.
SITE = {"subject_type": "site", "subject_id": uuid.UUID(int=0)}


def is_founded() -> bool:
    """Somebody runs this site; people of the demo do not count."""
    return User.objects.filter(is_superuser=True, is_active=True, is_demo=False).exists()


def make_token() -> str:
    return signing.dumps("setup", salt=SALT)


def is_genuine(token: str) -> bool:
    """Whether this is a link of ours, a week old at most."""
    try:
        signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return False
    return True


@transaction.atomic
def found(*, program: dict[str, Any], owner: dict[str, str]) -> User:
    """The first programme, its first round, and who runs both; for the first founder only.

    A second one meets NotNow, or an IntegrityError when both write in the same moment: the number
    is taken before looking for the first, so one of the two sees it.
    """
    number = Event.objects.filter(**SITE).count() + 1
    if is_founded():
        raise NotNow("found")
    person = User.objects.create_superuser(**owner)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Event.objects.create(**SITE, number=number, verb="found", by=person)
    name = program["program_name"]
    made = Program.objects.create(name=name, slug=_free_slug(name), contact_email=person.email)
    cohort = Cohort.objects.create(
        program=made,
        name=program["cohort_name"],
        starts_on=program["starts_on"],
        ends_on=program["ends_on"],
    )
    cohort.appoint(person, by=person)
    return person


def usual_dates(today: dt.date) -> tuple[dt.date, dt.date]:
    """A first round that leaves four weeks to apply, begins on a Monday, and lasts nine months."""
    later = today + dt.timedelta(weeks=4)
    starts_on = later + dt.timedelta(days=-later.weekday() % 7)
    return starts_on, starts_on + dt.timedelta(weeks=39)


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:50] or "program"
    taken = set(Program.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    tries = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)
