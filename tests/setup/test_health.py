"""Each part of an installation can tell how it is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from mentorship import health
from tests.servers.processes import free_port


@contextmanager
def answering(status: int, seen: dict[str, str]) -> Iterator[int]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 (the library's name)
            seen.update(self.headers)
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(("status", "said"), [(200, ""), (302, ""), (400, "answers 400")])
def test_web_is_well_when_it_answers(
    monkeypatch: pytest.MonkeyPatch, status: int, said: str
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "mentoring.example.org,other.example.org")
    seen: dict[str, str] = {}
    with answering(status, seen) as port:
        assert health.web(port) == said
    assert seen["Host"] == "mentoring.example.org"


def test_web_is_unwell_when_nobody_listens() -> None:
    port = free_port()
    assert health.web(port).startswith(f"no answer on port {port}")


@pytest.mark.parametrize(
    ("age", "said"), [(60, ""), (1200, "has not written for 20 minutes")], ids=["fresh", "stale"]
)
def test_the_clock_is_well_while_it_writes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, age: int, said: str
) -> None:
    monkeypatch.setenv("SAMEHORIZON_DATA", str(tmp_path))
    schedule = tmp_path / "beat-schedule"
    schedule.touch()
    os.utime(schedule, (time.time() - age,) * 2)
    assert health.beat() == said


def test_a_clock_that_never_wrote_is_unwell(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAMEHORIZON_DATA", str(tmp_path))
    assert health.beat().startswith("has not written")
