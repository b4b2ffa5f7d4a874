"""Which scenes are looked at, by whom, in which theme and at which width.

The selection shows every scene to somebody, every actor somewhere, and every scene in both themes
and at every width. `SAMEHORIZON_PAGES=all` shows every scene to all who may see it, in everything;
`SAMEHORIZON_PAGES=goal,brief` shows only the scenes whose names begin so, to all in everything.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from tests.pages.scenes import Scene

WIDTHS = (320, 390, 1280)
THEMES = ("light", "dark")
PRODUCT = tuple((theme, width) for width in WIDTHS for theme in THEMES)
EYES = 2  # actors per scene in the selection


@dataclass(frozen=True)
class Visit:
    """One actor opens one scene; `looks` are what is examined there, one after the other."""

    scene: Scene
    actor: str
    looks: tuple[tuple[str, int], ...]


def visits(scenes: Iterable[Scene], asked: str = "") -> list[Visit]:
    """`asked` is "" for the selection, "all", or the beginnings of names, by commas."""
    if not asked:
        return [visit for number, scene in enumerate(scenes) for visit in _some(number, scene)]
    begins = ("",) if asked == "all" else tuple(asked.split(","))
    chosen = [scene for scene in scenes if scene.name.startswith(begins)]
    return [Visit(scene, actor, PRODUCT) for scene in chosen for actor in scene.actors]


def asked() -> str:
    return os.environ.get("SAMEHORIZON_PAGES", "")


def _some(number: int, scene: Scene) -> list[Visit]:
    """Turn by turn through the actors, so that each has theirs; light here, dark there."""
    many = min(EYES, len(scene.actors))
    chosen = [scene.actors[(number * EYES + turn) % len(scene.actors)] for turn in range(many)]
    looks = (("light", WIDTHS[number % 3]), ("dark", WIDTHS[(number + 1 + number // 3) % 3]))
    if many == 1:
        return [Visit(scene, chosen[0], looks)]
    return [Visit(scene, actor, (look,)) for actor, look in zip(chosen, looks, strict=True)]
