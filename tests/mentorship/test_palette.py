"""The contrast of every pair of colours that meet, by the WCAG formula, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
PAIRS = re.findall(r"--([\w-]+): light-dark\(#([0-9a-f]{3,6}), #([0-9a-f]{3,6})\)", TOKENS)
LIGHT = {name: light for name, light, _dark in PAIRS}
DARK = {name: dark for name, _light, dark in PAIRS}
TONES = ("teal", "clay", "gold", "moss", "plum", "error")
TEXTS = ("ink", "muted", "link", *TONES)
GROUNDS = ("page", "card")
SOFT = tuple((tone, f"{tone}-soft") for tone in TONES)
INK_ON_TINTS = tuple(("ink", f"{tone}-soft") for tone in TONES)
READ = (
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *SOFT,
    *INK_ON_TINTS,
    ("ink", "sunk"),
    ("muted", "sunk"),
    ("muted", "teal-soft"),
    ("link", "teal-soft"),
    ("on-teal", "teal"),
    ("on-teal", "teal-deep"),
    ("page", "ink"),
)
SEEN = tuple((line, ground) for line in ("control", "focus", "teal") for ground in GROUNDS)


def luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_can_be_read(text: str, ground: str, palette: dict[str, str]) -> None:
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), SEEN)
def test_lines_that_mean_something_can_be_seen(
    line: str, ground: str, palette: dict[str, str]
) -> None:
    assert contrast(palette[line], palette[ground]) >= 3
