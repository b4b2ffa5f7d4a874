"""What two people settle before they begin: eleven clauses, each of a few parts.

The terms of an agreement are one flat dict of part key and words. Every function takes the clauses
it works on, since a program may bring its own (`Clause.from_data`). Older agreements lack parts
that came later, so a missing key is an empty answer everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mentorship.clause_shapes import Clause, Part
from mentorship.clause_words import CLAUSES

__all__ = [
    "CLAUSES",
    "Clause",
    "Part",
    "changed_meanwhile",
    "differing",
    "parts_of",
    "starting_terms",
    "terms_in",
    "told",
]

Clauses = tuple[Clause, ...]


def parts_of(clauses: Clauses = CLAUSES) -> Iterator[Part]:
    for clause in clauses:
        yield from clause.parts


def starting_terms(clauses: Clauses = CLAUSES) -> dict[str, str]:
    """A first wording that two people can change; blank where only they can know."""
    return {part.key: str(part.start) for part in parts_of(clauses)}


def terms_in(text: str) -> dict[str, Any]:
    """Terms as they were kept (JSON); nothing where the words of who wrote them were erased."""
    return json.loads(text) if text else {}


def told(terms: dict[str, Any], clauses: Clauses = CLAUSES) -> list[tuple[Part, str]]:
    """Part by part what the terms say, choices and dates in words, unanswered ones left out."""
    pairs = [(part, str(terms.get(part.key) or "")) for part in parts_of(clauses)]
    return [(part, part.in_words(said)) for part, said in pairs if said]


def differing(
    before: dict[str, Any], after: dict[str, Any], clauses: Clauses = CLAUSES
) -> set[str]:
    """The keys of the parts that two wordings settle differently."""
    keys = {part.key for part in parts_of(clauses)}
    return {key for key in keys if str(before.get(key, "")) != str(after.get(key, ""))}


def changed_meanwhile(
    start: dict[str, Any],
    theirs: dict[str, Any],
    mine: dict[str, Any],
    clauses: Clauses = CLAUSES,
) -> dict[str, str]:
    """Of two wordings that began at `start`, what theirs changed and mine does not say, in words.

    Keys are those of the parts; what they left out is empty.
    """
    keys = differing(start, theirs, clauses) & differing(theirs, mine, clauses)
    found = [part for part in parts_of(clauses) if part.key in keys]
    return {part.key: part.in_words(str(theirs.get(part.key) or "")) for part in found}
