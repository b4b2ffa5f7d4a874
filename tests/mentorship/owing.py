"""`python -m tests.mentorship.owing N`: N people apply and are owed a mail; prints who.

A process of its own, so that the tests of real workers share nothing with them but the database.
"""

from __future__ import annotations

import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from accounts.models import MailPreferences  # noqa: E402
from tests.factories import make_cohort, make_enrolment, make_person  # noqa: E402


@transaction.atomic
def owe(number: int) -> list[str]:
    cohort = make_cohort()
    addresses = []
    for place in range(number):
        email = f"applicant-{cohort.pk.hex[:8]}-{place}@example.org"
        person = make_person(email=email)
        # They may be told at any hour, or this would depend on when the tests run.
        MailPreferences.objects.create(person=person, quiet_from="00:00", quiet_until="00:00")
        make_enrolment(cohort=cohort, person=person, status="invited").apply(by=person)
        addresses.append(email)
    return addresses


if __name__ == "__main__":
    sys.stdout.write("\n".join(owe(int(sys.argv[1]))))
