"""Match scores: a histogram, and the lines between one pair and the people near it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.pictures.ink import Spot, num, spot
from mentorship.pictures.vocabulary import PairLine, ScoreBucket

LEFT, FLOOR, TALLEST = 14, 104, 80
WIDTH, GAP, APART, WIDEST = 300, 5, 10, 40
ROW, MENTEE_X, MENTOR_X = 30, 118, 202
LONGEST_NAME = 15


@dataclass(frozen=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
    middle: str
    count_y: str
    count: int
    kind: str


@dataclass(frozen=True)
class Histogram:
    bars: tuple[Bar, ...]
    ticks: tuple[Spot, ...]
    total: int
    fullest: ScoreBucket | None


@dataclass(frozen=True)
class Thread:
    path: str
    kind: str


@dataclass(frozen=True)
class Bipartite:
    mentees: tuple[Spot, ...]
    mentors: tuple[Spot, ...]
    threads: tuple[Thread, ...]
    height: int


def draw_scores(buckets: Sequence[ScoreBucket], *, unmatched: int = 0) -> Histogram:
    """People without a pair stand apart from the scores: they have none."""
    counts = [bucket.count for bucket in buckets]
    columns = len(counts) + bool(unmatched)
    most = max([*counts, unmatched])
    width = min(WIDEST, (WIDTH - APART) / max(1, columns) - GAP)
    edges = [LEFT + (width + GAP) * index for index in range(len(counts) + 1)]
    bars = [_bar(x, width, count, most) for x, count in zip(edges, counts, strict=False)]
    if unmatched:
        apart = APART if counts else 0
        bars.append(_bar(edges[-1] + apart, width, unmatched, most, kind="unmatched"))
    total = sum(counts)
    return Histogram(
        bars=tuple(bars),
        ticks=_ticks(buckets, edges),
        total=total,
        fullest=max(buckets, key=lambda bucket: bucket.count) if total else None,
    )


def draw_bipartite(pairs: Sequence[PairLine]) -> Bipartite:
    """Names in the order of first appearance; the chosen line is drawn last, on top."""
    mentees = list(dict.fromkeys(pair.mentee for pair in pairs))
    mentors = list(dict.fromkeys(pair.mentor for pair in pairs))
    rows = max(len(mentees), len(mentors), 1)
    left, right = _rows(mentees, rows), _rows(mentors, rows)
    return Bipartite(
        mentees=_people(left, MENTEE_X),
        mentors=_people(right, MENTOR_X),
        threads=tuple(
            Thread(
                _thread(left[pair.mentee], right[pair.mentor]),
                "chosen" if pair.chosen else "other",
            )
            for pair in sorted(pairs, key=lambda pair: pair.chosen)
        ),
        height=ROW * rows,
    )


def _bar(x: float, width: float, count: int, most: int, *, kind: str = "score") -> Bar:
    height = TALLEST * count / most if most else 0
    top = FLOOR - height
    return Bar(
        x=num(x),
        y=num(top),
        width=num(width),
        height=num(height),
        middle=num(x + width / 2),
        count_y=num(top - 5),
        count=count,
        kind=kind,
    )


def _ticks(buckets: Sequence[ScoreBucket], edges: list[float]) -> tuple[Spot, ...]:
    """A score at every edge between two bars, where the bucket begins."""
    bounds = [bucket.low for bucket in buckets] + [bucket.high for bucket in buckets[-1:]]
    return tuple(
        spot(x - GAP / 2, FLOOR + 16, label=str(bound))
        for x, bound in zip(edges, bounds, strict=False)
    )


def _rows(names: list[str], rows: int) -> dict[str, float]:
    """The shorter column stands in the middle of the longer one."""
    top = ROW * (rows - len(names)) / 2
    return {name: top + ROW * (index + 0.5) for index, name in enumerate(names)}


def _people(places: dict[str, float], x: float) -> tuple[Spot, ...]:
    return tuple(spot(x, y, label=_short(name)) for name, y in places.items())


def _thread(left: float, right: float) -> str:
    middle = num((MENTEE_X + MENTOR_X) / 2)
    start, end = f"{MENTEE_X + 10} {num(left)}", f"{MENTOR_X - 10} {num(right)}"
    return f"M{start}C{middle} {num(left)} {middle} {num(right)} {end}"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
