"""The words of matching: people, rules, and what comes out, as plain values.

Whatever a person did not tell is empty, and empty is never held against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

PERFECT = 1000  # the best score there is; scores count tenths of a point
UNIT = 240  # parts of a score's point, in which every share of every criterion is a whole number
RANKS = (100, 85, 70, 60, 50)  # per cent of a wish's worth, the first wish first
WEEK = range(168)  # the hours of a week in UTC, Monday 00:00 first
FULL_LEVEL = 4  # an offer from this level up covers a need in full
ENOUGH_HOURS = 4
ENOUGH_INTERESTS = 3
STYLE_ANSWERS = range(1, 6)
STYLE_SPAN = 4  # how far two answers can be apart

STYLE_QUESTIONS = 5  # as many as there may be
MOST_WISHES = 5
MUST = 10  # a criterion of this weight also forbids pairs that do not meet it at all
SENIORITY = range(1, 10)
UTC_OFFSETS = range(-12 * 60, 14 * 60 + 1)

# Why a pair cannot be, in the order in which the reasons are looked for.
RULES = (
    "no_seat",
    "same_person",
    "veto",
    "blocked",
    "paired_before",
    "own_manager",
    "same_manager",
    "same_department",
    "no_shared_language",
    "no_shared_hour",
    "zone_gap",
    "seniority_gap",
    "must_needs",
    "must_area",
    "must_style",
    "must_interests",
    "must_wishes",
    "must_identity",
)
MOST_BONUS = 10 * PERFECT
SHORT_SEATS = ("lottery", "waiting_list", "points")
UNMATCHED = ("nobody_allowed", "too_few_seats", "seats_taken", "price_too_high")
PIN_PROBLEMS = (*RULES, "two_mentors", "not_here")


@lru_cache(maxsize=2**16)
def fold(text: str) -> str:
    """Two people mean the same word even if one writes it ` Public  SPEAKING`."""
    return " ".join(text.casefold().split())


def folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(fold, words)))


def same(one: str, other: str) -> bool:
    """Told by both, and the same."""
    return fold(one) == fold(other) != ""


@dataclass(frozen=True, slots=True)
class Need:
    skill: str
    weight: int = 3

    def __post_init__(self) -> None:
        _require(self, holds=bool(fold(self.skill)) and self.weight in range(1, 6))


@dataclass(frozen=True, slots=True)
class Offer:
    skill: str
    level: int = 3

    def __post_init__(self) -> None:
        _require(self, holds=bool(fold(self.skill)) and self.level in range(1, 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """What both sides may tell. A style answer of 0 is a question that was skipped.

    `interests` are interests and values; `utc_offset` counts minutes, in the week concerned;
    `wishes` are ids of the other side, the best first; a seniority of 0 was not told.
    """

    id: str
    hours: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    area: str = ""
    style: tuple[int, ...] = ()
    interests: frozenset[str] = frozenset()
    person: str = ""
    email: str = ""
    manager: str = ""  # the e-mail address of the line manager
    department: str = ""
    seniority: int = 0
    utc_offset: int | None = None
    wishes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(self, holds=bool(self.id))
        _require(self, holds=all(hour in WEEK for hour in self.hours))
        _require(self, holds=all(answer == 0 or answer in STYLE_ANSWERS for answer in self.style))
        _require(self, holds=len(self.style) <= STYLE_QUESTIONS)
        _require(self, holds=self.seniority == 0 or self.seniority in SENIORITY)
        _require(self, holds=self.utc_offset is None or self.utc_offset in UTC_OFFSETS)
        _require(self, holds=len(set(self.wishes)) == len(self.wishes) <= MOST_WISHES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentee(Participant):
    """`sought` is an identity that only the mentee can ask for; `waiting` is a place in the queue,
    1 first, and 0 comes after everybody who has a place.
    """

    needs: tuple[Need, ...] = ()
    sought: frozenset[str] = frozenset()
    waiting: int = 0

    def __post_init__(self) -> None:
        Participant.__post_init__(self)
        _require(self, holds=self.waiting >= 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor(Participant):
    offers: tuple[Offer, ...] = ()
    capacity: int = 1
    identities: frozenset[str] = frozenset()  # what the mentor chose to tell

    def __post_init__(self) -> None:
        Participant.__post_init__(self)
        _require(self, holds=self.capacity >= 0)


def _require(value: object, *, holds: bool) -> None:
    if not holds:
        raise ValueError(f"cannot be matched: {value!r}")


class Points(NamedTuple):
    needs: int
    area: int
    style: int
    interests: int
    hours: int
    wishes: int = 0
    identity: int = 0


class Weights(NamedTuple):
    """How much each criterion matters in comparison with the others, from 0 to 9; 10 is a must."""

    needs: int = 9
    area: int = 3
    style: int = 3
    interests: int = 2
    hours: int = 3
    wishes: int = 0
    identity: int = 0

    @lru_cache(maxsize=2**6)  # noqa: B019 (weights are values, and few)
    def shared_out(self) -> Points:
        """A perfect score in these proportions; what rounding leaves goes to the largest rests."""
        _require(self, holds=any(self) and all(weight in range(MUST + 1) for weight in self))
        return Points(*shares(PERFECT, self))

    @classmethod
    def from_json(cls, data: Mapping[str, int]) -> Weights:
        """Older versions knew weights up to 100; they keep their proportions."""
        top = max(data.values(), default=0)
        if top > MUST:
            data = {name: round(weight * (MUST - 1) / top) for name, weight in data.items()}
        return cls(**data)


def shares(whole: int, weights: Sequence[int]) -> list[int]:
    """The whole number in these proportions; what rounding leaves goes to the largest rests."""
    total = sum(weights)
    parts = [whole * weight // total for weight in weights]
    rests = [whole * weight % total for weight in weights]
    largest = sorted(range(len(parts)), key=rests.__getitem__, reverse=True)
    for lucky in largest[: whole - sum(parts)]:
        parts[lucky] += 1
    return parts


Pair = tuple[str, str]  # (mentee id, mentor id), or two person ids where it says so
PAIRS = ("vetoes", "pins", "blocked", "earlier", "keep")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a programme has decided. Nobody ever becomes their own mentor, whatever it says.

    `blocked` and `earlier` name persons, in any order; the other pairs name a mentee and a mentor.
    Bonuses and the price of leaving somebody out count in points of the score; without that price
    nobody who can be seated is left out.
    """

    weights: Weights = Weights()
    vetoes: frozenset[Pair] = frozenset()
    pins: frozenset[Pair] = frozenset()
    blocked: frozenset[Pair] = frozenset()
    earlier: frozenset[Pair] = frozenset()  # were paired before
    earlier_barred: bool = True
    floor_first: bool = True
    shared_hour_required: bool = True
    language_required: bool = True
    manager_barred: bool = True
    same_manager_barred: bool = True
    same_department_barred: bool = False
    max_zone_gap: int | None = None  # whole hours, the shorter way round the globe
    min_seniority_gap: int | None = None  # the mentor's less the mentee's
    max_seniority_gap: int | None = None
    keep: frozenset[Pair] = frozenset()  # pairs that stand now
    keep_bonus: int = 0
    first_seat_bonus: int = 0  # for a mentor who would have nobody
    leave_out_price: int | None = None
    short_seats: str = "lottery"  # who is seated when not everybody can be
    stable: bool = False

    def __post_init__(self) -> None:
        bonuses = (self.keep_bonus, self.first_seat_bonus, self.leave_out_price or 0)
        _require(self, holds=all(0 <= bonus <= MOST_BONUS for bonus in bonuses))
        _require(self, holds=self.short_seats in SHORT_SEATS)

    def must(self, criterion: str) -> bool:
        return bool(getattr(self.weights, criterion) == MUST)

    def to_json(self) -> dict[str, Any]:
        pairs = {name: sorted(map(list, getattr(self, name))) for name in PAIRS}
        return asdict(self) | {"weights": self.weights._asdict()} | pairs

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rules:
        """What an older version did not know yet keeps its default."""
        pairs = {name: frozenset(map(tuple, data.get(name, ()))) for name in PAIRS}
        weights = Weights.from_json(data.get("weights", {}))
        return cls(**{**data, **pairs, "weights": weights})


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that can be said about a pair: a code for the sentence, and what goes into it."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    points: int = 0
    of: int = 0

    def to_json(self) -> dict[str, Any]:
        told = {"points": self.points, "of": self.of}
        return {"code": self.code, "params": self.params, **told}
