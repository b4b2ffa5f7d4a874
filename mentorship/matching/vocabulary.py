"""The words of matching: people, rules, and what comes out, as plain values.

Whatever a person did not tell is empty, and empty is never held against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

PERFECT = 1000  # the best score there is; scores count tenths of a point
WEEK = range(168)  # the hours of a week in UTC, Monday 00:00 first
FULL_LEVEL = 4  # an offer from this level up covers a need in full
ENOUGH_HOURS = 4
ENOUGH_INTERESTS = 3
STYLE_ANSWERS = range(1, 6)
STYLE_SPAN = 4  # how far two answers can be apart

# Why a pair cannot be, in the order in which the reasons are looked for.
RULES = (
    "no_seat",
    "same_person",
    "veto",
    "own_manager",
    "same_manager",
    "same_department",
    "no_shared_language",
    "no_shared_hour",
)
UNMATCHED = ("nobody_allowed", "too_few_seats", "seats_taken")
PIN_PROBLEMS = (*RULES, "two_mentors", "not_here")


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
    """What both sides may tell. A style answer of 0 is a question that was skipped."""

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

    def __post_init__(self) -> None:
        _require(self, holds=bool(self.id))
        _require(self, holds=all(hour in WEEK for hour in self.hours))
        _require(self, holds=all(answer == 0 or answer in STYLE_ANSWERS for answer in self.style))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentee(Participant):
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor(Participant):
    offers: tuple[Offer, ...] = ()
    capacity: int = 1

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


class Weights(NamedTuple):
    """How much each criterion matters, in comparison with the others."""

    needs: int = 45
    area: int = 15
    style: int = 15
    interests: int = 10
    hours: int = 15

    def shared_out(self) -> Points:
        """A perfect score in these proportions; what rounding leaves goes to the largest rests."""
        whole = sum(self)
        _require(self, holds=whole > 0 and min(self) >= 0)
        parts = [PERFECT * weight // whole for weight in self]
        rests = [PERFECT * weight % whole for weight in self]
        largest = sorted(range(len(self)), key=rests.__getitem__, reverse=True)
        for lucky in largest[: PERFECT - sum(parts)]:
            parts[lucky] += 1
        return Points(*parts)


Pair = tuple[str, str]  # (mentee id, mentor id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a programme has decided. Nobody ever becomes their own mentor, whatever it says."""

    weights: Weights = Weights()
    vetoes: frozenset[Pair] = frozenset()
    pins: frozenset[Pair] = frozenset()
    floor_first: bool = True
    shared_hour_required: bool = True
    language_required: bool = True
    manager_barred: bool = True
    same_manager_barred: bool = True
    same_department_barred: bool = False

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {
            "weights": self.weights._asdict(),
            "vetoes": sorted(map(list, self.vetoes)),
            "pins": sorted(map(list, self.pins)),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rules:
        """What an older version did not know yet keeps its default."""
        return cls(
            **{
                **data,
                "weights": Weights(**data.get("weights", {})),
                "vetoes": frozenset(map(tuple, data.get("vetoes", ()))),
                "pins": frozenset(map(tuple, data.get("pins", ()))),
            }
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that can be said about a pair: a code for the sentence, and what goes into it."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    points: int = 0
    of: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Option:
    mentor_id: str
    score: int


@dataclass(frozen=True, slots=True)
class Proposal:
    mentee_id: str
    mentor_id: str
    score: int
    points: Points
    alternatives: tuple[Option, ...]
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Somebody without a mentor: why, whom they could have had, how many each rule excluded."""

    id: str
    code: str
    options: tuple[Option, ...]
    excluded: dict[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A matching and its proof. `floor` is the lowest score of a pair that was not pinned."""

    pairs: tuple[Proposal, ...]
    unmatched: tuple[Unmatched, ...]
    idle: tuple[str, ...]
    floor: int | None
    total: int
    certificate: dict[str, dict[str, int]]
    engine: str
    seed: int
    inputs: str  # the fingerprint of the people and rules that it is about

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Outcome:
        return cls(
            **{
                **data,
                "pairs": tuple(map(_proposal, data["pairs"])),
                "unmatched": tuple(map(_unmatched, data["unmatched"])),
                "idle": tuple(data["idle"]),
            }
        )


def _proposal(data: Mapping[str, Any]) -> Proposal:
    options, points = _options(data["alternatives"]), Points(*data["points"])
    return Proposal(**{**data, "points": points, "alternatives": options})


def _unmatched(data: Mapping[str, Any]) -> Unmatched:
    return Unmatched(**{**data, "options": _options(data["options"])})


def _options(data: Iterable[Mapping[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in data)
