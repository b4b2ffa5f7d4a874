"""The demo story and real data never share a house: production refuses made-up people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

FOUND = "The demo story is in this database, and its people can be signed in as by anybody."
FIX = "Run `./samehorizon demo clear` on it, or start with an empty database."


def is_in_the_way() -> bool:
    """Whether this is production, with people of the demo in it; False while nobody can tell."""
    people = apps.get_model("accounts", "User").objects
    try:
        return settings.PRODUCTION and people.filter(is_demo=True).exists()
    except DatabaseError:
        return False


def refuse() -> None:
    """Called as a server starts, before it takes its first request."""
    if is_in_the_way():
        raise ImproperlyConfigured(f"{FOUND} {FIX}")


def check_demo(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The same for `check --database default`, and for `migrate`."""
    if "default" in (databases or ()) and is_in_the_way():
        return [Error(FOUND, hint=FIX, id="accounts.E003")]
    return []
