"""A ladder: ways to get a server, best first. Each rung either works or says why it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

Rung = Callable[[], AbstractContextManager[str]]


class NotHere(Exception):
    """This rung cannot give the server; its text says why."""


class Unavailable(Exception):
    """No rung could; its text names every reason, one a line."""


@contextmanager
def climb(name: str, rungs: Sequence[Rung]) -> Iterator[str]:
    """The address from the first rung that works, until the block ends."""
    reasons = []
    for rung in rungs:
        try:
            held = rung()
            address = held.__enter__()
        except NotHere as reason:
            reasons.append(f"  {rung.__name__.replace('_', ' ')}: {reason}")
            continue
        try:
            yield address
        finally:
            held.__exit__(None, None, None)
        return
    raise Unavailable("\n".join([f"{name} could not be had:", *reasons]))


def from_environment(*names: str) -> Rung:
    """The rung of a server that somebody already runs for us."""

    @contextmanager
    def environment() -> Iterator[str]:
        for name in names:
            if os.environ.get(name):
                yield os.environ[name]
                return
        raise NotHere(f"{' and '.join(names)} not set")

    return environment


def apt_install(*packages: str) -> None:
    """Debian's packages, when we may; the lists are fetched once, as an image has none."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NotHere("needs root, and apt-get")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *arguments], env=quiet, capture_output=True)
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise NotHere(f"apt-get {arguments[0]} failed: {' '.join(last)}")
