"""The database's clock. Machines may disagree with one another; all of them agree with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone


def database_now() -> dt.datetime:
    """The instant that leases, due times and waits are measured with.

    SQLite lives in our own process, so its clock is ours, only coarser.
    """
    if connection.vendor == "sqlite":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    assert isinstance(now, dt.datetime)
    return now


def database_stamp() -> Any:
    """The same instant for a row that is being written, without asking first."""
    return timezone.now() if connection.vendor == "sqlite" else Now()
