"""Servers are found on ladders, and the real ones start from each rung that this machine has."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg2
import pytest
import redis

from tests.servers import postgres, redis_server
from tests.servers.ladder import NotHere, Unavailable, climb, from_environment
from tests.servers.smtp import SmtpSink

Server = Callable[[], AbstractContextManager[str]]


@contextmanager
def broken_rung() -> Iterator[str]:
    raise NotHere("it rained")
    yield "never"


@contextmanager
def good_rung() -> Iterator[str]:
    yield "here"


def test_the_first_rung_that_works_is_taken() -> None:
    with climb("A server", [broken_rung, good_rung, broken_rung]) as address:
        assert address == "here"


def test_when_none_works_every_reason_is_told() -> None:
    with (
        pytest.raises(Unavailable, match="could not be had:\n  broken rung: it rained$"),
        climb("A server", [broken_rung]),
    ):
        pass


def test_what_somebody_runs_already_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_POSTGRES_URL", "postgres://theirs")
    with postgres.postgres() as url:
        assert url == "postgres://theirs"


def test_an_unset_name_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
    with pytest.raises(NotHere, match="TEST_POSTGRES_URL not set"):
        from_environment("TEST_POSTGRES_URL")().__enter__()


@pytest.mark.slow
@pytest.mark.servers
@pytest.mark.parametrize("start", [postgres.postgres, postgres.wheel], ids=["ladder", "wheel"])
def test_postgresql_starts_and_makes_databases(start: Server) -> None:
    with start() as url:
        connection = psycopg2.connect(url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("create database planted")
            cursor.execute("select count(*) from pg_database where datname = 'planted'")
            assert cursor.fetchone() == (1,)
        connection.close()


@pytest.mark.slow
@pytest.mark.servers
def test_redis_starts_and_is_gone_afterwards() -> None:
    with redis_server.redis_server() as url:
        client = redis.Redis.from_url(url)
        assert client.ping() is True
    with pytest.raises(redis.ConnectionError):
        client.ping()


def test_the_mail_sink_keeps_what_it_is_sent(smtp_sink: SmtpSink) -> None:
    smtp_sink.clear()
    port = int(smtp_sink.url.rsplit(":", 1)[1])
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail("a@example.org", ["b@example.org"], "Subject: Grüße\r\n\r\nHello".encode())
    [mail] = smtp_sink.wait_for(1)
    assert (mail["Subject"], mail.get_content().strip()) == ("Grüße", "Hello")
    assert smtp_sink.to("b@example.org") == [mail]
