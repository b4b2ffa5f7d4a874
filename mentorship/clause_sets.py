"""The clauses as a program has them: the eleven, in other words or another order, and its own.

Kept as data is only what differs, so that what nobody touched stays in the reader's language. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mentorship.clause_shapes import Clause, Part
from mentorship.clause_words import CLAUSES

TEXTS = ("title", "why", "prompt", "samples")
BY_KEY = {clause.key: clause for clause in CLAUSES}
OWN = "own"
MOST = 20


@dataclass(frozen=True)
class Entry:
    """One clause of a program: on or off, and what it says otherwise than the eleven."""

    key: str
    is_on: bool = True
    texts: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Entry:
        said = {name: data[name] for name in TEXTS if name in data}
        if "samples" in said:
            said["samples"] = tuple(said["samples"])
        return cls(data["key"], bool(data.get("is_on", True)), tuple(said.items()))

    def to_data(self) -> dict[str, Any]:
        said = {k: list(v) if isinstance(v, tuple) else v for k, v in self.texts}
        return {"key": self.key, "is_on": self.is_on, **said}

    @property
    def is_own(self) -> bool:
        return self.key not in BY_KEY

    @property
    def has_words(self) -> bool:
        return not self.is_own or "title" in dict(self.texts)

    @property
    def clause(self) -> Clause:
        """As two people are asked it."""
        said = dict(self.texts)
        if not self.is_own:
            return replace(BY_KEY[self.key], **said)
        part = Part(self.key.replace("-", "_"), "text", said["title"])
        return Clause(self.key, parts=(part,), **said)

    def saying(self, **texts: Any) -> Entry:
        """With these texts; what says the same as the eleven is left to them."""
        if self.is_own:
            return replace(self, texts=tuple(texts.items()))
        plain = BY_KEY[self.key]
        kept = {name: said for name, said in texts.items() if said != _plain(plain, name)}
        return replace(self, texts=tuple(kept.items()))


def _plain(clause: Clause, name: str) -> Any:
    said = getattr(clause, name)
    return tuple(map(str, said)) if name == "samples" else str(said)


DEFAULT = tuple(Entry(clause.key) for clause in CLAUSES)


def entries_in(data: Sequence[dict[str, Any]]) -> tuple[Entry, ...]:
    """As they were kept; one of ours that ships no more stays if it has words of the program's."""
    return tuple(entry for one in data if (entry := Entry.from_data(one)).has_words)


def with_later(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """And at the end, left out, those of ours that came after these were kept."""
    known = {entry.key for entry in entries}
    return (*entries, *(Entry(key, is_on=False) for key in BY_KEY if key not in known))


def asked(entries: Sequence[Entry]) -> tuple[Clause, ...]:
    """The clauses that are on, in their order."""
    return tuple(entry.clause for entry in entries if entry.is_on)


def next_own_key(entries: Sequence[Entry]) -> str:
    """A key that no clause of this program ever had, also one that was taken out."""
    taken = {entry.key for entry in entries}
    return next(f"{OWN}-{n}" for n in range(1, MOST + 2) if f"{OWN}-{n}" not in taken)


def moved(entries: Sequence[Entry], key: str, by: int) -> tuple[Entry, ...]:
    """One place up (-1) or down (1); at the end of the list it stays."""
    rows = list(entries)
    here = next(n for n, entry in enumerate(rows) if entry.key == key)
    there = here + by
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    return tuple(rows)


def put(entries: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    """In place of the one of its key, or at the end."""
    if any(one.key == entry.key for one in entries):
        return tuple(entry if one.key == entry.key else one for one in entries)
    return (*entries, entry)
