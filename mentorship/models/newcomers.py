"""Accounts for people whom somebody else entered: no password, and nothing that says who they know.

They come in by a link in a mail, choose a way to sign in, and may correct everything said of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import time
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower

from accounts.models import Availability, Profile, User
from accounts.models.user import default_zone
from mentorship.roster import RosterPerson

BATCH = 500
DAY = 24 * 60
LAST_MINUTE = time(23, 59)


def accounts_for(people: Iterable[RosterPerson]) -> tuple[dict[str, Any], set[Any]]:
    """Address -> id of the account, made where there was none; and the ids of those made now.

    An account that is there already is its owner's: not a word of it changes.
    """
    by_email = {person.email: person for person in people}
    known = _known(by_email)
    missing = [person for email, person in by_email.items() if email not in known]
    fresh = [_account(person) for person in missing]
    # Somebody may sign up with one of these addresses this very moment; then it is theirs.
    User.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    known |= _known(person.email for person in missing)
    made = {account.pk for account in fresh} & set(known.values())
    _describe([(known[person.email], person) for person in missing if known[person.email] in made])
    return known, made


def _known(emails: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    accounts = User.objects.annotate(address=Lower("email"))
    for some in batches(list(emails)):
        found |= dict(accounts.filter(address__in=some).values_list("address", "pk"))
    return found


def _account(person: RosterPerson) -> User:
    return User(
        email=person.email,
        name=person.name,
        time_zone=person.zone or default_zone(),
        password=make_password(None),
    )


def _describe(newcomers: Sequence[tuple[Any, RosterPerson]]) -> None:
    """Pronouns and free hours, as the list had them."""
    Profile.objects.bulk_create(
        [
            Profile(person_id=pk, pronouns=person.pronouns)
            for pk, person in newcomers
            if person.pronouns
        ],
        batch_size=BATCH,
    )
    Availability.objects.bulk_create(
        [
            Availability(
                person_id=pk,
                weekday=window.weekday,
                from_minute=_minute(window.start),
                until_minute=_minute(window.end),
            )
            for pk, person in newcomers
            for window in person.windows
        ],
        batch_size=BATCH,
    )


def _minute(moment: time) -> int:
    return DAY if moment == LAST_MINUTE else moment.hour * 60 + moment.minute


def batches(items: Sequence[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """So that no query carries more values than the databases take."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
