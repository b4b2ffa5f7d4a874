"""Signed links in mails: one purpose, one person, fourteen days, repeatable without harm.

They die when the person signs out everywhere. Opening one never changes data: a GET shows a page
with the answer chosen, and one button posts it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core import signing

from accounts.models import User

LIFETIME = timedelta(days=14)
SALT = "samehorizon.mail-link"


class SpentLink(Exception):
    """The link is forged, too old, revoked, or meant for something else."""


@dataclass(frozen=True)
class Link:
    person: User
    purpose: str
    about: dict[str, str] = field(default_factory=dict)


def token(person: User, purpose: str, **about: str) -> str:
    """The signed part of an address; `about` holds ids and choices, never text of a person."""
    return signing.dumps(
        {"p": str(person.pk), "e": person.link_epoch, "a": about}, salt=f"{SALT}.{purpose}"
    )


def read(value: str, purpose: str, *, lifetime: timedelta = LIFETIME) -> Link:
    """The link behind a token made for this purpose; else SpentLink."""
    try:
        told: dict[str, Any] = signing.loads(value, salt=f"{SALT}.{purpose}", max_age=lifetime)
    except signing.BadSignature as error:
        raise SpentLink from error
    person = User.objects.filter(pk=told["p"], link_epoch=told["e"], is_active=True).first()
    if person is None:
        raise SpentLink
    return Link(person, purpose, told["a"])
