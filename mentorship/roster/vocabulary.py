"""The values that the reading of a sign-up list takes in and gives back."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time

MENTOR, MENTEE = "mentor", "mentee"
ERROR, WARNING = "error", "warning"

# What a column can hold, in the order in which people think of it.
FIELDS = (
    "name", "first_name", "last_name", "email", "role", "skills", "skills_offered",
    "skills_wanted", "hours", "zone", "capacity", "motivation", "department", "manager",
    "language", "pronouns", "answered",
)  # fmt: skip
# Several columns may hold these together: a form's grid of days, two lists of skills.
REPEATABLE = frozenset({"skills", "skills_offered", "skills_wanted", "hours", "motivation"})

# A code and how bad it is: an error keeps the row out until it is mended, a warning does not.
CODES = {
    "capacity_large": WARNING,
    "capacity_unclear": WARNING,
    "email_doubtful": WARNING,
    "email_invalid": ERROR,
    "email_missing": ERROR,
    "email_several": WARNING,
    "formula": WARNING,
    "hidden_characters": WARNING,
    "hours_unclear": WARNING,
    "language_unknown": WARNING,
    "manager_invalid": WARNING,
    "manager_is_self": WARNING,
    "name_garbled": WARNING,
    "name_lossy": WARNING,
    "name_missing": WARNING,
    "name_odd": WARNING,
    "name_swapped": WARNING,
    "quote_open": WARNING,
    "role_missing": ERROR,
    "role_unknown": ERROR,
    "too_long": WARNING,
    "too_many_cells": WARNING,
    "too_many_skills": WARNING,
    "zone_guessed": WARNING,
    "zone_mismatch": WARNING,
    "zone_offset": WARNING,
    "zone_unknown": WARNING,
}

# Why a whole file cannot be read.
REFUSALS = frozenset(
    {
        "binary", "empty", "encoding_unknown", "no_rows", "old_spreadsheet", "pdf",
        "spreadsheet", "too_big", "too_many_columns", "too_many_rows", "web_page",
    }
)  # fmt: skip


class Unreadable(Exception):
    """No list of people. `code` is one of REFUSALS, `limit` the bound that was passed, if any."""

    def __init__(self, code: str, limit: int = 0):
        super().__init__(code)
        self.code, self.limit = code, limit


@dataclass(frozen=True, slots=True)
class Line:
    """One record. `number` is the line in an editor, `row` the row in a spreadsheet."""

    number: int
    row: int
    cells: tuple[str, ...]
    marks: tuple[str, ...] = ()  # problem codes that concern the record as it was written

    def cell(self, index: int) -> str:
        return self.cells[index] if 0 <= index < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    encoding: str
    encoding_is_guess: bool
    delimiter: str
    header: tuple[str, ...]  # empty strings where the file has no header row
    header_row: int | None
    lines: tuple[Line, ...]
    blank: int = 0
    before_header: int = 0

    @property
    def width(self) -> int:
        return len(self.header)

    def column(self, index: int) -> list[str]:
        return [line.cell(index) for line in self.lines]

    def corrected(self, fixes: dict[tuple[int, int], str]) -> "Sheet":
        """The same sheet with cells mended; keys are (row, column index)."""
        rows = {row for row, _ in fixes}
        lines = (_mended(line, fixes) if line.row in rows else line for line in self.lines)
        return replace(self, lines=tuple(lines))


def _mended(line: Line, fixes: dict[tuple[int, int], str]) -> Line:
    mine = {index: value for (row, index), value in fixes.items() if row == line.row}
    width = max(len(line.cells), *(index + 1 for index in mine))
    return replace(line, cells=tuple(mine.get(i, line.cell(i)) for i in range(width)))


@dataclass(frozen=True, slots=True)
class Guess:
    index: int
    header: str
    field: str  # one of FIELDS, or "" for a column that is left out
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Columns:
    guesses: tuple[Guess, ...]

    def of(self, name: str) -> tuple[int, ...]:
        return tuple(guess.index for guess in self.guesses if guess.field == name)

    def chosen(self, choices: dict[int, str]) -> "Columns":
        """What a person chose wins over what was guessed, and is certain."""
        return Columns(
            tuple(
                replace(guess, field=choices[guess.index], confidence=1.0)
                if guess.index in choices
                else guess
                for guess in self.guesses
            )
        )


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Free time in a week of the person's own clock; Monday is 0, the end is not included."""

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    row: int
    column: str  # one of FIELDS, or "" for the row as a whole
    index: int  # the column's place in the file, -1 for the row as a whole
    code: str
    value: str = ""  # what the cell said
    used: str = ""  # what we took instead, where we took something

    @property
    def severity(self) -> str:
        return CODES[self.code]


@dataclass(frozen=True, slots=True)
class RosterPerson:
    line: int
    row: int
    email: str
    name: str
    roles: tuple[str, ...]
    skills_offered: tuple[str, ...] = ()
    skills_wanted: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    zone: str = ""
    capacity: int | None = None
    motivation: str = ""
    department: str = ""
    manager: str = ""
    languages: tuple[str, ...] = ()
    pronouns: str = ""
    answered_at: datetime | None = None  # UTC where the form says so: good for comparing only


@dataclass(frozen=True, slots=True)
class Superseded:
    """An earlier answer of somebody who answered again."""

    email: str
    line: int
    row: int
    by_line: int
    by_row: int


@dataclass(frozen=True, slots=True)
class Counts:
    people: int = 0
    mentors: int = 0
    mentees: int = 0
    both: int = 0
    skipped: int = 0
    superseded: int = 0
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Roster:
    people: tuple[RosterPerson, ...] = ()
    problems: tuple[Problem, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    counts: Counts = field(default_factory=Counts)
