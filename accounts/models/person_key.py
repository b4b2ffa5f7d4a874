"""The key to one person's private text. Who destroys it erases every text sealed under it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models

from accounts import keyring, sealing
from accounts.models.base import Row


class PersonKeyQuerySet(models.QuerySet["PersonKey"]):
    def of(self, person_id: uuid.UUID) -> PersonKey:
        """The person's key, made at the first need; two first needs at once share one key."""
        found = self.filter(person_id=person_id).first()
        return found or self.get_or_create(person_id=person_id, defaults=_fresh(person_id))[0]

    def opened(self, key_ids: Iterable[str]) -> dict[str, sealing.Key]:
        """Those of these keys that still exist, unwrapped, in one query. Do not keep them."""
        wanted = {_uuid(key_id) for key_id in key_ids}
        return {key.id.hex: key.opened() for key in self.filter(pk__in=wanted)} if wanted else {}

    def for_writing(self, person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, sealing.Key]:
        """Each person's key, unwrapped; one query, and one more for whoever has none yet."""
        wanted = set(person_ids)
        found: dict[uuid.UUID, PersonKey] = {
            key.person_id: key for key in self.filter(person_id__in=wanted)
        }
        found |= {person_id: self.of(person_id) for person_id in wanted - set(found)}
        return {person_id: key.opened() for person_id, key in found.items()}

    def not_under(self, master_id: str) -> PersonKeyQuerySet:
        """Keys that a rotation has still to re-wrap."""
        return self.exclude(master_key_id=master_id)


class PersonKey(Row):
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="text_key"
    )
    wrapped = models.BinaryField()
    master_key_id = models.CharField(max_length=keyring.LONGEST_ID, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.id.hex} under {self.master_key_id}"

    def opened(self) -> sealing.Key:
        """The key itself, for the length of one call; LostKey when its master key is gone."""
        master = keyring.keyring().master(self.master_key_id)
        # PostgreSQL hands out memoryviews, SQLite bytes.
        secret = sealing.unseal({master.id: master}, bytes(self.wrapped), self._context())
        return sealing.Key(self.id.hex, secret)

    def rewrap(self) -> bool:
        """Wrap the same key under the current master key; False when that was done already.

        Text is not touched, so it stays readable at every moment, and so it is after a crash.
        """
        master = keyring.keyring().current
        if self.master_key_id == master.id:
            return False
        wrapped = sealing.seal(master, self.opened().secret, self._context())
        mine = PersonKey.objects.filter(pk=self.pk, master_key_id=self.master_key_id)
        return bool(mine.update(wrapped=wrapped, master_key_id=master.id))

    def destroy(self, *, by: Any) -> None:
        """Make every text sealed under this key unreadable, for everybody and for good."""
        PersonKey.objects.filter(pk=self.pk).delete()

    def _context(self) -> sealing.Context:
        return _context(self.id, self.person_id)


def _uuid(key_id: str) -> uuid.UUID:
    try:
        return uuid.UUID(hex=key_id)
    except ValueError:
        raise sealing.Tampered("These bytes name a key that no person ever had.") from None


def _context(key_id: uuid.UUID, person_id: uuid.UUID) -> sealing.Context:
    return sealing.Context("accounts.personkey", key_id.hex, "wrapped", str(person_id))


def _fresh(person_id: uuid.UUID) -> dict[str, Any]:
    """What a new row needs: a random key, wrapped under the current master key."""
    key_id, master = uuid.uuid4(), keyring.keyring().current
    secret = sealing.Key.new(key_id.hex).secret
    wrapped = sealing.seal(master, secret, _context(key_id, person_id))
    return {"id": key_id, "wrapped": wrapped, "master_key_id": master.id}
