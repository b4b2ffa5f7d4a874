"""Walls in the database that constraints cannot express, said once for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, migrations, transaction


@dataclass(frozen=True)
class Trigger:
    """Refuse an act on a table `when` a condition over NEW (or OLD) holds.

    The refusal reaches Python as an IntegrityError that carries the trigger's name.
    """

    name: str
    table: str
    act: str
    when: str

    def create(self, vendor: str) -> list[str]:
        return self._postgresql() if vendor == "postgresql" else [self._sqlite()]

    def drop(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [
                f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
                f"DROP FUNCTION IF EXISTS {self.name}()",
            ]
        return [f"DROP TRIGGER IF EXISTS {self.name}"]

    def _sqlite(self) -> str:
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.act} ON {self.table} "
            f"FOR EACH ROW WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
        )

    def _postgresql(self) -> list[str]:
        kept = "OLD" if self.act == "DELETE" else "NEW"
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.when} THEN RAISE EXCEPTION '{self.name}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {kept}; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self.act} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]


def walls(triggers: Sequence[Trigger]) -> migrations.RunPython:
    """One migration operation that builds all of them, and can take them down again."""

    def run(statements: str) -> Any:
        def on(apps: Any, editor: Any) -> None:
            vendor = editor.connection.vendor
            for trigger in triggers:
                for statement in getattr(trigger, statements)(vendor):
                    editor.execute(statement)

        return on

    return migrations.RunPython(run("create"), run("drop"))


def with_walls_aside(operations: Sequence[Any]) -> list[Any]:
    """These operations of a migration, with every trigger of SQLite put away before and back after.

    SQLite changes a table by making it anew. Triggers that look at the table stop it, and those
    on it would be gone afterwards without a word.
    """

    def aside(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            editor.connection.walls_aside = _standing(editor.connection)
            for name, _sql in editor.connection.walls_aside:
                editor.execute(f"DROP TRIGGER {name}")

    def back(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            for _name, sql in editor.connection.walls_aside:
                editor.execute(sql)

    run = migrations.RunPython
    return [run(aside, back), *operations, run(back, aside)]


def _standing(connection: Any) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return list(cursor.fetchall())


@contextmanager
def taken_down(tables: Sequence[str]) -> Iterator[None]:
    """Let rows of append-only tables go, for one transaction: erasing a whole story, never a line.

    The demo's `clear` needs it, and a test database between two tests. Nothing else may.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        standing = _standing(connection)
        for name, _sql in standing:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in standing:
            cursor.execute(sql)
