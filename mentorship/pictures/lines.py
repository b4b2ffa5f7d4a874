"""Lines of answers from 1 to 5: the pulse of two people, the confidence of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.pictures.ink import Spot, num, spot, spread, straight

LEFT, RIGHT, TOP, ROW = 34, 306, 14, 18
WIDEST = 68
ENOUGH_FOR_A_LINE = 3

Answer = int | None


@dataclass(frozen=True)
class Series:
    path: str
    marks: tuple[Spot, ...]
    first: Answer
    last: Answer
    count: int

    @property
    def course(self) -> str:
        """none, one, rose, fell or stayed: the word the sentence is chosen by."""
        if self.first is None or self.last is None:
            return "none"
        if self.count == 1:
            return "one"
        if self.first == self.last:
            return "stayed"
        return "rose" if self.last > self.first else "fell"


@dataclass(frozen=True)
class Pulse:
    mentee: Series
    mentor: Series
    grid: tuple[Spot, ...]
    apart: int

    @property
    def empty(self) -> bool:
        return not (self.mentee.count or self.mentor.count)


@dataclass(frozen=True)
class Confidence:
    series: Series
    grid: tuple[Spot, ...]
    missing: int


def draw_pulse(mentee: Sequence[Answer], mentor: Sequence[Answer]) -> Pulse:
    """The two lines stand a little off each other, so that equal answers stay two marks."""
    count = max(len(mentee), len(mentor))
    return Pulse(
        mentee=_series(mentee, count, shift=3.5),
        mentor=_series(mentor, count, shift=-3.5),
        grid=grid(),
        apart=_apart(mentee, mentor),
    )


def draw_confidence(values: Sequence[Answer]) -> Confidence:
    series = _series(values, len(values), shift=0)
    missing = max(0, ENOUGH_FOR_A_LINE - series.count)
    if missing:
        series = Series("", series.marks, series.first, series.last, series.count)
    return Confidence(series, grid(), missing)


def grid() -> tuple[Spot, ...]:
    return tuple(spot(LEFT, _height(value), label=str(value)) for value in (5, 3, 1))


def _series(values: Sequence[Answer], count: int, *, shift: float) -> Series:
    places = spread(count, LEFT + 14, RIGHT - 14, widest=WIDEST)
    points = [
        None if value is None else (x, _height(value) + shift)
        for x, value in zip(places, values, strict=False)
    ]
    answers = [value for value in values if value is not None]
    return Series(
        path=straight(points) if len(answers) > 1 else "",
        marks=tuple(Spot(num(point[0]), num(point[1])) for point in points if point),
        first=answers[0] if answers else None,
        last=answers[-1] if answers else None,
        count=len(answers),
    )


def _height(value: int) -> float:
    return TOP + ROW * (5 - max(1, min(5, value)))


def _apart(mentee: Sequence[Answer], mentor: Sequence[Answer]) -> int:
    """Points between the two at the last session that both answered."""
    both = [
        abs(one - other)
        for one, other in zip(mentee, mentor, strict=False)
        if one is not None and other is not None
    ]
    return both[-1] if both else 0
