"""Join static/css/*.css into static/built/app.css, the one stylesheet that pages load."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mentorship import stylesheet

SOURCES = Path(settings.BASE_DIR) / "static" / "css"
BUILT = Path(settings.BASE_DIR) / "static" / "built" / "app.css"


class Command(BaseCommand):
    help = "Join the stylesheets into static/built/app.css."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether it is current")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        css = stylesheet.joined(SOURCES)
        current = BUILT.exists() and BUILT.read_text(encoding="utf-8") == css
        if check and not current:
            raise CommandError("static/built/app.css is stale; run `manage.py build_css`.")
        if not current:
            BUILT.parent.mkdir(exist_ok=True)
            BUILT.write_text(css, encoding="utf-8")
        self.stdout.write(f"{BUILT.name}: {len(css.encode())} bytes")
