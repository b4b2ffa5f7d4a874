"""What the production profile refuses to start with. Every message carries its fix.

All problems are told at once, so that a first installation is not a guessing game.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mentorship.env import BadSetting

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
LEAST_SECRET = 50


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raise BadSetting with one line for each unsafe setting; do nothing when all is well."""
    found = [problem for look in LOOKS for problem in look(settings)]
    if found:
        lines = "\n".join(f"  - {line}" for line in found)
        raise BadSetting(f"The production profile cannot start:\n{lines}")


def _secret_key(settings: Mapping[str, Any]) -> Iterator[str]:
    key = settings["SECRET_KEY"]
    if len(key) < LEAST_SECRET or len(set(key)) < 10 or key.startswith("django-insecure"):
        yield f"SECRET_KEY is missing or weak; give {LEAST_SECRET} or more random characters."
    if any(key and key in master for master in settings["JOURNAL_KEYS"]):
        yield "JOURNAL_KEYS repeats SECRET_KEY; private text needs a key of its own."


def _journal_keys(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["JOURNAL_KEYS"]:
        yield "JOURNAL_KEYS is missing; make one with `./samehorizon new-key` and keep a copy."


def _hosts(settings: Mapping[str, Any]) -> Iterator[str]:
    hosts = set(settings["ALLOWED_HOSTS"])
    if "*" in hosts or not hosts - LOCAL_HOSTS:
        yield "ALLOWED_HOSTS must name the site's own host, such as mentoring.example.org."


def _address(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["SITE_URL"].startswith("https://"):
        yield "SITE_URL must begin with https:// (links in mails and passkeys depend on it)."
    if settings["SECURE_SSL_REDIRECT"] is False and not settings["ALLAUTH_TRUSTED_PROXY_COUNT"]:
        yield "SSL_REDIRECT is off without a proxy; set TRUSTED_PROXIES, or leave it on."


def _stores(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["REDIS_URL"]:
        yield "REDIS_URL is missing; in production web and worker need a shared broker."
    database = settings["DATABASES"]["default"]
    if "sqlite" in database["ENGINE"]:
        yield "DATABASE_URL must be a PostgreSQL database; SQLite is for the embedded profile."


def _mail(settings: Mapping[str, Any]) -> Iterator[str]:
    backend = settings.get("EMAIL_BACKEND", "")
    if not backend or any(word in backend for word in ("console", "dummy", "locmem", "Folder")):
        yield "EMAIL_URL is missing; give submission://user:password@host:587, or an EMAIL_BACKEND."
    if "@localhost" in settings["DEFAULT_FROM_EMAIL"]:
        yield "MAIL_FROM is missing; give the address that mails come from."


LOOKS: tuple[Callable[[Mapping[str, Any]], Iterator[str]], ...] = (
    _secret_key,
    _journal_keys,
    _hosts,
    _address,
    _stores,
    _mail,
)
