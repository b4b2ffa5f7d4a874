"""What the pages of an import show: columns with their first cells, lines with their problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from mentorship.forms.intake import ColumnsForm
from mentorship.intake.words import FIELD_LABELS, sentence
from mentorship.models import Intake
from mentorship.roster.vocabulary import ERROR, Line, Problem, Window
from mentorship.spreadsheets import Spreadsheet

FIRST_CELLS, FIRST_PEOPLE = 3, 5
SURE = 0.7


@dataclass(frozen=True)
class Cell:
    """One cell that can be mended in place."""

    name: str
    label: str
    text: str
    is_long: bool


@dataclass(frozen=True)
class LineToSee:
    """A line with something to say about it."""

    number: int
    row: int
    who: str
    stays_out: bool
    sentences: tuple[str, ...]
    cells: tuple[Cell, ...]


def template() -> Spreadsheet:
    """An empty list whose headers say what goes below them; they are read back as they are."""
    return Spreadsheet(
        _("Name"),
        _("E-mail"),
        _("Role (mentor, mentee or both)"),
        _("Skills (with commas between)"),
        _("When are you free? (Mon evening; Thu 9-11)"),
        _("Time zone (Europe/Berlin)"),
        _("How many mentees? (mentors)"),
        _("Why do you take part?"),
        _("Department"),
        _("Manager's e-mail"),
    )


def shown_columns(intake: Intake, form: ColumnsForm) -> Iterator[dict[str, Any]]:
    """Each column: its select, its first cells, and whether we are sure."""
    for guess in intake.columns.guesses:
        filled = (cell.strip() for cell in intake.original.column(guess.index))
        first = [cell for cell in filled if cell][: FIRST_CELLS * 20]
        yield {
            "field": form[f"column_{guess.index}"],
            "cells": list(dict.fromkeys(first))[:FIRST_CELLS],
            "is_doubtful": bool(guess.field) and guess.confidence < SURE,
        }


def lines_to_see(intake: Intake) -> list[LineToSee]:
    """Every line with a problem, those that stay out first."""
    by_row: dict[int, list[Problem]] = {}
    for problem in intake.roster.problems:
        by_row.setdefault(problem.row, []).append(problem)
    found = [
        _line(intake, line, by_row[line.row]) for line in intake.sheet.lines if line.row in by_row
    ]
    return sorted(found, key=lambda line: not line.stays_out)


def preview(intake: Intake) -> Iterator[dict[str, Any]]:
    """The first people as we read them."""
    for person in intake.roster.people[:FIRST_PEOPLE]:
        yield {
            "person": person,
            "skills": _united(person.skills_offered, person.skills_wanted),
            "free": [_window(window) for window in person.windows],
        }


def _united(offered: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys([*offered, *wanted]))


def _window(window: Window) -> str:
    return f"{WEEKDAYS_ABBR[window.weekday]} {window.start:%H:%M}–{window.end:%H:%M}"


def _line(intake: Intake, line: Line, problems: list[Problem]) -> LineToSee:
    names = [
        line.cell(at).strip() for field in ("name", "email") for at in intake.columns.of(field)
    ]
    return LineToSee(
        number=line.number,
        row=line.row,
        who=next(filter(None, names), ""),
        stays_out=any(problem.severity == ERROR for problem in problems),
        sentences=tuple(map(sentence, problems)),
        cells=tuple(_cells(line, problems)),
    )


def _cells(line: Line, problems: list[Problem]) -> Iterator[Cell]:
    """The cells behind the problems, each once."""
    asked = {problem.index: problem.column for problem in problems if problem.index >= 0}
    for index, field in asked.items():
        text = line.cell(index)
        yield Cell(
            name=f"fix-{line.row}-{index}",
            label=str(FIELD_LABELS[field]),
            text=text,
            is_long=len(text) > 60 or "\n" in text,
        )
