"""Small tools for every picture: numbers as SVG wants them, paths, places along a line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """A place in the drawing, already written out, so no locale can put a comma in it."""

    x: str
    y: str
    kind: str = ""
    label: str = ""


def num(value: float) -> str:
    """One decimal at most: `12.0` is `12`, `-0.04` is `0`."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def spot(x: float, y: float, *, kind: str = "", label: str = "") -> Spot:
    return Spot(num(x), num(y), kind, label)


def spread(count: int, start: float, end: float, *, widest: float) -> list[float]:
    """Even places from `start`, never further apart than `widest`; one alone stands at `start`."""
    if count < 2:
        return [start] * count
    step = min(widest, (end - start) / (count - 1))
    return [start + step * index for index in range(count)]


def straight(points: Iterable[Point | None]) -> str:
    """Straight lines through the points; a missing point breaks the line."""
    parts, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        parts.append(f"{pen}{num(point[0])} {num(point[1])}")
        pen = "L"
    return "".join(parts)


def flowing(points: Sequence[Point]) -> str:
    """A calm curve that is level at every point, so it never swings past a value."""
    if not points:
        return ""
    path = f"M{num(points[0][0])} {num(points[0][1])}"
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        middle = num((x0 + x1) / 2)
        path += f"C{middle} {num(y0)} {middle} {num(y1)} {num(x1)} {num(y1)}"
    return path


def clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
