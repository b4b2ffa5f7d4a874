"""A real worker, clock, broker and mail server: what is owed arrives, and arrives once."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import redis
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.rules import ROOT
from tests.servers.processes import free_port, running
from tests.servers.smtp import SmtpSink

pytestmark = [pytest.mark.servers, pytest.mark.slow]
WORKER = "-m celery --quiet -A mentorship.celery:app worker -B --pool threads --concurrency 2"
WORKER += " --loglevel WARNING --without-gossip --without-mingle"
OURS = ("SAMEHORIZON_", "SECRET_KEY", "JOURNAL_KEYS", "EMAIL_", "REDIS_URL", "DATABASE_URL")


class Box:
    """An installation of its own in a folder of its own: no Redis and SQLite, unless told."""

    def __init__(self, folder: Path, **told: str) -> None:
        self.folder = folder
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.env = {
            **clean,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "mentorship.settings",
            "SAMEHORIZON_PROFILE": "embedded",
            "SAMEHORIZON_DATA": str(folder / "data"),
            "RING_SECONDS": "1",
            **told,
        }

    def prepared(self, ready: Path | None = None) -> Box:
        """With its tables: made now, or copied from a box where they have been made."""
        if ready is None:
            self.call("-m", "django", "migrate", "--verbosity", "0")
        else:
            shutil.copytree(ready / "data", self.folder / "data")
        return self

    def call(self, *arguments: str) -> str:
        return self.start(*arguments).communicate()[0]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A Python of ours, its output kept."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.PIPE,
            text=True,
        )

    def owe(self, number: int) -> list[str]:
        """The addresses of as many people who are owed a mail now."""
        return self.call("-m", "tests.mentorship.owing", str(number)).split()

    @contextmanager
    def working(self) -> Iterator[subprocess.Popen[bytes]]:
        with running([sys.executable, *WORKER.split()], folder=self.folder, env=self.env) as worker:
            yield worker

    def ask(self, query: str) -> Any:
        with closing(sqlite3.connect(self.folder / "data" / "samehorizon.sqlite3")) as database:
            found = database.execute(query).fetchall()
            database.commit()
        return found

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")


def wait_for(is_so: Callable[[], Any], *, seconds: float = 40) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if is_so():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Box(tmp_path_factory.mktemp("ready")).prepared().folder


@pytest.fixture(params=["files", "redis"])
def box(request: pytest.FixtureRequest, tmp_path: Path, ready: Path, smtp_sink: SmtpSink) -> Box:
    smtp_sink.clear()
    told = {"EMAIL_URL": smtp_sink.url}
    if request.param == "redis":
        told["REDIS_URL"] = empty_redis(request.getfixturevalue("redis_url"))
    return Box(tmp_path, **told).prepared(ready)


def empty_redis(url: str) -> str:
    """Nothing in it rings that another test has left."""
    mine = f"{url.rpartition('/')[0]}/7"
    redis.Redis.from_url(mine).flushdb()
    return mine


def rings(box: Box) -> list[Any]:
    return box.ask("SELECT beat_at FROM mentorship_heartbeat WHERE name = 'ring'")


def test_a_mail_that_is_owed_arrives_once(box: Box, smtp_sink: SmtpSink) -> None:
    (address,) = box.owe(1)
    with box.working():
        assert smtp_sink.wait_for(1), box.log()
        rung = set()
        assert wait_for(lambda: rung.update(rings(box)) or len(rung) > 2), box.log()
    (mail,) = smtp_sink.messages
    assert mail["X-Envelope-To"] == address
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert box.ask("SELECT state, attempts FROM mentorship_notice") == [("sent", 0)]


def test_the_doorbell_is_answered_long_before_the_clock_rings(
    box: Box, smtp_sink: SmtpSink
) -> None:
    box.env["RING_SECONDS"] = "3600"
    with box.working():
        assert smtp_sink.messages == []
        box.owe(2)
        assert len(smtp_sink.wait_for(2)) == 2, box.log()
    assert rings(box) == []


class SlowSink(SmtpSink):
    """Takes its time for each mail, so that a worker can be killed in the middle."""

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        said = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(0.04)
        return said


@pytest.fixture
def slow_sink() -> Iterator[SlowSink]:
    sink = SlowSink(free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=int(sink.url.rpartition(":")[2]))
    controller.start()
    yield sink
    controller.stop()


def test_workers_that_are_killed_lose_nothing(
    tmp_path: Path, ready: Path, slow_sink: SlowSink
) -> None:
    """At most the one mail in flight comes again, under the same id."""
    box = Box(tmp_path, EMAIL_URL=slow_sink.url).prepared(ready)
    addresses, kills = box.owe(60), 3
    for kill in range(1, kills + 1):
        with box.working() as worker:
            assert slow_sink.wait_for(15 * kill)[15 * kill - 1 :], box.log()
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        box.ask("UPDATE mentorship_notice SET lease_until_at = NULL")  # five minutes go by
    with box.working():
        assert wait_for(
            lambda: box.ask("SELECT DISTINCT state FROM mentorship_notice") == [("sent",)]
        )
    arrived = Counter(mail["X-Envelope-To"] for mail in slow_sink.messages)
    assert arrived.keys() == set(addresses)
    assert sum(arrived.values()) - len(arrived) <= kills
    ids = Counter(mail["Message-ID"] for mail in slow_sink.messages)
    assert sorted(ids.values()) == sorted(arrived.values())


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def shared(request: pytest.FixtureRequest, tmp_path: Path, smtp_sink: SmtpSink) -> Iterator[Box]:
    smtp_sink.clear()
    told = {"EMAIL_URL": smtp_sink.url}
    with nullcontext() if request.param == "SQLite" else new_database(request) as url:
        if url:
            told["DATABASE_URL"] = url
        yield Box(tmp_path, **told).prepared()


@contextmanager
def new_database(request: pytest.FixtureRequest) -> Iterator[str]:
    server = request.getfixturevalue("postgres_url")
    name = f"post_{os.getpid()}"
    admin = psycopg2.connect(server)
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    yield f"{server.rpartition('/')[0]}/{name}"
    admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


def test_many_who_deliver_at_once_never_take_the_same_mail(
    shared: Box, smtp_sink: SmtpSink
) -> None:
    addresses = shared.owe(120)
    ticks = [shared.start("-m", "django", "tick") for _number in range(4)]
    told = [tick.communicate()[0] for tick in ticks]
    assert Counter(mail["X-Envelope-To"] for mail in smtp_sink.messages) == Counter(addresses)
    assert sum(int(line.split()[1].rstrip(",")) for line in told) == 120
