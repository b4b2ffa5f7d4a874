"""`./samehorizon` refuses with one sentence that holds the fix, and sets up inside its folder."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.processes import free_port, identity, lesser_user, private_folder

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("samehorizon", "pyproject.toml", "manage.py")
SYSTEM = "/usr/local/bin:/usr/bin:/bin"  # pip asks a compiler on PATH who it is, which may write
NOWHERE = "http://127.0.0.1:9/simple"


@pytest.fixture
def copy() -> Iterator[Path]:
    """A checkout without an environment, where anybody may look."""
    with private_folder() as folder:
        place = folder / "checkout"
        place.mkdir()
        for name in NEEDED:
            shutil.copy(ROOT / name, place)
        shutil.copytree(ROOT / "requirements", place / "requirements")
        (folder / "home").mkdir()
        folder.chmod(0o755)
        yield place


def run(
    copy: Path, *arguments: str, owner: str | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    plain = {"PATH": SYSTEM, "HOME": str(copy.parent / "home")}
    return subprocess.run(
        [str(copy / "samehorizon"), *arguments],
        cwd=copy.parent,
        env=plain | {"PYTHON": real_python()} | env,
        capture_output=True,
        text=True,
        timeout=300,
        **identity(owner),  # type: ignore[call-overload]
    )


def real_python() -> str:
    return str(Path(sys.executable).resolve())


def program(path: Path, body: str) -> str:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return str(path)


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence; anything else than one sentence fails here."""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("Setting up")]
    assert (done.returncode, len(lines)) == (1, 1), done.stderr
    return lines[0]


def test_a_port_in_use_is_refused_with_another_to_try(copy: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        said = refusal(run(copy, "run", "--port", str(port)))
    assert said.startswith(f"samehorizon: port {port} is in use")
    assert f"./samehorizon run --port {port + 1}" in said


@pytest.mark.parametrize("port", ["", "http", "0", "70000"])
def test_a_port_that_is_none_is_refused(copy: Path, port: str) -> None:
    said = refusal(run(copy, "run", "--port", port))
    assert said == f"samehorizon: --port is '{port}'; give a number from 1 to 65535."


def test_a_python_that_is_too_old_is_refused(copy: Path) -> None:
    old = program(copy.parent / "old", "echo 9")
    said = refusal(run(copy, "run", PYTHON=old))
    assert f"PYTHON={old} is Python 3.9, which is too old" in said
    assert "3.11 or newer" in said


def test_a_python_that_does_not_run_is_refused(copy: Path) -> None:
    said = refusal(run(copy, "run", PYTHON="/nowhere/python"))
    assert said.startswith("samehorizon: PYTHON=/nowhere/python does not run")


def test_a_dead_name_on_the_path_is_passed_over(copy: Path) -> None:
    shims = copy.parent / "shims"
    shims.mkdir()
    program(shims / "python3", "echo 'not found' >&2; exit 127")
    program(shims / "python3.11", f'exec {real_python()} "$@"')
    done = run(copy, "new-key", PYTHON="", PATH=f"{shims}:{SYSTEM}")
    assert done.returncode == 0
    assert done.stdout.startswith("k20")


def test_a_data_folder_that_cannot_be_written_is_refused(copy: Path) -> None:
    said = refusal(run(copy, "run", "--port", str(free_port()), "--data", "/dev/null/data"))
    assert said.startswith("samehorizon: /dev/null/data cannot be written by")
    assert said.endswith("or choose another data folder: ./samehorizon run --data DIR.")


def test_a_read_only_checkout_is_refused(copy: Path) -> None:
    python = program(copy.parent / "python", "echo 12")  # root's own may be closed to others
    copy.chmod(0o555)
    said = refusal(run(copy, "manage", "check", owner=lesser_user(), PYTHON=python))
    assert said.startswith(f"samehorizon: {copy} cannot be written by")
    assert "chown" in said


def test_what_run_does_not_know_is_refused(copy: Path) -> None:
    assert "does not know '--demo'" in refusal(run(copy, "run", "--demo"))


def test_a_verb_that_does_not_exist_shows_those_that_do(copy: Path) -> None:
    done = run(copy, "dance")
    assert done.returncode == 1
    assert done.stderr.startswith("Usage: ./samehorizon VERB")
    assert done.stderr.endswith("samehorizon: there is no verb 'dance'\n")


@pytest.mark.parametrize("name", ["", "everything", "../setup"])
def test_a_bench_that_there_is_not_is_refused_with_those_there_are(copy: Path, name: str) -> None:
    done = run(copy, "bench", name)
    assert (done.returncode, done.stderr) == (
        1,
        "samehorizon: bench knows matching and outbox: ./samehorizon bench matching\n",
    )


def test_help_is_what_comes_without_a_verb(copy: Path) -> None:
    assert run(copy).stdout == run(copy, "help").stdout != ""


def test_two_new_keys_differ(copy: Path) -> None:
    assert run(copy, "new-key").stdout != run(copy, "new-key").stdout


@pytest.mark.slow
def test_no_package_index_is_refused_with_the_fix(copy: Path) -> None:
    done = run(
        copy,
        "manage",
        "check",
        PIP_INDEX_URL=NOWHERE,
        UV_DEFAULT_INDEX=NOWHERE,
        PIP_CONFIG_FILE=os.devnull,
    )
    said = refusal(done)
    assert said.startswith("samehorizon: no package index gave ")
    assert "connect to the network" in said


@pytest.mark.slow
def test_set_up_stays_inside_and_is_done_once(copy: Path) -> None:
    caught = {name: os.environ[name] for name in os.environ if name.startswith(("PIP_", "UV_"))}
    first = run(copy, "manage", "version", **caught)
    assert (first.returncode, first.stderr.count("Setting up")) == (0, 1), first.stderr
    began = time.monotonic()
    second = run(copy, "manage", "version", **caught)
    assert (second.stdout, second.stderr) == (first.stdout, "")
    assert time.monotonic() - began < 5
    assert list((copy.parent / "home").iterdir()) == []
