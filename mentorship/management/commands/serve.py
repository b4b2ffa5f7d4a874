"""One box: prepares the data folder, then runs web server and worker until somebody says stop."""

import ctypes
import errno
import fcntl
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from mentorship.management.commands._banner import banner

LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 10  # seconds that a child has for an orderly end
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Stop(Exception):
    """Somebody said so."""


class Command(BaseCommand):
    help = "Serve the embedded profile: web server, worker and clock, without Redis."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-demo", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("serve is for the embedded profile; see the README for production.")
        listen_for_stop()
        try:
            with the_only_one(settings.DATA_DIR):
                binds = free_addresses(options["port"])
                prepare(tells_demo=not options["no_demo"])
                self.supervise(commands(binds), options["port"])
        except Stop:
            self.stderr.write("Stopped.")

    def supervise(self, programs: dict[str, list[str]], port: int) -> None:
        """Until told to stop; a child that ends by itself is an error, and takes the rest along."""
        family: list[Child] = []
        try:
            for name, module in programs.items():
                family.append(Child(name, start(module)))
            wait_for_web(family, port)
            self.stdout.write(banner(port))
            self.stdout.flush()
            fallen = watch(family)
            raise CommandError(f"The {fallen.name} ended by itself; the lines above say why.")
        finally:
            stop(family)


def listen_for_stop() -> None:
    for number in STOPPING:
        if signal.getsignal(number) != signal.SIG_IGN or number == signal.SIGINT:
            signal.signal(number, _raise_stop)


def _raise_stop(number: int, frame: FrameType | None) -> None:
    ignore_stop()
    raise Stop


def ignore_stop() -> None:
    """One word is enough: a second must not interrupt the orderly end."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


# --- before ----------------------------------------------------------------------------------


@contextmanager
def the_only_one(folder: Path) -> Iterator[None]:
    """Two clocks over one SQLite file would both be right, and in each other's way."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "serving.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CommandError(
                f"{folder} is being served already; stop that, or choose another with --data DIR."
            ) from error
        yield


def free_addresses(port: int) -> list[str]:
    """Both loopbacks, as a browser may take either for `localhost`; a busy one is refused."""
    binds = []
    for family, host in LOOPBACK:
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise CommandError(
                    f"Port {port} is in use or not allowed; choose another with --port N."
                ) from error
            continue
        binds.append(f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
    return binds


def prepare(*, tells_demo: bool) -> None:
    call_command("build_fonts")
    call_command("build_assets", verbosity=0, stdout=io.StringIO())
    os.umask(0o077)
    folders = [settings.DATA_DIR / name for name in ("queue/control", "mail", "media", "tmp")]
    for folder in (*folders, settings.STATIC_ROOT):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for database in settings.DATA_DIR.glob("*.sqlite3"):
        database.chmod(0o600)  # Django 6.1 looks into it, and so makes it, before anything of ours
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if tells_demo:
        call_command("seed_demo", first_start=True)
    connections.close_all()


# --- while -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]


def commands(binds: Sequence[str]) -> dict[str, list[str]]:
    web = "gunicorn mentorship.wsgi:application --worker-class gthread --threads 8"
    web += " --log-level warning --graceful-timeout 5 --no-control-socket"
    worker = "celery --quiet -A mentorship.celery:app worker -B --pool threads --concurrency 2"
    worker += " --loglevel WARNING --without-gossip --without-mingle"
    binding = [word for bind in binds for word in ("--bind", bind)]
    return {"web server": web.split() + binding, "worker": worker.split()}


def start(module: Sequence[str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches us alone, and we end it in good order."""
    # The file transport passes messages through the folder for temporary files.
    env = {**os.environ, "TMPDIR": str(settings.DATA_DIR / "tmp")}
    return subprocess.Popen(
        # Root in a container of its own is no news; the file transport carries ids only.
        [sys.executable, "-W", "ignore:You're running the worker", "-m", *module],
        cwd=settings.BASE_DIR,
        env=env,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


def die_with_parent() -> None:
    """Even a killed server leaves no orphan, where the system offers that."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_for_web(family: list[Child], port: int) -> None:
    """Until the server has opened its port; watch() then tells what fell, if something did."""
    while all(child.process.poll() is None for child in family):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


def watch(family: list[Child]) -> Child:
    """The first child that ends."""
    while True:
        for child in family:
            if child.process.poll() is not None:
                return child
        time.sleep(0.2)


def stop(family: list[Child]) -> None:
    """All are asked at once; whoever is left when patience ends is ended, grandchildren too."""
    ignore_stop()
    for child in family:
        child.process.send_signal(signal.SIGTERM)
    limit = time.monotonic() + PATIENCE
    for child in family:
        try:
            child.process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            sys.stderr.write(f"The {child.name} did not stop in time and was ended.\n")
        finish_group(child.process)


def finish_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
