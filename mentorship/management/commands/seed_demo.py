"""Tell the demo story into an empty database, or take it away again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from mentorship.home.demo.removal import clear
from mentorship.home.demo.telling import tell
from mentorship.models import Pairing


class Command(BaseCommand):
    help = "Tell the demo story into an empty database; --clear takes it away again."

    def add_arguments(self, parser: CommandParser) -> None:
        either = parser.add_mutually_exclusive_group()
        either.add_argument(
            "--first-start", action="store_true", help="do nothing where anybody is known already"
        )
        either.add_argument("--clear", action="store_true", help="remove the story, and only it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["clear"]:
            self._clear()
        elif not (options["first_start"] and User.objects.exists()):
            self._tell()

    def _tell(self) -> None:
        refuse_unless_empty()
        self.stdout.write("Telling the demo story; that takes some seconds.")
        tell(timezone.now())
        people, pairs = User.objects.count(), Pairing.objects.count()
        self.stdout.write(f"Told: {people} made-up people, {pairs} pairs.")

    def _clear(self) -> None:
        people, guests = clear()
        if not people:
            self.stdout.write("There is no demo story here. Nothing was changed.")
            return
        self.stdout.write(f"The demo story is gone, with its {people} people.")
        if guests:
            self.stdout.write(f"{guests} real people were in its programmes; their accounts stay.")


def refuse_unless_empty() -> None:
    """One clear sentence for each way in which this is not the place."""
    if settings.PRODUCTION:
        raise CommandError(
            "The demo story is not for production: anybody could sign in as its people."
        )
    if User.objects.filter(is_demo=True).exists():
        raise CommandError(
            "The demo story is told here already. To tell it afresh, first run "
            "`./samehorizon demo clear`."
        )
    if User.objects.exists():
        raise CommandError(
            "There are real people in this database; the demo story needs an empty one. "
            "Choose another folder with --data DIR."
        )
