"""One key a person: made once, moved to a new master key, or destroyed for good."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from accounts.models import Draft, PersonKey
from accounts.sealing import Tampered
from tests.accounts.factories import BITS, make_master_key
from tests.factories import make_person

OLD, NEW = make_master_key(key_id="old"), make_master_key(key_id="new", bits=BITS["b"])


@pytest.fixture
def old_key(settings: Any) -> None:
    settings.JOURNAL_KEYS = [OLD]


def rewrap(capsys: Any, **options: Any) -> str:
    call_command("rewrap_keys", **options)
    return capsys.readouterr().out.strip()


def drafts_of(people: list[Any]) -> list[str]:
    return [Draft.objects.text(by=person, place="here") for person in people]


@pytest.fixture
def writers(db: None, old_key: None, settings: Any) -> list[Any]:
    """Five people with a draft each, all under the old master key, as the new one comes."""
    people = [make_person() for _ in range(5)]
    for number, person in enumerate(people):
        keep(person, f"text {number}")
    settings.JOURNAL_KEYS = [NEW, OLD]
    return people


def keep(person: Any, text: str) -> None:
    Draft.objects.keep(by=person, place="here", text=text, now=person.joined_at)


def test_a_person_has_one_key_however_often_it_is_asked_for(db: None) -> None:
    person = make_person()
    assert PersonKey.objects.of(person.pk) == PersonKey.objects.of(person.pk)
    assert PersonKey.objects.count() == 1


def test_two_people_have_different_keys(db: None) -> None:
    people = [make_person().pk, make_person().pk]
    keys = PersonKey.objects.for_writing(people)
    assert len({key.secret for key in keys.values()}) == 2


def test_a_key_put_on_another_person_is_refused(db: None) -> None:
    hers, his = (PersonKey.objects.of(make_person().pk) for _ in range(2))
    PersonKey.objects.filter(pk=his.pk).update(wrapped=bytes(hers.wrapped))
    with pytest.raises(Tampered):
        PersonKey.objects.get(pk=his.pk).opened()


def test_a_key_handed_to_another_person_is_refused(db: None) -> None:
    key = PersonKey.objects.of(make_person().pk)
    PersonKey.objects.filter(pk=key.pk).update(person=make_person())
    with pytest.raises(Tampered):
        PersonKey.objects.get(pk=key.pk).opened()


def test_a_rotation_moves_every_key_and_every_text_stays_readable(
    writers: list[Any], settings: Any, capsys: Any
) -> None:
    texts = drafts_of(writers)
    assert rewrap(capsys) == "5 keys moved to new; 0 left."
    settings.JOURNAL_KEYS = [NEW]
    assert drafts_of(writers) == texts == [f"text {number}" for number in range(5)]
    assert rewrap(capsys) == "0 keys moved to new; 0 left."


def test_a_rotation_may_stop_anywhere_and_go_on(writers: list[Any], capsys: Any) -> None:
    texts = drafts_of(writers)
    assert rewrap(capsys, limit=2) == "2 keys moved to new; 3 left."
    assert drafts_of(writers) == texts
    keep(writers[0], "written half-way")
    assert rewrap(capsys) == "3 keys moved to new; 0 left."
    assert drafts_of(writers) == ["written half-way", *texts[1:]]


def test_two_rotations_at_once_move_each_key_once(writers: list[Any]) -> None:
    first, second = (list(PersonKey.objects.order_by("pk")) for _ in range(2))
    assert [key.rewrap() for key in first] == [True] * 5
    assert [key.rewrap() for key in second] == [False] * 5


def test_a_rotation_without_the_old_key_says_so_and_changes_nothing(
    writers: list[Any], settings: Any, capsys: Any
) -> None:
    settings.JOURNAL_KEYS = [NEW]
    before = {key.pk: bytes(key.wrapped) for key in PersonKey.objects.all()}
    with pytest.raises(CommandError, match="wrapped with old, which JOURNAL_KEYS does not name"):
        rewrap(capsys)
    assert {key.pk: bytes(key.wrapped) for key in PersonKey.objects.all()} == before
    settings.JOURNAL_KEYS = [NEW, OLD]
    assert drafts_of(writers) == [f"text {number}" for number in range(5)]


def test_destroying_a_key_twice_is_destroying_it_once(db: None) -> None:
    person = make_person()
    key = PersonKey.objects.of(person.pk)
    key.destroy(by=person)
    key.destroy(by=person)
    assert PersonKey.objects.count() == 0


def test_a_new_key_after_destroying_does_not_open_the_old_text(db: None) -> None:
    person = make_person()
    keep(person, "before")
    PersonKey.objects.get().destroy(by=person)
    PersonKey.objects.of(person.pk)
    assert drafts_of([person]) == [""]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="its writers wait in line anyway")
@pytest.mark.django_db(transaction=True)
def test_eight_first_needs_at_once_make_one_key() -> None:
    person = make_person()
    start, found = threading.Barrier(8), []

    def need() -> None:
        try:
            start.wait(10)
            with transaction.atomic():
                found.append(PersonKey.objects.for_writing([person.pk])[person.pk])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=need) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len({key.secret for key in found})) == (8, 1)
    assert PersonKey.objects.count() == 1
