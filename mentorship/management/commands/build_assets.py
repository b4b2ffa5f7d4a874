"""Join static/css/ and static/js/ into the one stylesheet and the one script that pages load."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mentorship import assets

STATIC = Path(settings.BASE_DIR) / "static"
BUILT = STATIC / "built"


class Command(BaseCommand):
    help = "Join the stylesheets and scripts into static/built/."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether all is current")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        wanted = {
            "app.css": assets.stylesheet(STATIC / "css"),
            "app.js": assets.script(STATIC / "js"),
        }
        stale = {name: text for name, text in wanted.items() if _kept(name) != text}
        if check and stale:
            raise CommandError(f"{', '.join(stale)}: stale; run `manage.py build_assets`.")
        BUILT.mkdir(exist_ok=True)
        for name, text in stale.items():
            (BUILT / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"{name}: {len(text.encode())} bytes")


def _kept(name: str) -> str | None:
    path = BUILT / name
    return path.read_text(encoding="utf-8") if path.exists() else None
