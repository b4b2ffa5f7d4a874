"""The shape of a clause and of its parts, which a program may also bring as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date

from mentorship import times

KINDS = ("text", "line", "choice", "many", "number", "date")
BETWEEN_MANY = ", "


@dataclass(frozen=True)
class Part:
    """One answer. The choices of a `choice` are in order, so that two answers have a distance.

    A part that is settled only `together` is not asked of each alone.
    """

    key: str
    kind: str
    label: Any = ""
    hint: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    start: Any = ""
    is_together: bool = False
    label_mentor: Any = ""

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Part:
        if data["kind"] not in KINDS:
            raise ValueError(f"No part is of the kind {data['kind']!r}.")
        choices = tuple((str(value), words) for value, words in data.get("choices", ()))
        return cls(**{**data, "choices": choices})

    def to_data(self) -> dict[str, Any]:
        names = ("label", "hint", "start", "label_mentor")
        told = {name: str(getattr(self, name)) for name in names}
        choices = [[value, str(words)] for value, words in self.choices]
        fixed = {"key": self.key, "kind": self.kind, "is_together": self.is_together}
        return fixed | told | {"choices": choices}

    def label_for(self, *, is_mentor: bool) -> Any:
        return self.label_mentor if is_mentor and self.label_mentor else self.label

    def in_words(self, said: str) -> str:
        """A date or a choice as a person would say it; other words as they are."""
        on = parse_date(said) if self.kind == "date" else None
        if on:
            return times.day(on, "long")
        named = dict(self.choices)
        if self.kind == "many":
            return BETWEEN_MANY.join(str(named.get(one, one)) for one in said.split(","))
        return str(named.get(said, said))


@dataclass(frozen=True)
class Clause:
    """One page of the agreement: what is asked, why, how others said it, how to talk about it."""

    key: str
    title: Any
    why: Any = ""
    samples: tuple[Any, ...] = ()
    prompt: Any = ""
    parts: tuple[Part, ...] = ()

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Clause:
        parts = tuple(Part.from_data(part) for part in data["parts"])
        return cls(**{**data, "samples": tuple(data.get("samples", ())), "parts": parts})

    def to_data(self) -> dict[str, Any]:
        told = {name: str(getattr(self, name)) for name in ("title", "why", "prompt")}
        samples = [str(sample) for sample in self.samples]
        parts = [part.to_data() for part in self.parts]
        return {"key": self.key, **told, "samples": samples, "parts": parts}

    @property
    def asked_apart(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.is_together)
