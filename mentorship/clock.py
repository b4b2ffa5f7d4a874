"""The database's clock. Machines may disagree with one another; all of them agree with it."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.utils import timezone

ASK = {
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": "SELECT clock_timestamp()",
}


def database_now() -> dt.datetime:
    """The instant that leases, due times and waits are measured with."""
    with connection.cursor() as cursor:
        cursor.execute(ASK[connection.vendor])
        (told,) = cursor.fetchone()
    if isinstance(told, str):
        told = dt.datetime.fromisoformat(told)
    return told if timezone.is_aware(told) else told.replace(tzinfo=dt.UTC)
