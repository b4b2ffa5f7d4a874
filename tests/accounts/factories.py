"""Things of the accounts app to test with."""

from __future__ import annotations

import base64
from typing import Any

from accounts.models import Draft
from tests.factories import make_person

BITS = {name: bytes((number,)) * 31 + b"\xff" for number, name in enumerate("abc")}


def make_master_key(*, key_id: str = "k1", bits: bytes = BITS["a"]) -> str:
    """An entry of JOURNAL_KEYS."""
    return f"{key_id}:{base64.urlsafe_b64encode(bits).decode()}"


def make_draft(*, person: Any = None, text: str, place: str = "here") -> Draft:
    """The smallest row that holds private text."""
    person = person or make_person()
    return Draft.objects.create(person=person, place=place, text=text, kept_at=person.joined_at)
