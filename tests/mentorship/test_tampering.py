"""What both signed stays as it was: the database refuses, and a seal tells when it could not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.private import seal_for
from mentorship.models import Agreement, AgreementVersion, Signature
from mentorship.triggers import taken_down
from tests.factories import make_pairing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VERSIONS = 100
TABLES = ("mentorship_agreementversion", "mentorship_signature")
# What could be changed behind the application's back, column by column.
COLUMNS = {
    "mentorship_agreementversion": ("number", "terms", "content_hash", "previous_hash"),
    "mentorship_signature": ("typed_name", "signed_at", "person_id"),
}


@pytest.fixture
def agreement() -> Agreement:
    """A hundred versions, each signed by whoever wrote it: two hundred rows."""
    found = Agreement.objects.of(make_pairing(is_started=False))
    people = found.pairing.people
    shown = ""
    for number in range(VERSIONS):
        by = people[number % 2]
        version = found.propose({"hopes": f"Hope {number}"}, by=by, shown_hash=shown)
        shown = version.content_hash
        found.sign(by=by, typed_name=by.name, shown_hash=shown)
    return found


@contextmanager
def walls_down() -> Iterator[None]:
    """As whoever holds the database could; PostgreSQL alters no table while a check waits."""
    connection.check_constraints()
    with taken_down(TABLES):
        yield
        connection.check_constraints()


def first_broken(agreement: Agreement, *, by: Any) -> int | None:
    versions = agreement.versions_with_names()
    return agreement.first_broken(versions, agreement.read_all(versions, by=by))


def refused(sql: str, *told: Any) -> bool:
    """Whether the database says no to this, in raw SQL."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, told)
    except IntegrityError:
        return True
    return False


def as_kept(pk: Any) -> Any:
    return pk.hex if connection.vendor == "sqlite" else pk


def test_two_hundred_rows_can_be_neither_changed_nor_taken_away(
    agreement: Agreement, capsys: Any
) -> None:
    rows = [*AgreementVersion.objects.all(), *Signature.objects.all()]
    tried = no = 0
    for row in rows:
        table = row._meta.db_table
        acts = [f"UPDATE {table} SET {name} = {name} WHERE id = %s" for name in COLUMNS[table]]
        for sql in (*acts, f"DELETE FROM {table} WHERE id = %s"):
            tried += 1
            no += refused(sql, as_kept(row.pk))
    with capsys.disabled():
        sys.stdout.write(f"\nSigned rows: {len(rows)}; {no} of {tried} tamperings refused.\n")
    assert (len(rows), no) == (2 * VERSIONS, tried)
    assert first_broken(agreement, by=agreement.pairing.mentee_person) is None


def test_each_version_that_was_changed_with_the_walls_down_is_found(
    agreement: Agreement, capsys: Any
) -> None:
    """Other words, another seal, another link, another place: two hundred times, one at a time."""
    reader = agreement.pairing.mentor_person
    found = 0
    for number, version in enumerate(AgreementVersion.objects.order_by("number"), start=1):
        version.agreement = agreement
        words = seal_for(version, "terms", '{"hopes": "Something else"}')
        seal = version.content_hash[:-1] + ("0" if version.content_hash[-1] != "0" else "1")
        for change in ({"terms": words}, {"content_hash": seal}):
            with transaction.atomic():
                with walls_down():
                    assert AgreementVersion.objects.filter(pk=version.pk).update(**change) == 1
                found += first_broken(agreement, by=reader) == number
                transaction.set_rollback(True)
    with capsys.disabled():
        sys.stdout.write(f"\nChanged past the walls: {found} of {2 * VERSIONS} found.\n")
    assert found == 2 * VERSIONS
    assert first_broken(agreement, by=reader) is None


def test_a_version_that_was_taken_out_is_missed(agreement: Agreement) -> None:
    reader = agreement.pairing.mentee_person
    with walls_down():
        Signature.objects.filter(version__number=7).delete()
        AgreementVersion.objects.filter(number=7).delete()
    assert first_broken(agreement, by=reader) == 7
