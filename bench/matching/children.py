"""Contenders in processes of their own, so that neither memory nor warm caches are shared.

    python -m bench.matching.children TASK ARGUMENTS-AS-JSON

prints one line of JSON. The parent's side is `ask`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.matching import ROOT

ANSWER = "answer: "


class Broken(RuntimeError):
    """A contender did not come to an end; the text is the last that it said."""


def ask(
    module: str, *words: Any, python: str | Path = sys.executable, env: Mapping[str, str] = {}
) -> Any:
    """What a module of the bench answers when another Python runs it."""
    return run([str(python), "-m", f"bench.matching.{module}", *map(str, words)], env)


def ask_file(file: Path, *words: Any, python: Path) -> Any:
    """The same for a file that must not see any package of ours."""
    return run([str(python), str(file), *map(str, words)], {})


def run(command: list[str], env: Mapping[str, str]) -> Any:
    done = subprocess.run(  # noqa: S603 (our own programs, and those we compare with)
        command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True
    )
    answers = [line for line in done.stdout.splitlines() if line.startswith(ANSWER)]
    if done.returncode or not answers:
        raise Broken((done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1])
    return json.loads(answers[-1].removeprefix(ANSWER))


def answer(value: Any) -> None:
    sys.stdout.write(f"{ANSWER}{json.dumps(value)}\n")
