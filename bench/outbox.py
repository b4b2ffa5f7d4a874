"""How near the outbox comes to what building and sending mails costs anyway.

    [DATABASE_URL=postgres://...] python -m bench.outbox [mails] [rounds]

In one run, in turns: the same mails built and sent without a database (the limit), the outbox, and
the naive way, a commit and a connection for each; per second of our own processor time, so that
neither the server nor what else the machine does is counted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from tests.servers.processes import accepts, free_port

PORT = free_port()
os.environ["SAMEHORIZON_PROFILE"] = "test"
os.environ.setdefault("SAMEHORIZON_DATA", tempfile.mkdtemp(prefix="bench-"))
os.environ.setdefault("SECRET_KEY", "a key for a bench only, long enough to be taken seriously")
os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{PORT}"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.mail import get_connection  # noqa: E402
from django.test.utils import get_runner, override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from mentorship.models import Notice  # noqa: E402
from mentorship.outbox import post  # noqa: E402
from mentorship.outbox.delivery import deliver_all  # noqa: E402
from tests.factories import make_cohort, make_enrolment, make_person  # noqa: E402

# Each mail asks once how things stand and is marked once; both are missing from the limit.
LEAST_OF_LIMIT = 0.4


def main(mails: int, rounds: int) -> int:
    sink = subprocess.Popen([sys.executable, "-m", "bench.sink", str(PORT)])  # noqa: S603 (ours)
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        while not accepts(PORT):
            time.sleep(0.05)
        with override_settings(HEED_QUIET_HOURS=False):
            return compare(mails, rounds)
    finally:
        runner.teardown_databases(databases)
        sink.terminate()


def compare(mails: int, rounds: int) -> int:
    owe(mails)
    rates: dict[str, list[float]] = {"limit": [], "outbox": [], "naive": []}
    for _round in range(rounds):
        rates["limit"].append(mails / send_ready(mails))
        unsend()
        rates["outbox"].append(rate(outbox, mails))
        unsend()
        rates["naive"].append(rate(naive, mails // 4))
        unsend()
    of_limit = median(a / b for a, b in zip(rates["outbox"], rates["limit"], strict=True))
    over_naive = median(a / b for a, b in zip(rates["outbox"], rates["naive"], strict=True))
    told = ", ".join(f"{name} {median(found):.0f}/s" for name, found in rates.items())
    sys.stdout.write(
        f"{settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}: {told}; "
        f"the outbox is {of_limit:.2f} of the limit and {over_naive:.1f} x the naive way\n"
    )
    return int(of_limit < LEAST_OF_LIMIT)


def owe(mails: int) -> None:
    cohort = make_cohort()
    for _number in range(mails):
        person = make_person()
        make_enrolment(cohort=cohort, person=person, status="invited").apply(by=person)


def unsend() -> None:
    Notice.objects.update(state="owed", sent_at=None, lease_until_at=None)


def rate(send: Callable[[int], Any], mails: int) -> float:
    begun = time.process_time()
    send(mails)
    return mails / (time.process_time() - begun)


def send_ready(mails: int) -> float:
    """The limit, in seconds: all is read before, what is left is to render, build and send."""
    notices = list(Notice.objects.select_related("recipient")[:mails])
    letters = [(notice, post.letter_for(notice)) for notice in notices]
    begun = time.process_time()
    with get_connection() as server:
        for notice, letter in letters:
            with post.reading_as(notice.recipient):
                server.send_messages([post.mail_for(notice, letter)])
    return time.process_time() - begun


def outbox(mails: int) -> None:
    report = deliver_all()
    if report.sent != mails:
        raise SystemExit(f"sent {report.sent} of {mails}")


def naive(mails: int) -> None:
    """Row by row: a look, a connection and a commit for each."""
    for notice in Notice.objects.filter(state="owed", due_at__lte=timezone.now())[:mails]:
        letter = post.letter_for(notice)
        with post.reading_as(notice.recipient):
            get_connection().send_messages([post.mail_for(notice, letter)])
        notice.state, notice.sent_at = "sent", timezone.now()
        notice.save(update_fields=["state", "sent_at"])


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [400, 5][len(numbers) :])))
