"""Print the one-time link that a real installation starts from."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.addresses import absolute
from mentorship.models import founding


class Command(BaseCommand):
    help = "Print the link to set up this installation: programme, first coordinator, mail test."

    def handle(self, *args: Any, **options: Any) -> None:
        if founding.is_founded():
            raise CommandError(
                "This installation is set up already; sign in, and invite others from there."
            )
        link = absolute(reverse("setup", args=[founding.make_token()]))
        self.stdout.write(f"Open this in a browser within seven days; it works once:\n\n  {link}\n")
