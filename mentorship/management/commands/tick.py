"""One ring of the clock, by hand or from cron: an installation without a worker needs no more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from mentorship.models import Heartbeat, Notice
from mentorship.outbox.delivery import deliver_all
from mentorship.outbox.planner import plan_all


class Command(BaseCommand):
    help = "Write down what falls due, and send what is owed. Any number may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again",
            metavar="KIND",
            help="first put back the mails of this kind that were given up",
        )

    def handle(self, *args: Any, again: str | None = None, **options: Any) -> None:
        if again:
            self.stdout.write(f"Put back: {put_back(again)}")
        plan_all()
        report = deliver_all()
        Heartbeat.objects.beat("ring", timezone.now())
        self.stdout.write(
            f"Sent {report.sent}, later {report.postponed + report.put_back}, "
            f"not needed {report.cancelled}, refused {report.refused}."
        )
        if report.is_down:
            raise CommandError("The mail server takes nothing now; `doctor` says more.")


def put_back(kind: str) -> int:
    lost = Notice.objects.filter(kind=kind, state=Notice.State.REFUSED)
    return lost.update(state=Notice.State.OWED, attempts=0, lease_until_at=None)
