"""U13 in small: above every box for words stands who will read them, and the box is tied to it."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.access.policy import POLICY
from tests.access.stage import Stage

pytestmark = pytest.mark.django_db


class Boxes(HTMLParser):
    """The boxes for words of a page, and the ids of what names an audience."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.boxes: list[dict[str, Any]] = []
        self.readers: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "textarea":
            self.boxes.append(told)
        words = (told.get("class") or "").split()
        if "audience" in words and told.get("id"):
            self.readers[told["id"] or ""] = words[-1].removeprefix("audience-")

    def named(self, box: dict[str, Any]) -> list[str]:
        return [
            self.readers[i] for i in box.get("aria-describedby", "").split() if i in self.readers
        ]


@pytest.mark.slow
def test_every_box_for_words_says_who_reads_them(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    silent, found = set(), 0
    for rule in POLICY:
        for actor in sorted(rule.reads):
            page = Boxes(stage.ask(actor, "get", rule.url(stage.world)).response.content.decode())
            found += len(page.boxes)
            silent |= {(rule.title, box["name"]) for box in page.boxes if not page.named(box)}
    with capsys.disabled():
        sys.stdout.write(f"\nBoxes for words: {found}, of which {len(silent)} say nothing.\n")
    assert silent == set()
    assert found >= 60
