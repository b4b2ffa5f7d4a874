"""P4: who reads a log is let in by no line of it, whatever became of the link that it was about.

Which addresses hold secrets is read from the routes here, in another way than the filter does it:
by what their arguments cannot be. So a new kind of argument fails until somebody has decided.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from accounts.urls import Day, Place
from tests.access.foreign import FOREIGN, every_route
from tests.access.stage import Stage
from tests.access.test_links import ENDPOINTS, own_url, spoiled, url_of

pytestmark = pytest.mark.django_db

HARMLESS = (IntConverter, SlugConverter, UUIDConverter, Day, Place)
STEPS = {("apply", "step")}  # which question of an application, by its name
CHOICES = re.compile(r"\(\?P<\w+>(?:\w+(?:\|\w+)*|\[0-9a-f\]\{8\}[^)]*\)[^)]*)\)")
CANARY = "hush"
LONG_AFTER = dt.timedelta(days=1000)


def routes_with_secrets() -> set[str]:
    """Ours whose arguments are more than ids, dates, choices and names that stand in pages."""
    found = set()
    for route, pattern in every_route():
        known = getattr(pattern.pattern, "converters", {})
        open_ones = {n for n, c in known.items() if not isinstance(c, HARMLESS)}
        has_more = "(?P<" in CHOICES.sub("", route)
        if route not in FOREIGN and ({(pattern.name, n) for n in open_ones} - STEPS or has_more):
            found.add(pattern.name)
    return found


def test_the_routes_with_secrets_are_those_that_are_tried() -> None:
    assert routes_with_secrets() == set(ENDPOINTS)


class Everything(logging.Handler):
    """Keeps all that a handler could write or send away."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = logging.Formatter("%(name)s %(message)s").format(record)
        self.said += [line, str(record.msg), str(record.args)]


@contextmanager
def overheard() -> Iterator[list[str]]:
    """What every logger says meanwhile, at every level."""
    names = [None, *logging.root.manager.loggerDict]
    loggers = [logging.getLogger(name) for name in names]
    levels, handler = [logger.level for logger in loggers], Everything()
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    try:
        yield handler.said
    finally:
        logging.getLogger().removeHandler(handler)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def broken(token: str) -> Iterator[str]:
    yield from (mended for _what, mended in spoiled(token))
    yield from (token[:12], f"{CANARY} {CANARY}", f"{CANARY}\n{CANARY}", f"{CANARY}%20{CANARY}")


def visited(stage: Stage, name: str) -> Iterator[str]:
    """The tokens that an address was asked with: good ones, spent ones, broken ones."""
    token = getattr(stage.world, ENDPOINTS[name])
    for method in ("get", "post", "put"):
        stage.ask("anonymous", method, own_url(stage, name))
    with time_machine.travel(stage.world.now + LONG_AFTER, tick=False):
        stage.ask("anonymous", "get", own_url(stage, name))
    yield token
    for other in broken(token):
        url = url_of(stage, name, other)
        for asked in (url, url.rstrip("/"), url.removesuffix(".ics"), f"/before{url}"):
            stage.ask("anonymous", "get", asked)
        yield other


def heard_of(token: str, said: list[str]) -> set[str]:
    """The lines with a token in them, or with a good part of one."""
    parts = {token, token[:12], token[-12:]} if len(token) >= 12 else {token}
    return {line for line in said if any(part in line for part in parts)}


@pytest.mark.parametrize("name", sorted(ENDPOINTS))
def test_no_line_of_any_logger_lets_its_reader_in(stage: Stage, name: str) -> None:
    with overheard() as said:
        tokens = list(visited(stage, name))
    assert any("(a link)" in line for line in said)
    assert {line for token in [*tokens, CANARY] for line in heard_of(token, said)} == set()


def test_what_breaks_lets_nobody_in_either(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    token = stage.world.log_token
    url = own_url(stage, "log_from_mail")

    def broken_read(*_args: Any, **_told: Any) -> Any:
        raise OSError(f"no such place: {url}")

    monkeypatch.setattr("accounts.links.read", broken_read)
    with overheard() as said:
        assert stage.ask("anonymous", "get", url).status == 500
    assert any("OSError: no such place: /log/from-mail/(a link)" in line for line in said)
    assert heard_of(token, said) == set()


def test_a_common_logger_would_have_told_them(stage: Stage) -> None:
    """So that the silence above is ours, and not that nothing was said."""
    ours, url = logging.getLogRecordFactory(), reverse("calendar", args=[CANARY])
    logging.setLogRecordFactory(logging.LogRecord)
    try:
        with overheard() as said:
            stage.ask("anonymous", "get", url)
    finally:
        logging.setLogRecordFactory(ours)
    assert heard_of(CANARY, said) != set()
