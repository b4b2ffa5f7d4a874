"""H3: production refuses to start on anything unsafe, and says the fix of each, all at once."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mentorship import startup
from mentorship.env import BadSetting
from tests.check import ROOT, production

MASTER = "k1:" + base64.b64encode(bytes(range(32))).decode()
SECRET = "rather long and random: 8f3K0qZr7vWm2xLd9TnB4yHs6JcPgAe1"
DATABASE = {"ENGINE": "django.db.backends.postgresql", "USER": "us", "PASSWORD": "a long one"}
SAFE: dict[str, Any] = {
    "DEBUG": False,
    "LOGGING": {"root": {"level": "INFO"}},
    "SECRET_KEY": SECRET,
    "JOURNAL_KEYS": [MASTER],
    "ALLOWED_HOSTS": ["mentoring.example.org"],
    "SITE_URL": "https://mentoring.example.org",
    "SECURE_SSL_REDIRECT": True,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "KNOWS_ITS_PROXIES": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "REDIS_URL": "redis://queue:6379/0",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}},
    "DATABASES": {"default": DATABASE},
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST_PASSWORD": "a long one",
    "EMAIL_USE_TLS": True,
    "DEFAULT_FROM_EMAIL": "hello@mentoring.example.org",
}
LOCAL_MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# What is unsafe, how it comes about, how the line about it begins, and a word of its fix.
UNSAFE: list[tuple[str, dict[str, Any], str, str]] = [
    ("debug", {"DEBUG": True}, "DEBUG is on", "take it away"),
    ("chatty", {"LOGGING": {"root": {"level": "DEBUG"}}}, "LOG_LEVEL tells more", "write INFO"),
    ("no secret", {"SECRET_KEY": ""}, "SECRET_KEY is missing or weak", "random characters"),
    ("short secret", {"SECRET_KEY": SECRET[:49]}, "SECRET_KEY is missing", "50 or more"),
    ("dull secret", {"SECRET_KEY": "ab" * 40}, "SECRET_KEY is missing", "50 or more"),
    ("copied secret", {"SECRET_KEY": f"django-insecure-{SECRET}"}, "SECRET_KEY is", "50 or more"),
    ("no master", {"JOURNAL_KEYS": []}, "JOURNAL_KEYS is missing", "./samehorizon new-key"),
    ("bad master", {"JOURNAL_KEYS": ["k1:c2hvcnQ="]}, "Key k1 in JOURNAL_KEYS has 5", "new-key"),
    ("any host", {"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS must name the site's", "such as"),
    ("no host", {"ALLOWED_HOSTS": ["localhost"]}, "ALLOWED_HOSTS must name", "such as"),
    ("other host", {"ALLOWED_HOSTS": ["else.org"]}, "ALLOWED_HOSTS must name the host of", "links"),
    ("plain http", {"SITE_URL": "http://mentoring.example.org"}, "SITE_URL must begin", "https://"),
    (
        "no redirect",
        {"SECURE_SSL_REDIRECT": False, "ALLAUTH_TRUSTED_PROXY_COUNT": 0},
        "SSL_REDIRECT is off",
        "leave it on",
    ),
    ("unknown proxy", {"KNOWS_ITS_PROXIES": False}, "TRUSTED_PROXIES is missing", "how many"),
    ("open session", {"SESSION_COOKIE_SECURE": False}, "SESSION_COOKIE_SECURE is off", "leave it"),
    ("open token", {"CSRF_COOKIE_SECURE": False}, "CSRF_COOKIE_SECURE is off", "leave it on"),
    ("no broker", {"REDIS_URL": ""}, "REDIS_URL is missing", "shared broker"),
    ("own limits", {"CACHES": LOCAL_MEMORY}, "CACHES counts sign-ins in each", "give REDIS_URL"),
    (
        "one file",
        {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}},
        "DATABASE_URL must be a PostgreSQL database",
        "SQLite is for",
    ),
    (
        "guessed password",
        {"DATABASES": {"default": DATABASE | {"PASSWORD": "postgres"}}},
        "DATABASE_URL has a password",
        "a random one",
    ),
    (
        "password as name",
        {"DATABASES": {"default": DATABASE | {"PASSWORD": "us"}}},
        "DATABASE_URL has a password",
        "a random one",
    ),
    ("no mail", {"EMAIL_BACKEND": ""}, "EMAIL_URL is missing", "submission://"),
    (
        "mail to a folder",
        {"EMAIL_BACKEND": "accounts.mailbox.FolderBackend"},
        "EMAIL_URL is missing",
        "submission://",
    ),
    ("open mail", {"EMAIL_USE_TLS": False}, "EMAIL_URL sends its password", "submission://"),
    ("no sender", {"DEFAULT_FROM_EMAIL": "x <a@localhost>"}, "MAIL_FROM is missing", "address"),
]


def refusals(settings: dict[str, Any]) -> list[str]:
    with pytest.raises(BadSetting) as refused:
        startup.refuse_unsafe(settings)
    return [line.removeprefix("  - ") for line in str(refused.value).splitlines()[1:]]


def test_what_is_safe_starts() -> None:
    startup.refuse_unsafe(SAFE)


@pytest.mark.parametrize(
    ("change", "begins", "fix"), [row[1:] for row in UNSAFE], ids=[row[0] for row in UNSAFE]
)
def test_one_unsafe_setting_is_refused_with_its_fix(
    change: dict[str, Any], begins: str, fix: str
) -> None:
    (line,) = refusals(SAFE | change)
    assert line.startswith(begins)
    assert fix in line


def test_a_private_text_needs_a_key_of_its_own() -> None:
    lines = refusals(SAFE | {"SECRET_KEY": SECRET, "JOURNAL_KEYS": [f"k1:{SECRET}"]})
    assert lines[0] == "JOURNAL_KEYS repeats SECRET_KEY; private text needs a key of its own."


def test_no_refusal_shows_a_secret() -> None:
    wrong = {"SECRET_KEY": SECRET[:20], "JOURNAL_KEYS": [f"k1:{SECRET}"], "DEBUG": True}
    wrong["DATABASES"] = {"default": DATABASE | {"PASSWORD": "changeme"}}
    told = "\n".join(refusals(SAFE | wrong))
    assert [s for s in (SECRET[:20], SECRET, "changeme") if s in told] == []


def manage(*words: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """In a process of its own, with the settings of a made-up installation, changed."""
    kept = {n: v for n, v in os.environ.items() if n in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    env = kept | {name: value for name, value in changes.items() if value is not None}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)


@pytest.mark.slow
def test_everything_unsafe_is_told_at_once(tmp_path: Path) -> None:
    """From the real environment, through the real settings."""
    unsafe: dict[str, str | None] = {
        "DEBUG": "yes",
        "LOG_LEVEL": "DEBUG",
        "SECRET_KEY": "short",
        "JOURNAL_KEYS": None,
        "ALLOWED_HOSTS": "*",
        "SITE_URL": "http://mentoring.example.org",
        "TRUSTED_PROXIES": None,
        "SSL_REDIRECT": "no",
        "REDIS_URL": None,
        "DATABASE_URL": "sqlite:///x.sqlite3",
        "EMAIL_URL": None,
        "MAIL_FROM": None,
    }
    done = manage("check", **production(str(tmp_path)) | unsafe)
    told = [line for line in done.stderr.splitlines() if line.startswith("  - ")]
    assert (done.returncode, len(told)) == (1, len(unsafe))


@pytest.mark.slow
def test_the_production_profile_starts_with_good_settings(tmp_path: Path) -> None:
    """H1: and Django has nothing to say about it."""
    done = manage("check", "--deploy", "--fail-level", "WARNING", **production(str(tmp_path)))
    assert (done.returncode, done.stderr) == (0, "")
