"""Asking the site as each actor, and seeing what every single request did to the database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from tests.world import ACTORS, World, build_world, enter

WRITE = re.compile(r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+[\"']?(\w+)", re.I)
# A session is not a row of anybody's: a visitor gets one for being shown a form.
SESSIONS = "django_session"
# What differs between two showings of one page: tokens against forgery, and the address asked for.
FORGERY = re.compile(r'(name="csrfmiddlewaretoken" value|nonce|content)="[\w+/=-]{16,}"')
CURRENT = ' aria-current="page"'
NOWHERE = "/there/is/no/such/place/"


# Whose rounds are also made when there is little time.
QUICK = {"anonymous", "mentee", "other_mentor", "coordinator"}


def sampled(actors: Iterable[str]) -> list[Any]:
    """All of them, those but a few marked as slow."""
    return [
        pytest.param(actor, marks=[] if actor in QUICK else [pytest.mark.slow])
        for actor in sorted(actors)
    ]


@dataclass
class Answer:
    """What came back, and the tables in which the request changed rows."""

    response: Any
    touched: list[str]

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def place(self) -> str:
        return self.response.headers.get("Location", "")

    @property
    def words(self) -> str:
        """The body as text, without what no two pages share."""
        asked = self.response.wsgi_request.get_full_path()
        text = self.response.content.decode().replace(asked.replace("&", "&amp;"), "HERE")
        return FORGERY.sub(r"\1=TOKEN", text).replace(CURRENT, "")

    @property
    def headers(self) -> dict[str, str]:
        """All of them, without the page's nonce, the hour, and the address that was asked for."""
        asked = self.response.wsgi_request.path
        kept = {k: v.replace(asked, "HERE") for k, v in self.response.headers.items()}
        kept.pop("Expires", None)
        return {k: re.sub(r"'nonce-[^']+'", "NONCE", v) for k, v in kept.items()}

    @property
    def templates(self) -> set[str]:
        return {template.name for template in self.response.templates if template.name}


@contextmanager
def watched() -> Iterator[list[str]]:
    """The tables in which rows are changed, in order; a write that meets no row is none."""
    touched: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        result = execute(sql, params, many, context)
        found = WRITE.match(sql)
        if found and found[1] != SESSIONS and context["cursor"].rowcount:
            touched.append(found[1])
        return result

    with connection.execute_wrapper(watch):
        yield touched


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens to the database inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Stage:
    """A world, and a browser for each actor that is as fresh at every request as at the first."""

    world: World
    browser: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    cookies: dict[str, str] = field(default_factory=dict)
    nothing: dict[str, str] = field(default_factory=dict)

    def client(self, actor: str) -> Client:
        """One for all, since making one reads every static file; fresh but for its cookies."""
        self.browser.cookies = SimpleCookie(self.cookies[actor])
        return self.browser

    def ask(
        self,
        actor: str,
        method: str,
        url: str,
        data: Any = None,
        *,
        first: Callable[[], Any] | None = None,
        then: Callable[[], Any] | None = None,
        **headers: Any,
    ) -> Answer:
        """One request, after which (and after a look at it) the database is as it was before."""
        cache.clear()
        client = self.client(actor)
        with undone():
            if first:
                first()
            given = _body(data() if callable(data) else data) if method == "post" else {}
            # The inner transaction takes the blame when the request breaks one, so that
            # whoever looks afterwards can still ask the database.
            with transaction.atomic(), watched() as touched:
                response = getattr(client, method)(url, **given, headers=headers)
            if then:
                then()
        return Answer(response, touched)

    def nothing_for(self, actor: str) -> str:
        """The page that says that there is nothing, as this actor gets it."""
        if actor not in self.nothing:
            self.nothing[actor] = self.ask(actor, "get", NOWHERE).words
        return self.nothing[actor]


def _body(data: Any) -> dict[str, Any]:
    """What a client is given; bytes are a form that is written down already."""
    if isinstance(data, bytes):
        return {"data": data, "content_type": "application/x-www-form-urlencoded"}
    return {"data": data or {}}


@contextmanager
def staged() -> Iterator[Stage]:
    """A world with everybody signed in; gone without a trace afterwards."""
    with undone():
        stage = Stage(build_world())
        for actor in ACTORS:
            stage.cookies[actor] = ""
            enter(stage.client(actor), stage.world, actor)
            stage.cookies[actor] = stage.browser.cookies.output(header="", sep=";")
        yield stage
