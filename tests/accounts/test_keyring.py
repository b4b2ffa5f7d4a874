"""The site does not start without usable master keys, and says how to get them."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.core import checks
from django.core.checks.registry import registry

from accounts.keyring import LostKey, check_keys, check_stored_keys, keyring, read
from accounts.models import PersonKey
from tests.accounts.factories import BITS, make_master_key
from tests.factories import make_person


def told(settings: Any, *entries: str) -> list[tuple[str, str]]:
    settings.JOURNAL_KEYS = list(entries)
    return [(str(error.msg), str(error.hint)) for error in check_keys(None)]


def test_the_first_key_is_current_and_the_rest_still_open(settings: Any) -> None:
    settings.JOURNAL_KEYS = [
        make_master_key(key_id="new", bits=BITS["b"]),
        make_master_key(key_id="old"),
    ]
    ring = keyring()
    assert (ring.current.id, sorted(ring.by_id)) == ("new", ["new", "old"])
    assert check_keys(None) == []


@pytest.mark.parametrize("spell", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("trim", ["", "="])
def test_either_alphabet_with_or_without_padding_will_do(spell: Any, trim: str) -> None:
    bits = bytes(range(224, 256))
    assert read([f"k1:{spell(bits).decode().rstrip(trim)}"]).current.secret == bits


MAKE_ONE = (
    "Make a key with `./samehorizon new-key`, and keep a copy apart from the database backup."
)
TWIN = make_master_key(key_id="k2")
REFUSED = [
    ((), "JOURNAL_KEYS is empty, so no private text can be kept.", MAKE_ONE),
    (("secret",), "Entry 1 of JOURNAL_KEYS does not begin with an id.", "Write it as id:base64."),
    ((":YWJj",), "Entry 1 of JOURNAL_KEYS does not begin with an id.", "Write it as id:base64."),
    (("k1:no spaces!",), "Key k1 in JOURNAL_KEYS is not base64.", MAKE_ONE),
    (("k1:c2hvcnQ=",), "Key k1 in JOURNAL_KEYS has 5 bytes, not 32.", MAKE_ONE),
    (("k1:",), "Key k1 in JOURNAL_KEYS has 0 bytes, not 32.", MAKE_ONE),
    (
        (make_master_key(), make_master_key(bits=BITS["b"])),
        "JOURNAL_KEYS names k1 twice.",
        "Give each key its own id.",
    ),
    (
        (make_master_key(), TWIN),
        "k1 and k2 in JOURNAL_KEYS are the same key.",
        "Remove the one that nothing was wrapped with.",
    ),
]


@pytest.mark.parametrize(("entries", "what", "fix"), REFUSED)
def test_keys_that_cannot_be_used_are_refused_with_the_fix(
    settings: Any, entries: tuple[str, ...], what: str, fix: str
) -> None:
    assert told(settings, *entries) == [(what, fix)]


def test_all_that_is_wrong_is_told_at_once_and_no_key_is_shown(settings: Any) -> None:
    spoken = " ".join(map(str, told(settings, "k1:c2hvcnRzZWNyZXQ=", "nocolonsecret", "k3:??")))
    assert spoken.count("JOURNAL_KEYS") == 3
    assert [word for word in ("c2hvcnRzZWNyZXQ", "nocolonsecret", "shortsecret") if word in spoken
            ] == []  # fmt: skip


def test_a_ring_does_not_show_its_keys() -> None:
    assert repr(read([make_master_key()])) == "Keyring(current=Key(id='k1'))"


def test_the_check_runs_with_the_others() -> None:
    assert [check for check in registry.get_checks() if check is check_keys] == [check_keys]


@pytest.mark.django_db
def test_a_key_that_somebody_still_needs_is_missed_by_name(settings: Any) -> None:
    PersonKey.objects.of(make_person().pk)
    assert check_stored_keys(None, databases=["default"]) == []
    settings.JOURNAL_KEYS = [make_master_key(key_id="other")]
    (error,) = check_stored_keys(None, databases=["default"])
    assert (error.id, error.level) == ("accounts.E002", checks.ERROR)
    assert "which JOURNAL_KEYS does not name" in error.msg
    assert "Nothing was changed" in str(error.hint)


@pytest.mark.django_db
def test_a_lost_key_is_told_in_plain_words_and_overwrites_nothing(settings: Any) -> None:
    person = make_person()
    kept = PersonKey.objects.of(person.pk)
    settings.JOURNAL_KEYS = [make_master_key(key_id="other")]
    with pytest.raises(LostKey, match="is not in JOURNAL_KEYS. Put it back"):
        PersonKey.objects.for_writing([person.pk])
    found = PersonKey.objects.get()
    assert (found.pk, bytes(found.wrapped)) == (kept.pk, bytes(kept.wrapped))
