"""Starting a server for the length of a block, and never leaving one behind."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.servers.ladder import NotHere

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def private_folder(owner: str | None = None) -> Iterator[Path]:
    """A short path in the system's folder for such, because a socket's path may have 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="sh-"))
    if owner:
        shutil.chown(folder, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def lesser_user(*preferred: str) -> str | None:
    """Whom to run a server as that refuses root; nobody else when we are not root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in (*preferred, "nobody"):
        if name in known:
            return name
    raise NotHere("we are root, and there is no lesser user to run it as")


def identity(owner: str | None) -> dict[str, object]:
    """The arguments with which subprocess becomes somebody."""
    if owner is None:
        return {}
    entry = pwd.getpwnam(owner)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def running(
    arguments: Sequence[str],
    *,
    folder: Path,
    owner: str | None = None,
    stop: signal.Signals = signal.SIGTERM,
    env: dict[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """The process, its output in folder/log; stopped at the end, and with us if we are killed."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            list(arguments),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent,
            env=env,
            **identity(owner),  # type: ignore[call-overload]
        )
    try:
        yield process
    finally:
        process.send_signal(stop)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until(
    is_ready: Callable[[], bool],
    process: subprocess.Popen[bytes],
    log: Path,
    *,
    seconds: float = 20,
) -> None:
    """Returns once the server answers; its last words are the reason when it does not."""
    limit = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < limit:
        if is_ready():
            return
        time.sleep(0.05)
    words = log.read_text(errors="replace").strip().splitlines()[-3:]
    raise NotHere(f"did not start: {' / '.join(words) or 'no output'}")


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _die_with_parent() -> None:
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
