"""The fixed cast: a mentee, their mentor, a coordinator, and an outsider who must see nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from mentorship.triggers import taken_down
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop beside the ORM

pytest_plugins = ["tests.servers.fixtures"]


@pytest.fixture(scope="session", autouse=True)
def _a_flush_may_empty_append_only_tables(django_db_setup: None) -> None:
    """SQLite empties a test database with DELETE, which the walls refuse."""
    operations = type(connection.ops)
    empty: Callable[[Any, list[str]], None] = operations.execute_sql_flush

    def without_walls(self: Any, statements: list[str]) -> None:
        with taken_down([]):
            empty(self, statements)

    if connection.vendor == "sqlite":
        operations.execute_sql_flush = without_walls


@pytest.fixture
def cohort(db: None) -> Any:
    return make_cohort()


@pytest.fixture
def mentee(db: None) -> Any:
    return make_person(name="Amara Okafor", time_zone="Europe/Berlin")


@pytest.fixture
def mentor(db: None) -> Any:
    return make_person(name="Dela Mensah", time_zone="America/New_York")


@pytest.fixture
def coordinator(cohort: Any) -> Any:
    return make_enrolment(
        cohort=cohort, person=make_person(name="Chidi Brandt"), role="admin"
    ).person


@pytest.fixture
def outsider(db: None) -> Any:
    return make_person(name="Oskar Lind")


@pytest.fixture
def pairing(cohort: Any, mentee: Any, mentor: Any) -> Any:
    return make_pairing(cohort=cohort, mentee=mentee, mentor=mentor)
