"""What comes out of matching: who goes with whom, what it is worth, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorship.matching import blob
from mentorship.matching.vocabulary import Points, Reason, Rules


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


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """The best mentors of every mentee, best first: rows and columns in the order of these ids.

    Where a list is shorter than the others, the column is -1 and so is the score.
    """

    mentees: tuple[str, ...] = ()
    mentors: tuple[str, ...] = ()
    columns: NDArray[Any] = field(default_factory=lambda: np.empty((0, 0), np.int32))
    scores: NDArray[Any] = field(default_factory=lambda: np.empty((0, 0), np.int16))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lists) and (
            (self.mentees, self.mentors) == (other.mentees, other.mentors)
            and np.array_equal(self.columns, other.columns)
            and np.array_equal(self.scores, other.scores)
        )

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A matching and its proof. `floor` is the lowest score of a pair that was not pinned.

    `reasons` are those of each pair, in the order of `pairs`; they are kept with the pairs. JSON
    keeps neither them nor the lists of best mentors; the blob keeps all but the reasons.
    """

    pairs: tuple[Proposal, ...]
    unmatched: tuple[Unmatched, ...]
    idle: tuple[str, ...]
    floor: int | None
    total: int
    certificate: dict[str, dict[str, int]]
    engine: str
    seed: int
    inputs: str  # the fingerprint of the people and rules that it is about
    engine_version: str = ""
    rules: Rules = field(default_factory=Rules)
    lists: Lists = field(default_factory=Lists, compare=False, repr=False)
    reasons: tuple[tuple[Reason, ...], ...] = field(default=(), compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        plain = _fields(self)
        del plain["lists"], plain["reasons"]
        return plain | {
            "pairs": tuple(_with_options(pair, "alternatives") for pair in self.pairs),
            "unmatched": tuple(_with_options(one, "options") for one in self.unmatched),
            "rules": self.rules.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Outcome:
        """What an older version did not keep yet is empty."""
        return cls(
            **{
                **data,
                "pairs": tuple(map(_proposal, data["pairs"])),
                "unmatched": tuple(map(_unmatched, data["unmatched"])),
                "idle": tuple(data["idle"]),
                "rules": Rules.from_json(data.get("rules", {})),
            }
        )

    def to_blob(self) -> bytes:
        names = {"mentees": self.lists.mentees, "mentors": self.lists.mentors}
        arrays: dict[str, NDArray[Any]] = {
            "columns": self.lists.columns,
            "scores": self.lists.scores,
        }
        return blob.pack({"outcome": self.to_json(), "lists": names}, arrays)

    @classmethod
    def from_blob(cls, data: bytes) -> Outcome:
        plain, arrays = blob.unpack(data)
        mentees, mentors = (tuple(plain["lists"][side]) for side in ("mentees", "mentors"))
        lists = Lists(mentees, mentors, arrays["columns"], arrays["scores"])
        return replace(cls.from_json(plain["outcome"]), lists=lists)


def _fields(value: Any) -> dict[str, Any]:
    """What `asdict` makes where nothing lies within, without its copies of copies."""
    return {name: getattr(value, name) for name in value.__slots__}


def _with_options(value: Any, name: str) -> dict[str, Any]:
    return _fields(value) | {name: tuple(map(_fields, getattr(value, name)))}


def _proposal(data: Mapping[str, Any]) -> Proposal:
    options, points = _options(data["alternatives"]), Points(*data["points"])
    return Proposal(**{**data, "points": points, "alternatives": options})


def _unmatched(data: Mapping[str, Any]) -> Unmatched:
    return Unmatched(**{**data, "options": _options(data["options"])})


def _options(data: Iterable[Mapping[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in data)
