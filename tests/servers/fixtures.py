"""The servers as session fixtures. What cannot be had is skipped loudly, and fails under CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest

from tests.servers.chromium import chromium
from tests.servers.ladder import Unavailable
from tests.servers.postgres import postgres
from tests.servers.redis_server import redis_server
from tests.servers.smtp import SmtpSink, smtp_server


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    yield from held(postgres())


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    yield from held(redis_server())


@pytest.fixture(scope="session")
def chromium_path() -> Iterator[str]:
    yield from held(chromium())


@pytest.fixture(scope="session")
def smtp_sink() -> Iterator[SmtpSink]:
    """Shared by the session: clear() it first."""
    with smtp_server() as sink:
        yield sink


def held(server: AbstractContextManager[str]) -> Iterator[str]:
    try:
        with server as address:
            yield address
    except Unavailable as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason), pytrace=False)
        pytest.skip(str(reason))
