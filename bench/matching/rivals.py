"""Throw-away environments, below var/, for what we compare with: none of it is ever installed here.

A network that does not give a package makes `Missing`, and the line of the table says so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bench.matching import ROOT

FOLDER = ROOT / "var" / "bench"
MENTOR_MATCH = ("mentor-match==7.0.1", "munkres==3.0.0")
SCIPY = ("numpy==2.4.6", "scipy==1.17.1")
ENGINE = ("numpy==2.4.6", "pylmcf==1.3.0")
OR_TOOLS = ("ortools==9.15.6755",)


class Missing(RuntimeError):
    """Something to compare with could not be installed; the text is pip's last word."""


def environment(name: str, packages: tuple[str, ...], *, python: str = sys.executable) -> Path:
    """The Python of an environment with these packages; kept until they change."""
    folder = FOLDER / name
    stamp = folder / "has"
    if not stamp.exists() or stamp.read_text() != _stamp(packages, python):
        shutil.rmtree(folder, ignore_errors=True)
        _run(python, "-m", "venv", str(folder))
        if packages:
            _run(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages)
        stamp.write_text(_stamp(packages, python))
    return folder / "bin" / "python"


def installed_size(name: str, packages: tuple[str, ...]) -> int:
    """Bytes that the packages and all that they need take in an empty folder."""
    folder = FOLDER / f"{name}-alone"
    shutil.rmtree(folder, ignore_errors=True)
    pip = str(environment("pip", ()))
    _run(pip, "-m", "pip", "install", "--quiet", "--target", str(folder), *packages)
    size = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder)
    return size


def other_pythons() -> list[str]:
    """Pythons of other versions that really run."""
    roots = (
        Path.home() / ".pyenv" / "versions",
        Path.home() / ".local" / "share" / "uv" / "python",
    )
    found = [str(path) for root in roots for path in sorted(root.glob("*3.*/bin/python3"))]
    found += [path for minor in range(11, 16) if (path := shutil.which(f"python3.{minor}"))]
    return list({version: path for path in found if (version := _version(path))}.values())


def _version(python: str) -> str:
    """Nothing for one that does not run, is too old, or is of our own version."""
    ask = "import sys, venv; print(*sys.version_info[:2])"
    done = subprocess.run([python, "-c", ask], capture_output=True, text=True)  # noqa: S603
    words = done.stdout.split()
    if done.returncode or tuple(map(int, words)) < (3, 11):
        return ""
    return "" if tuple(map(int, words)) == sys.version_info[:2] else ".".join(words)


def _stamp(packages: tuple[str, ...], python: str) -> str:
    return "\n".join((python, *packages))


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Missing(lines[-1] if lines else f"{command[0]} ended with {done.returncode}")
