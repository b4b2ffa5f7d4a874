"""What is wrong with this installation, and how to fix it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentorship.probes import MORE, PROBES, examine


class Command(BaseCommand):
    help = "Look at everything that this installation needs, and say how to fix what is wrong."
    # It wants to tell about broken settings, so it must not stop at them.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        troubles = 0
        for probe, trouble in examine(PROBES + MORE):
            if trouble is None:
                self.stdout.write(self.style.SUCCESS(f"well   {probe.name}"))
                continue
            troubles += 1
            what, fix = trouble
            self.stdout.write(self.style.ERROR(f"ill    {probe.name}: {what}"))
            self.stdout.write(f"       {fix}")
        if troubles:
            raise CommandError(f"{troubles} to look after.")
