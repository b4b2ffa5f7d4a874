"""The requirements files: complete, hashed, and the same on every machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("run", "test", "next", "uv")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def pins(name: str) -> set[str]:
    """`name==version` and its condition, as locked."""
    return set(re.findall(r"^([a-z0-9.-]+==[^ ]+(?: ; [^\\\n]+?)?) \\$", text(name), re.MULTILINE))


def locked(name: str) -> set[str]:
    return {pin.split("==")[0] for pin in pins(name)}


def bare(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


@pytest.mark.parametrize("name", NAMES)
def test_no_lock_names_a_host_or_a_path(name: str) -> None:
    assert re.findall(r"\w+://|(?<![\w.])/\w|--index|--find-links|file:", text(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_locked_package_has_hashes(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", text(name))[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_test_environment_is_the_one_that_runs_and_more() -> None:
    assert pins("run") - pins("test") == set()


def test_what_the_project_asks_for_is_locked() -> None:
    asked = {bare(line) for line in PROJECT["project"]["dependencies"]}
    assert asked - locked("run") == set()


def test_what_the_tests_ask_for_is_locked() -> None:
    groups = PROJECT["dependency-groups"]
    asked = {bare(line) for line in [*groups["test"], *groups["lint"]]}
    assert (asked - locked("test"), asked - locked("next")) == (set(), set())


def test_each_lock_holds_one_django() -> None:
    series = {
        name: [pin[8:11] for pin in pins(name) if pin.startswith("django==")]
        for name in ("run", "test", "next")
    }
    assert series == {"run": ["5.2"], "test": ["5.2"], "next": ["6.1"]}
