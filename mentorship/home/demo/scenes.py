"""Which pairs there are, and what becomes of each: the plan of the story, as plain values."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from mentorship.home.demo import stock
from mentorship.home.demo.people import cast


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One pair; cast/pairs.toml says what the fields mean."""

    round: str
    mentee: str
    mentor: str
    theme: str
    variant: int
    at: str
    clock: str
    day: int = 0
    every: int = 2
    next: str = ""
    begun: int = 0
    signs: int = 2
    until: int = 0
    then: str = ""
    reason: str = ""
    asks: str = ""
    stone: bool = False
    renewed: int = 0
    journal: int = 0

    @property
    def is_late(self) -> bool:
        """They came together after everybody else."""
        return self.begun > 0


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A person's part in a round, and how far their application has come."""

    round: str
    person: str
    role: str
    fate: str
    theme: str = ""
    capacity: int = 1
    since: int = 0

    @property
    def skills(self) -> list[dict[str, Any]]:
        """What a mentee wants, in the order in which it matters; what a mentor offers."""
        if self.role == "mentee":
            wanted = stock.theme(self.theme).skills
            return [{"name": name, "level": 5 - place} for place, name in enumerate(wanted)]
        told = cast()[self.person]
        every = [name for theme in told["offers"] for name in stock.theme(theme).skills]
        offered = [name for name in dict.fromkeys(every) if name not in told.get("without", ())]
        return [{"name": name, "level": 5 - place % 2} for place, name in enumerate(offered)]

    @property
    def answers(self) -> dict[str, str]:
        asked = ("hope", "worry") if self.role == "mentee" else ("offer",)
        return {key: cast()[self.person][key] for key in asked if key in cast()[self.person]}


@functools.cache
def scenes() -> tuple[Scene, ...]:
    return tuple(Scene(**told) for told in stock.read("cast/pairs")["pair"])


def seats(name: str) -> list[Seat]:
    """Everybody's part in a round, once for each person and role."""
    pairs = [scene for scene in scenes() if scene.round == name]
    found: dict[tuple[str, str], Seat] = {}
    for scene in pairs:
        late = {"fate": "late" if scene.is_late else "accepted", "since": scene.begun + 1}
        seat = Seat(round=name, person=scene.mentee, role="mentee", theme=scene.theme, **late)
        found.setdefault((scene.mentee, "mentee"), seat)
        found.setdefault((scene.mentor, "mentor"), _mentor(pairs, scene, name))
    others = [told for told in stock.read("cast/programs")["also"] if told["round"] == name]
    return [*found.values(), *(_other(told) for told in others)]


def _mentor(pairs: list[Scene], scene: Scene, name: str) -> Seat:
    theirs = [other for other in pairs if other.mentor == scene.mentor]
    is_late = all(other.is_late for other in theirs)
    # Who joins for one late pair has room for another.
    return Seat(
        round=name,
        person=scene.mentor,
        role="mentor",
        fate="late" if is_late else "accepted",
        since=scene.begun + 1,
        capacity=len(theirs) + is_late,
    )


def _other(told: dict[str, Any]) -> Seat:
    theme = told.get("theme") or cast()[told["person"]].get("theme", "")
    return Seat(**told | {"theme": theme, "since": 1})
