"""A real Chromium: the one named, else one on PATH, else one that can be installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.servers.ladder import NotHere, Rung, apt_install, climb

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
NPM_PACKAGE = "@sparticuz/chromium@147"
BROWSERS = Path(__file__).resolve().parents[2] / "var" / "cache" / "browser"
UNPACK = "import c from '@sparticuz/chromium'; process.stdout.write(await c.executablePath())"


def chromium() -> AbstractContextManager[str]:
    """The path of a program that runs here."""
    return climb("Chromium", RUNGS)


@contextmanager
def environment() -> Iterator[str]:
    if not os.environ.get("CHROMIUM"):
        raise NotHere("CHROMIUM is not set")
    yield tried(os.environ["CHROMIUM"])


@contextmanager
def on_path() -> Iterator[str]:
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield tried(found)
            return
    raise NotHere(f"none of {', '.join(NAMES)} is on PATH")


@contextmanager
def debian_package() -> Iterator[str]:
    apt_install("chromium")
    with on_path() as path:
        yield path


@contextmanager
def npm_package() -> Iterator[str]:
    """A Chromium inside a package, for an ordinary user; it needs Node, and the NSS libraries."""
    if not shutil.which("npm"):
        raise NotHere("npm is not on PATH")
    BROWSERS.mkdir(parents=True, exist_ok=True)
    place = ["--prefix", str(BROWSERS), "--cache", str(BROWSERS / "npm")]
    _call("npm", "install", "--silent", "--no-save", *place, NPM_PACKAGE)
    yield tried(_call("node", "--input-type=module", "--eval", UNPACK))


RUNGS: list[Rung] = [environment, on_path, debian_package, npm_package]


def _call(*arguments: str) -> str:
    inside = {**os.environ, "TMPDIR": str(BROWSERS)}
    done = subprocess.run(arguments, cwd=BROWSERS, env=inside, capture_output=True, text=True)
    if done.returncode:
        raise NotHere(f"{arguments[0]} failed: {' / '.join(done.stderr.splitlines()[-2:])}")
    return done.stdout.strip()


def tried(path: str) -> str:
    """The path, once the program has started and told its version."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, text=True)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotHere(f"{path} does not run: {error}") from error
    if done.returncode:
        raise NotHere(f"{path} does not run: {' / '.join(done.stderr.splitlines()[-2:])}")
    return path
