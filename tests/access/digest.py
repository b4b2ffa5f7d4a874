"""The whole database as one value for each table, to see whether anything at all was changed."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import connection

# A visitor gets a session for being shown a form; it is no row of anybody's.
LEFT_OUT = {"django_session"}


def digest() -> dict[str, str]:
    """For each table a hash over all its rows."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - LEFT_OUT
        return {table: _of(cursor, table) for table in sorted(tables)}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {table for table in before | after if before.get(table) != after.get(table)}


def dump() -> str:
    """Every value of every table as text, where words would be found that were kept in the open."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return "\n".join(repr(row) for table in tables for row in _rows(cursor, table))


def _of(cursor: Any, table: str) -> str:
    rows = sorted(repr(row) for row in _rows(cursor, table))
    return hashlib.sha256("\n".join(rows).encode("utf-8", "backslashreplace")).hexdigest()


def _rows(cursor: Any, table: str) -> list[Any]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return [tuple(map(_plain, row)) for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    """PostgreSQL hands out bytes as views, which look different each time."""
    return bytes(value) if isinstance(value, memoryview) else value
