"""What a way through pages costs: presses, and minutes worked out from them.

Time is counted as a careful person's would be: 3.5 seconds for each press or box, 0.28 for each
character typed, and every page read from its heading to its end, 240 words a minute.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.walk.conftest import Walker

PER_PRESS, PER_CHARACTER, WORDS_A_MINUTE = 3.5, 0.28, 240


@dataclass
class Watch:
    """What the way has cost so far; pages are read as they are met."""

    walker: Walker
    characters: int = 0
    words: int = 0

    def reads(self, title: str) -> None:
        self.walker.sees(title)
        self.words += len(self.walker.page.locator("main").inner_text().split())

    def writes(self, text: str, label: str = "In your words") -> None:
        self.walker.fill(label, text)
        self.characters += len(text)

    @property
    def minutes(self) -> float:
        seconds = PER_PRESS * self.walker.acts + PER_CHARACTER * self.characters
        return seconds / 60 + self.words / WORDS_A_MINUTE
