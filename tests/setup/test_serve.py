"""One box really starts, really serves, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.servers.processes import free_port, private_folder

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90
pytestmark = [pytest.mark.slow, pytest.mark.servers]


class Box:
    """`manage.py serve` on a free port with a new data folder."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self.log = folder / "output"
        self.process = self.start(self.port)

    def start(self, port: int) -> subprocess.Popen[bytes]:
        ours = {"SAMEHORIZON_PROFILE": "embedded", "SAMEHORIZON_DATA": str(self.folder / "data")}
        hidden = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY")
        env = {name: value for name, value in os.environ.items() if name not in hidden} | ours
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--no-demo", "--port", str(port)],
                cwd=ROOT,
                env=env,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_until_up(self) -> None:
        limit = time.monotonic() + PATIENCE
        while "Ctrl-C" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < limit, self.said()
            time.sleep(0.1)

    def family(self) -> set[int]:
        """Every process of ours: each child leads a session of its own."""
        everybody = processes()
        leaders = {pid for pid, (parent, _) in everybody.items() if parent == self.process.pid}
        return {pid for pid, (_, session) in everybody.items() if session in leaders}

    def worker(self) -> int:
        """The child that is Celery; its clock is a process below it."""
        children = [pid for pid, (above, _) in processes().items() if above == self.process.pid]
        return next(pid for pid in children if b"celery" in command(pid))


def processes() -> dict[int, tuple[int, int]]:
    """Of every process its parent and its session."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = path.read_text().rpartition(")")[2].split()
            found[int(path.parent.name)] = (int(words[1]), int(words[3]))
    return found


def command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


@pytest.fixture
def box() -> Iterator[Box]:
    with private_folder() as folder:
        box = Box(folder)
        try:
            box.wait_until_up()
            yield box
        finally:
            if box.process.poll() is None:
                box.process.terminate()
            box.process.wait(30)


def are_gone(pids: set[int]) -> bool:
    limit = time.monotonic() + 15
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        if time.monotonic() > limit:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_stops_in_good_order(box: Box, word: signal.Signals) -> None:
    with urlopen(f"http://localhost:{box.port}/account/login/") as page:
        assert page.status == 200
    family = box.family()
    assert len(family) >= 3  # the server, its worker, and Celery
    box.process.send_signal(word)
    assert box.process.wait(30) == 0
    assert are_gone(family)
    assert "Traceback" not in box.said()


def test_a_child_that_falls_takes_the_rest_along_and_is_named(box: Box) -> None:
    family = box.family()
    os.kill(box.worker(), signal.SIGKILL)
    assert box.process.wait(30) == 1
    assert are_gone(family)
    assert "The worker ended by itself" in box.said()


def test_killing_it_leaves_no_orphan(box: Box) -> None:
    family = box.family()
    box.process.kill()
    box.process.wait(30)
    assert are_gone(family)


def test_a_second_one_over_the_same_data_is_refused(box: Box) -> None:
    second = box.start(free_port())
    assert second.wait(60) == 1
    assert "is being served already" in box.said()


def test_secrets_and_data_are_closed_to_others(box: Box) -> None:
    data = box.folder / "data"
    kept = [*data.glob("secrets/*"), *data.glob("*.sqlite3"), data / "queue", data / "mail"]
    assert len(kept) == 5
    assert [path for path in kept if path.stat().st_mode & 0o077] == []
