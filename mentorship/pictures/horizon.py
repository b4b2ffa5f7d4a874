"""The motif: a line, a sun as high as the time that has passed, stones, and two paths."""

from dataclasses import dataclass
from math import sqrt

from mentorship.pictures import cairn
from mentorship.pictures.ink import Point, Spot, clamp, flowing, num, spot, straight
from mentorship.pictures.vocabulary import SAME, HorizonPicture

LEFT, RIGHT, LINE = 28, 332, 58
SUN_X, SUN_RADIUS = 292, 40
MIDDLE = 94
STRANGERS = 13
APART = {2: 7.5, 1: 14, 0: 22}
MOST_STONES = 30


@dataclass(frozen=True)
class Horizon:
    sun: str
    sun_whole: str
    mentee_path: str
    mentor_path: str
    mentee_ahead: str
    mentor_ahead: str
    mentee: Spot
    mentor: Spot
    stones: tuple[Spot, ...]
    hidden: int
    percent: int
    direction: str


def draw_horizon(picture: HorizonPicture) -> Horizon:
    elapsed = clamp(picture.elapsed, 0, 1)
    gaps = _gaps(picture.closeness)
    now = LEFT + (RIGHT - LEFT) * elapsed
    mentee, mentor = MIDDLE + gaps[-1], MIDDLE - gaps[-1]
    return Horizon(
        sun=sun(elapsed),
        sun_whole=sun(1),
        mentee_path=_path(gaps, now, side=1),
        mentor_path=_path(gaps, now, side=-1),
        mentee_ahead=straight([(now, mentee), (RIGHT, mentee)]),
        mentor_ahead=straight([(now, mentor), (RIGHT, mentor)]),
        mentee=spot(now, mentee),
        mentor=spot(now, mentor),
        stones=cairn.stones(picture.wins, left=LEFT + 17, ground=LINE - 1, most=MOST_STONES),
        hidden=max(0, picture.wins - MOST_STONES),
        percent=round(elapsed * 100),
        direction=direction(picture.closeness),
    )


def sun(elapsed: float, *, x: float = SUN_X, line: float = LINE, radius: float = SUN_RADIUS) -> str:
    """The cap of the disc above the line: nothing at 0, half a disc at 1."""
    height = radius * elapsed
    if height <= 0:
        return ""
    reach = sqrt(radius**2 - (radius - height) ** 2)
    arc = f"A{num(radius)} {num(radius)} 0 0 1 {num(x + reach)} {num(line)}"
    return f"M{num(x - reach)} {num(line)}{arc}Z"


def direction(closeness: tuple[int, ...]) -> str:
    """What the last check said, as a word for the sentence: same, off, different or unasked."""
    if not closeness:
        return "unasked"
    return ("different", "off", "same")[int(clamp(closeness[-1], 0, SAME))]


def _gaps(closeness: tuple[int, ...]) -> list[float]:
    """Half the distance between the paths: at the start, then at every check."""
    return [STRANGERS, *(APART[int(clamp(value, 0, SAME))] for value in closeness)]


def _path(gaps: list[float], now: float, *, side: int) -> str:
    steps = max(1, len(gaps) - 1)
    points: list[Point] = [
        (LEFT + (now - LEFT) * index / steps, MIDDLE + side * gap) for index, gap in enumerate(gaps)
    ]
    return flowing(points) if len(points) > 1 else straight([points[0], (now, points[0][1])])
