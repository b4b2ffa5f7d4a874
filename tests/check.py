"""`./samehorizon check`: everything that can be known without running the product."""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))
SCRIPTS = ("samehorizon", ".ci/run")


@dataclass(frozen=True, kw_only=True)
class Step:
    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sh-check-") as data:
        failed = [step.name for step in steps(data) if not passes(step)]
    print(f"\nNot in order: {', '.join(failed)}" if failed else "\nAll is in order.")
    return 1 if failed else 0


def steps(data: str) -> list[Step]:
    manage = (sys.executable, "manage.py")
    here = {"SAMEHORIZON_PROFILE": "embedded", "SAMEHORIZON_DATA": data}
    migrations = (*manage, "makemigrations", "--check", "--dry-run")
    deploy = (*manage, "check", "--deploy", "--fail-level", "WARNING")
    return [
        Step(name="shell", command=("bash", "-n", *SCRIPTS)),
        Step(name="style", command=tool("ruff", "check", ".")),
        Step(name="format", command=tool("ruff", "format", "--check", ".")),
        Step(name="templates", command=program("djade", "--check", "--target-version", "5.2")),
        Step(name="types", command=tool("mypy"), env=here),
        Step(name="migrations", command=migrations, env=here),
        Step(name="production", command=deploy, env=production(data)),
    ]


def tool(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *words)


def program(name: str, *words: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).with_name(name)), *words, *TEMPLATES)


def production(data: str) -> dict[str, str]:
    """A made-up installation that leaves nothing out."""
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return {
        "SAMEHORIZON_PROFILE": "production",
        "SAMEHORIZON_DATA": data,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "JOURNAL_KEYS": f"k1:{key}",
        "DATABASE_URL": "postgres://samehorizon:made-up@database.example.org/samehorizon",
        "REDIS_URL": "redis://queue.example.org:6379/0",
        "EMAIL_URL": "submission://samehorizon:made-up@mail.example.org:587",
        "MAIL_FROM": "Samehorizon <hello@mentoring.example.org>",
        "SITE_URL": "https://mentoring.example.org",
        "ALLOWED_HOSTS": "mentoring.example.org",
        "TRUSTED_PROXIES": "1",
    }


def passes(step: Step) -> bool:
    began = time.monotonic()
    env = {**os.environ, **step.env}
    done = subprocess.run(step.command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
    word = "ok" if done.returncode == 0 else "NOT OK"
    print(f"--- {step.name}: {word} ({time.monotonic() - began:.1f} s)\n", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
