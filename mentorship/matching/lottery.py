"""Lots for matches that are equally good: public, repeatable, and blind to who signed up first."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

LOTS = 2**31  # lots are 1 to this

Marks = NDArray[np.uint64]


def marks(role: str, ids: Iterable[str], seed: int) -> Marks:
    """One number for each person, made of nothing but role, public id and seed."""
    return np.array([_mark(f"{seed}:{role}:{name}") for name in ids], np.uint64)


def lots(mentees: Marks, mentors: Marks) -> NDArray[np.int64]:
    """The lot of every pair."""
    return drawn(mentees[:, None], mentors[None, :])


def drawn(mentees: Marks, mentors: Marks) -> NDArray[np.int64]:
    """The two marks of a pair, stirred until neighbours have nothing in common."""
    stirred: Any = mentees + mentors
    stirred = (stirred ^ (stirred >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    stirred = (stirred ^ (stirred >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((stirred ^ (stirred >> np.uint64(31))) >> np.uint64(33)).astype(np.int64) + 1


def _mark(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())
