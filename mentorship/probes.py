"""Is this installation well? Each probe looks at one thing, and knows the fix."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.mail import get_connection
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min
from django.utils import timezone
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from mentorship.clock import database_now
from mentorship.models import Heartbeat, Notice
from mentorship.outbox.answers import name_of
from mentorship.outbox.letterbooks import writers

LATE = timedelta(minutes=2)
BACKLOG = timedelta(minutes=10)
SKEW = timedelta(seconds=5)
LEAST_FREE = 500 * 2**20
LOST = timedelta(days=7)

Trouble = tuple[str, str] | None  # what is wrong, and how to fix it


@dataclass(frozen=True)
class Probe:
    """`serves`: without it no page can be shown. The others are about what happens later."""

    name: str
    look: Callable[[], Trouble]
    serves: bool = False


def database() -> Trouble:
    try:
        database_now()
    except (DatabaseError, InterfaceError) as error:
        return f"it does not answer ({type(error).__name__})", "Start it, and check DATABASE_URL."
    return None


def migrations() -> Trouble:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return (f"{missing} are not applied", "./samehorizon manage migrate") if missing else None


def broker() -> Trouble:
    """The worker's doorbell. Without it mails go out with the next ring of the clock."""
    if settings.REDIS_URL:
        return _redis(settings.REDIS_URL)
    if not settings.CELERY_BROKER_URL.startswith("filesystem:"):
        return None
    queue = Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]))
    fix = f"Start the worker, which makes {queue}, and let this user write there."
    return None if os.access(queue, os.W_OK | os.X_OK) else ("its folder is not there", fix)


def _redis(url: str) -> Trouble:
    """Asked once and impatiently: who watches the site does not wait for long."""
    once = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 0)}
    try:
        with Redis.from_url(url, **once) as link:
            link.ping()
    except RedisError as error:
        return f"it does not answer ({type(error).__name__})", "Start Redis, and check REDIS_URL."
    return None


def ring() -> Trouble:
    """Whether worker and clock are alive, told by what they did."""
    rung_at = Heartbeat.objects.last_beat("ring")
    fix = "Start the worker with its clock: celery -A mentorship.celery worker -B (or beat apart)."
    if rung_at is None:
        return "it has never rung", fix
    age = database_now() - rung_at
    limit = max(LATE, timedelta(seconds=3 * settings.RING_SECONDS))
    return (f"it rang {_minutes(age)} ago", fix) if age > limit else None


def outbox() -> Trouble:
    """The oldest mail that should have gone out."""
    now = database_now()
    owed = Notice.objects.filter(state=Notice.State.OWED, due_at__lte=now)
    oldest_at = owed.aggregate(oldest=Min("due_at"))["oldest"]
    if oldest_at is None or now - oldest_at <= BACKLOG:
        return None
    fix = "See the worker's log, then ./samehorizon manage tick, which says what happens."
    return f"a mail has waited for {_minutes(now - oldest_at)}", fix


def refusals() -> Trouble:
    """What was given up in the last days."""
    since = database_now() - LOST
    lost = Notice.objects.filter(state=Notice.State.REFUSED, due_at__gt=since)
    counts = lost.values_list("kind", "why_not").annotate(number=Count("pk")).order_by("-number")
    if not counts:
        return None
    told = ", ".join(f"{number} x {kind} ({why})" for kind, why, number in counts[:5])
    fix = "Correct the addresses or the cause, then ./samehorizon manage tick --again KIND."
    return f"not delivered: {told}", fix


def letters() -> Trouble:
    kinds = set(Notice.objects.filter(state=Notice.State.OWED).values_list("kind", flat=True))
    unknown = sorted(kinds - writers().keys())
    fix = "Name the letter book that writes them in LETTER_BOOKS (settings.py)."
    return (f"nobody writes {', '.join(unknown)}", fix) if unknown else None


def mail() -> Trouble:
    """Signs in at the mail server and leaves again."""
    server = get_connection()
    fix = "Check EMAIL_URL: host, port, user and password, and submission:// or smtps://."
    try:
        server.open()
        server.close()
    except Exception as error:
        return f"the server cannot be used ({name_of(error)})", fix
    return None


def clocks() -> Trouble:
    apart = abs(database_now() - timezone.now())
    fix = "Set both machines by the network (systemd-timesyncd, chrony)."
    return (f"the database's clock is {apart.seconds} s away", fix) if apart > SKEW else None


def disk() -> Trouble:
    free = shutil.disk_usage(settings.DATA_DIR).free
    fix = f"Make room on the disk of {settings.DATA_DIR}."
    return (f"{free // 2**20} MB are free", fix) if free < LEAST_FREE else None


def data_folder() -> Trouble:
    folder: Path = settings.DATA_DIR
    if not os.access(folder, os.W_OK | os.X_OK):
        return (
            f"{folder} cannot be written",
            "Make it this user's (chown), or set SAMEHORIZON_DATA.",
        )
    secrets = settings.SECRETS_DIR
    if secrets.exists() and secrets.stat().st_mode & 0o077:
        return "others can read the secrets", f"chmod -R go= {secrets}"
    return None


def configuration() -> Trouble:
    found = checks.run_checks(databases=["default"])
    bad = [problem for problem in found if problem.is_serious() and not problem.is_silenced()]
    return (bad[0].msg, bad[0].hint or "See ./samehorizon manage check") if bad else None


PROBES = (
    Probe("database", database, serves=True),
    Probe("migrations", migrations, serves=True),
    Probe("broker", broker),
    Probe("ring", ring),
    Probe("outbox", outbox),
)
MORE = (
    Probe("configuration", configuration),
    Probe("data folder", data_folder),
    Probe("disk", disk),
    Probe("clocks", clocks),
    Probe("letters", letters),
    Probe("mail", mail),
    Probe("refusals", refusals),
)


def examine(probes: tuple[Probe, ...]) -> Iterator[tuple[Probe, Trouble]]:
    """Look at each; what needs the database is in trouble together with it."""
    for probe in probes:
        try:
            yield probe, probe.look()
        except (DatabaseError, InterfaceError) as error:
            fix = "See what is said about the database and its migrations."
            yield probe, (f"could not be looked at ({type(error).__name__})", fix)


def _minutes(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"
