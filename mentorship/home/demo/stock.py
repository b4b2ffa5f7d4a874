"""The words of the story, from the files beside it: themes, and what people of any field say."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).resolve().parent
VARIANTS = 3
T = TypeVar("T")


@dataclass(frozen=True)
class Aim:
    title: str
    measure: str
    matters: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Theme:
    """A field, in the words of somebody who is finding their way in it."""

    skills: tuple[str, ...]
    hopes: str
    steps: tuple[str, ...]
    wins: tuple[str, ...]
    snags: tuple[str, ...]
    private: tuple[str, ...]
    wants: tuple[str, ...]
    notes: tuple[str, ...]
    actions: tuple[str, ...]
    aims: tuple[Aim, ...]


@functools.cache
def theme(name: str) -> Theme:
    told = read(f"words/{name}")
    aims = tuple(Aim(**aim | {"points": tuple(aim["points"])}) for aim in told.pop("aims"))
    lists = {key: tuple(said) if isinstance(said, list) else said for key, said in told.items()}
    return Theme(**lists, aims=aims)


@functools.cache
def everybody() -> dict[str, Any]:
    return read("words/everybody")


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


class Words:
    """Takes sentences from stocks, none of them twice until a stock is used up.

    `variant` says where in each stock to begin, so that two with the same theme differ.
    """

    def __init__(self, variant: int) -> None:
        self.variant = variant
        self.taken: dict[int, int] = {}

    def take(self, stock: Sequence[T]) -> T:
        place = self.taken.setdefault(id(stock), self.variant * len(stock) // VARIANTS)
        self.taken[id(stock)] = place + 1
        return stock[place % len(stock)]

    def left(self, stock: Sequence[Any]) -> int:
        begun = self.variant * len(stock) // VARIANTS
        return len(stock) - self.taken.get(id(stock), begun) + begun

    def is_used_up(self, stock: Sequence[Any]) -> bool:
        return self.left(stock) <= 0
