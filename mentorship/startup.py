"""What the production profile refuses to start with. Every message carries its fix.

All problems are told at once, so that a first installation is not a guessing game.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http.request import validate_host

from accounts import keyring
from mentorship.env import BadSetting

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
LEAST_SECRET = 50
GUESSED_FIRST = {"postgres", "password", "secret", "changeme", "admin", "samehorizon"}


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raise BadSetting with one line for each unsafe setting; do nothing when all is well."""
    found = [problem for look in LOOKS for problem in look(settings)]
    if found:
        lines = "\n".join(f"  - {line}" for line in found)
        raise BadSetting(f"The production profile cannot start:\n{lines}")


def _debug(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DEBUG"]:
        yield "DEBUG is on, which shows visitors the inside of the site; take it away."
    if settings["LOGGING"]["root"]["level"] in ("DEBUG", "NOTSET"):
        yield "LOG_LEVEL tells more than a log may keep; write INFO, or WARNING."


def _secret_key(settings: Mapping[str, Any]) -> Iterator[str]:
    key = settings["SECRET_KEY"]
    if len(key) < LEAST_SECRET or len(set(key)) < 10 or key.startswith("django-insecure"):
        yield f"SECRET_KEY is missing or weak; give {LEAST_SECRET} or more random characters."


def _journal_keys(settings: Mapping[str, Any]) -> Iterator[str]:
    masters, key = settings["JOURNAL_KEYS"], settings["SECRET_KEY"]
    if not masters:
        yield "JOURNAL_KEYS is missing; make one with `./samehorizon new-key` and keep a copy."
        return
    if any(key and key in master for master in masters):
        yield "JOURNAL_KEYS repeats SECRET_KEY; private text needs a key of its own."
    try:
        keyring.read(masters)
    except keyring.BadKeys as error:
        yield from (f"{what} {fix}" for what, fix in error.problems)


def _hosts(settings: Mapping[str, Any]) -> Iterator[str]:
    hosts = set(settings["ALLOWED_HOSTS"])
    if "*" in hosts or not hosts - LOCAL_HOSTS:
        yield "ALLOWED_HOSTS must name the site's own host, such as mentoring.example.org."
    elif not validate_host(urlsplit(settings["SITE_URL"]).hostname or "", list(hosts)):
        yield "ALLOWED_HOSTS must name the host of SITE_URL, or links in mails lead nowhere."


def _address(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["SITE_URL"].startswith("https://"):
        yield "SITE_URL must begin with https:// (links in mails and passkeys depend on it)."
    if settings["SECURE_SSL_REDIRECT"] is False and not settings["ALLAUTH_TRUSTED_PROXY_COUNT"]:
        yield "SSL_REDIRECT is off without a proxy; set TRUSTED_PROXIES, or leave it on."
    if not settings["KNOWS_ITS_PROXIES"]:
        yield (
            "TRUSTED_PROXIES is missing; say how many proxies stand in front of the site, or 0. "
            "Limits on sign-in count addresses, which a proxy hides and anybody can make up."
        )


def _cookies(settings: Mapping[str, Any]) -> Iterator[str]:
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        if not settings[name]:
            yield f"{name} is off, so a session could be overheard; leave it on."


def _stores(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["REDIS_URL"]:
        yield "REDIS_URL is missing; in production web and worker need a shared broker."
    if settings["CACHES"]["default"]["BACKEND"].endswith(("LocMemCache", "DummyCache")):
        yield "CACHES counts sign-ins in each process by itself; give REDIS_URL."
    database = settings["DATABASES"]["default"]
    if "sqlite" in database["ENGINE"]:
        yield "DATABASE_URL must be a PostgreSQL database; SQLite is for the embedded profile."
    password = database.get("PASSWORD") or ""
    if password in GUESSED_FIRST or password and password == database.get("USER"):
        yield "DATABASE_URL has a password that is guessed first; choose a random one."


def _mail(settings: Mapping[str, Any]) -> Iterator[str]:
    backend = settings.get("EMAIL_BACKEND", "")
    if not backend or any(word in backend for word in ("console", "dummy", "locmem", "Folder")):
        yield "EMAIL_URL is missing; give submission://user:password@host:587, or an EMAIL_BACKEND."
    is_sealed = settings.get("EMAIL_USE_TLS") or settings.get("EMAIL_USE_SSL")
    if settings.get("EMAIL_HOST_PASSWORD") and not is_sealed:
        yield "EMAIL_URL sends its password in the clear; write submission:// or smtps://."
    if "@localhost" in settings["DEFAULT_FROM_EMAIL"]:
        yield "MAIL_FROM is missing; give the address that mails come from."


LOOKS: tuple[Callable[[Mapping[str, Any]], Iterator[str]], ...] = (
    _debug,
    _secret_key,
    _journal_keys,
    _hosts,
    _address,
    _cookies,
    _stores,
    _mail,
)
