"""Wrap every person's key under the current master key: the first entry of JOURNAL_KEYS.

To rotate: put the new key first, restart, run this, then drop the old entry. Text stays readable
all the while. May be stopped at any moment and run again: each key is moved by one statement.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.keyring import LostKey, keyring
from accounts.models import PersonKey


class Command(BaseCommand):
    help = "Wrap every person's key under the first entry of JOURNAL_KEYS. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, help="stop after this many keys")

    def handle(self, *, limit: int | None = None, **options: Any) -> None:
        current = keyring().current.id
        waiting = PersonKey.objects.not_under(current)
        moved, lost = 0, set()
        for key in waiting.order_by("pk")[:limit].iterator(chunk_size=500):
            try:
                moved += key.rewrap()
            except LostKey:
                lost.add(key.master_key_id)
        self.stdout.write(f"{moved} keys moved to {current}; {waiting.count()} left.")
        if lost:
            names = ", ".join(sorted(lost))
            raise CommandError(
                f"Some keys are wrapped with {names}, which JOURNAL_KEYS does not name. "
                "Nothing was changed about them. Put the old entry back and run this again."
            )
