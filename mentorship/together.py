"""What two people see when both have answered: mine, theirs and ours, the widest gaps first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mentorship import differences
from mentorship.clauses import CLAUSES, Clause, Part
from mentorship.differences import CLOSE, SAME, TALK

ORDER = (TALK, CLOSE, SAME)
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One part, in words: what each said, and what holds for both so far."""

    part: Part
    label: str
    mine: str
    theirs: str
    ours: str
    distance: float

    @property
    def is_blank(self) -> bool:
        return not (self.mine or self.theirs or self.ours)

    @property
    def is_alike(self) -> bool:
        """Both said the very same, and nothing else has been settled since."""
        return bool(self.mine) and self.mine == self.theirs and self.ours in ("", self.mine)


@dataclass(frozen=True)
class Column:
    """One clause of the three columns; `settling` is the row that settled it, if any."""

    clause: Clause
    lines: tuple[Line, ...]
    settling: Any = None

    @property
    def distance(self) -> float:
        """Of the two answers that are furthest apart, from 0 to 1."""
        return max((line.distance for line in self.lines), default=0)

    @property
    def standing(self) -> str:
        return differences.shown_as(self.distance)

    @property
    def is_blank(self) -> bool:
        """Neither said a word: nothing to talk about, and nothing that matches either."""
        return all(line.is_blank for line in self.lines)

    @property
    def is_one_sided(self) -> bool:
        """Only one of the two said something: nothing to disagree about yet."""
        said = {(bool(line.mine), bool(line.theirs)) for line in self.lines} - {(False, False)}
        return said in ({(True, False)}, {(False, True)})

    @property
    def is_settled(self) -> bool:
        """Said by both alike, or settled; what only both can say is said by no silence."""
        waits = any(line.part.is_together for line in self.lines)
        return self.settling is not None or self.standing == SAME and not waits


def columns(
    mine: Answers,
    theirs: Answers,
    settled: Mapping[str, tuple[Any, Answers]],
    clauses: tuple[Clause, ...] = CLAUSES,
) -> list[Column]:
    """All clauses, those to talk about first, those left open last; otherwise in their order."""
    last = {clause.key: settled.get(clause.key, (None, {})) for clause in clauses}
    found = [_column(clause, mine, theirs, *last[clause.key]) for clause in clauses]
    return sorted(found, key=lambda column: (column.is_blank, ORDER.index(column.standing)))


def next_open(columns: list[Column], after: str) -> Column | None:
    """The next clause that is not settled, from the one of this key on and round again."""
    place = next((n for n, column in enumerate(columns) if column.clause.key == after), -1)
    in_turn = columns[place + 1 :] + columns[:place]
    return next((column for column in in_turn if not column.is_settled), None)


def terms_of(
    mine: Answers,
    theirs: Answers,
    settled: Mapping[str, tuple[Any, Answers]],
    clauses: tuple[Clause, ...] = CLAUSES,
) -> dict[str, str]:
    """What holds for both: what they settled, and what both had said alike."""
    terms: dict[str, str] = {}
    for clause in clauses:
        row, words = settled.get(clause.key, (None, {}))
        for part in clause.parts:
            alike = mine.get(part.key, "") if _distance(part, mine, theirs, "") == 0 else ""
            terms[part.key] = words.get(part.key, "") if row else alike
    return {key: words for key, words in terms.items() if words}


def _column(clause: Clause, mine: Answers, theirs: Answers, row: Any, words: Answers) -> Column:
    mark = words.get("mark", "")
    lines = tuple(
        Line(
            part=part,
            label=" · ".join(str(said) for said in (part.label, part.label_mentor) if said),
            mine=part.in_words(mine.get(part.key, "")),
            theirs=part.in_words(theirs.get(part.key, "")),
            ours=part.in_words(words.get(part.key, "")),
            distance=0.0 if part.is_together else _distance(part, mine, theirs, mark),
        )
        for part in clause.parts
    )
    return Column(clause, lines, row)


def _distance(part: Part, mine: Answers, theirs: Answers, mark: str) -> float:
    """Of what each said to one part; an answer beside none is something to talk about."""
    one, other = mine.get(part.key, ""), theirs.get(part.key, "")
    keys = [key for key, _words in part.choices]
    if not one or not other:
        return float(one != other)
    if part.kind == "choice" and one in keys and other in keys:
        return differences.ordered(one, other, keys)
    if part.kind == "many":
        return differences.many(one.split(","), other.split(","))
    if part.kind == "number":
        return differences.number(float(one), float(other))
    if part.kind == "date":
        return differences.single(one, other)
    return differences.free(one, other, mark)
