"""Looking changes nothing: no page by GET even tries to write, but for what a look is meant to.

The matrix sees rows that were changed; here a statement counts that would have met none today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from mentorship.models import Intake
from tests.access.foreign import FOREIGN, path_of
from tests.access.stage import Stage, sampled
from tests.access.test_matrix import LEAVES_A_TRACE
from tests.routes import SEEN_BY, url
from tests.world import ACTORS

pytestmark = pytest.mark.django_db

WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE)\b[^\"'`]*[\"'`]?(\w+)", re.I)
# A visitor gets a session for being shown a form, with the token against forgery or a message.
SESSIONS = {"django_session"}
# Of allauth's pages: which devices somebody signs in from, and what they were asked to confirm.
NOT_OURS = SESSIONS | {"usersessions_usersession"}


@contextmanager
def tried() -> Iterator[set[str]]:
    """The tables that statements would write to, whether or not they find a row there."""
    tables: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        found = WRITES.match(sql)
        if found:
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables


def leave_a_list_lying(stage: Stage) -> None:
    """So that there is something that a look could tidy away."""
    long_ago = stage.world.now - timedelta(days=3)
    Intake.objects.filter(pk=stage.world.checking_intake.pk).update(created_at=long_ago)


def looked(stage: Stage, actor: str, address: str) -> set[str]:
    with tried() as tables:
        answer = stage.ask(actor, "get", address)
    assert answer.status < 500
    return tables


@pytest.mark.parametrize("actor", sampled(ACTORS))
def test_no_look_at_a_page_of_ours_writes(stage: Stage, actor: str) -> None:
    seen = [name for name, who in SEEN_BY.items() if actor in who]
    wrote = {
        name: looked(stage, actor, url(name, stage.world))
        - SESSIONS
        - LEAVES_A_TRACE.get(name, set())
        for name in seen
    }
    assert len(seen) >= 10
    assert {name: tables for name, tables in wrote.items() if tables} == {}


@pytest.mark.parametrize("actor", ["anonymous", "mentee"])
def test_no_look_at_a_page_about_ones_account_writes(stage: Stage, actor: str) -> None:
    routes = [route for route in FOREIGN if route.startswith("account/")]
    wrote = {r: looked(stage, actor, path_of(r, stage.world)) - NOT_OURS for r in routes}
    assert {route: tables for route, tables in wrote.items() if tables} == {}


def test_a_list_left_lying_is_neither_shown_nor_dropped_by_a_look(stage: Stage) -> None:
    pk, page = stage.world.checking_intake.pk, url("cohort_import", stage.world)
    states: list[str] = []

    def note() -> None:
        states.append(Intake.objects.get(pk=pk).status)

    fresh = stage.ask("coordinator", "get", page)
    with tried() as tables:
        answer = stage.ask(
            "coordinator", "get", page, first=lambda: leave_a_list_lying(stage), then=note
        )
    assert tables - SESSIONS == {"mentorship_intake"}  # by this test
    assert states == ["checking"]
    assert [str(pk) in shown.words for shown in (fresh, answer)] == [True, False]
