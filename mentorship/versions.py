"""Two versions of an agreement side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentorship.clauses import Clause, parts_of
from mentorship.models import AgreementVersion


@dataclass(frozen=True)
class Line:
    """What one part says in both, in words; empty where it says nothing."""

    label: Any
    before: str
    after: str

    @property
    def is_same(self) -> bool:
        return self.before == self.after


def chosen(versions: Sequence[AgreementVersion], asked: str, otherwise: int) -> AgreementVersion:
    """The version of that number, or else the one at this place."""
    return next((row for row in versions if str(row.number) == asked), versions[otherwise])


def compared(
    before: dict[str, Any], after: dict[str, Any], asked: tuple[Clause, ...]
) -> list[Line]:
    """Part by part, those that differ first; what neither says is left out."""
    both = [
        (part, str(before.get(part.key) or ""), str(after.get(part.key) or ""))
        for part in parts_of(asked)
    ]
    said = [(part, old, new) for part, old, new in both if old or new]
    lines = [Line(part.label, part.in_words(old), part.in_words(new)) for part, old, new in said]
    return sorted(lines, key=lambda line: line.is_same)
