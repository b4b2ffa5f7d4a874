"""Two versions of an agreement side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentorship.clauses import Clause, Part, parts_of
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


@dataclass(frozen=True)
class Wording:
    """What one part says, in words, and what it said in the wording that somebody knows."""

    part: Part
    said: str
    was: str
    is_other: bool


def lines(
    terms: dict[str, Any], before: dict[str, Any], asked: tuple[Clause, ...]
) -> list[tuple[Clause, list[Wording]]]:
    """Clause by clause what the terms say, and what `before` said otherwise.

    Parts that say nothing in either are left out, and so are clauses without any. With no `before`
    nothing is marked: there is nothing that it could differ from.
    """
    found = [(clause, [_wording(part, terms, before) for part in clause.parts]) for clause in asked]
    told = [(clause, [one for one in said if one.said or one.was]) for clause, said in found]
    return [(clause, said) for clause, said in told if said]


def _wording(part: Part, terms: dict[str, Any], before: dict[str, Any]) -> Wording:
    now, was = (str(words.get(part.key) or "") for words in (terms, before))
    is_other = bool(before) and now != was
    return Wording(part, part.in_words(now), part.in_words(was) if is_other else "", is_other)


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
