"""The master keys, which are kept outside the database: settings.JOURNAL_KEYS.

Each entry is `id:base64` of 32 random bytes. The first one wraps; the others still open, until
`manage.py rewrap_keys` has moved everybody to the first. A message never shows any of a key.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections

from accounts.sealing import KEY_ID, SECRET_BYTES, Key, UnknownKey

MAKE_ONE = (
    "Make a key with `./samehorizon new-key`, and keep a copy apart from the database backup."
)
PUT_BACK = (
    "Put it back at the end of JOURNAL_KEYS, from the backup of the keys. Nothing was changed."
)
LONGEST_ID = 32


class BadKeys(ValueError):
    """JOURNAL_KEYS cannot be used; each problem comes with its fix."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(f"{what} {fix}" for what, fix in problems))


class LostKey(UnknownKey):
    """The text is intact, but the master key that wrapped its author's key is not in the ring."""


@dataclass(frozen=True)
class Keyring:
    """The master keys that are at hand."""

    current: Key
    by_id: dict[str, Key] = field(repr=False)

    def master(self, key_id: str) -> Key:
        if key_id not in self.by_id:
            raise LostKey(f"The master key {key_id} is not in JOURNAL_KEYS. {PUT_BACK}")
        return self.by_id[key_id]


def keyring() -> Keyring:
    """The ring as the settings tell it now; nothing of it is kept between calls."""
    return read(settings.JOURNAL_KEYS)


def read(entries: Sequence[str]) -> Keyring:
    """The ring that these entries spell; else BadKeys with every problem at once."""
    problems: list[tuple[str, str]] = []
    keys: list[Key] = []
    for place, entry in enumerate(entries, start=1):
        key = _key(entry, place, problems)
        if key is not None:
            _refuse_twins(key, keys, problems)
            keys.append(key)
    if not entries:
        problems.append(("JOURNAL_KEYS is empty, so no private text can be kept.", MAKE_ONE))
    if problems:
        raise BadKeys(problems)
    return Keyring(keys[0], {key.id: key for key in keys})


def _key(entry: str, place: int, problems: list[tuple[str, str]]) -> Key | None:
    """The key of one entry; its problem is noted otherwise."""
    key_id, colon, spelled = entry.strip().partition(":")
    if not colon or not KEY_ID.fullmatch(key_id) or len(key_id) > LONGEST_ID:
        problems.append(
            (f"Entry {place} of JOURNAL_KEYS does not begin with an id.", "Write it as id:base64.")
        )
        return None
    secret = _decoded(spelled)
    if secret is None:
        problems.append((f"Key {key_id} in JOURNAL_KEYS is not base64.", MAKE_ONE))
        return None
    if len(secret) != SECRET_BYTES:
        wrong = f"Key {key_id} in JOURNAL_KEYS has {len(secret)} bytes, not {SECRET_BYTES}."
        problems.append((wrong, MAKE_ONE))
        return None
    return Key(key_id, secret)


def _decoded(spelled: str) -> bytes | None:
    """Either alphabet of base64, with or without its padding."""
    plain = spelled.strip().rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _refuse_twins(key: Key, earlier: list[Key], problems: list[tuple[str, str]]) -> None:
    for other in earlier:
        if other.id == key.id:
            problems.append((f"JOURNAL_KEYS names {key.id} twice.", "Give each key its own id."))
        elif other.secret == key.secret:
            twins = f"{other.id} and {key.id} in JOURNAL_KEYS are the same key."
            problems.append((twins, "Remove the one that nothing was wrapped with."))


def check_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """System check: refuse to start without usable master keys."""
    try:
        keyring()
    except BadKeys as error:
        return [Error(what, hint=fix, id="accounts.E001") for what, fix in error.problems]
    return []


def check_stored_keys(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Database check: refuse to start when somebody's key was wrapped with a key that is gone."""
    person_keys = apps.get_model("accounts", "PersonKey")
    table = person_keys._meta.db_table
    if check_keys(app_configs):
        return []
    missing: set[str] = set()
    for alias in databases or ():
        if table in connections[alias].introspection.table_names():
            used = person_keys.objects.using(alias).values_list("master_key_id", flat=True)
            missing |= set(used.distinct()) - set(keyring().by_id)
    return [_lost(key_id) for key_id in sorted(missing)]


def _lost(key_id: str) -> CheckMessage:
    what = f"Private text needs the master key {key_id}, which JOURNAL_KEYS does not name."
    return Error(what, hint=PUT_BACK, id="accounts.E002")
