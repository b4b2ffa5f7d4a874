"""From lines to people: every cell read, every doubt named, the later answer counting."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mentorship.roster.addresses import Address, is_address, read_address
from mentorship.roster.cells import (
    BOTH_ROLES,
    is_answer,
    is_formula,
    read_capacity,
    read_languages,
    read_name,
    read_roles,
    read_skills,
    unescaped,
)
from mentorship.roster.columns import day_in
from mentorship.roster.fold import SPACE, tidy, visible
from mentorship.roster.hour_words import DAY_NAMES
from mentorship.roster.hours import read_hours
from mentorship.roster.stamps import read_stamps
from mentorship.roster.vocabulary import (
    CODES,
    ERROR,
    MENTEE,
    MENTOR,
    Columns,
    Counts,
    Line,
    Problem,
    Roster,
    RosterPerson,
    Sheet,
    Superseded,
    Window,
)
from mentorship.roster.zones import read_zone

LONGEST_TEXT, LONGEST_WORDS, LONGEST_PRONOUNS = 4000, 120, 40


def rows(sheet: Sheet, columns: Columns, *, fallback_roles: tuple[str, ...] = ()) -> Roster:
    """Everybody whose line has no error, once, and all that there is to say about the lines.

    `fallback_roles` are for lists that do not say who is a mentor: an empty role cell means these.
    """
    stamps = _stamps(sheet, columns)
    readings = []
    for line, stamp in zip(sheet.lines, stamps, strict=True):
        reading = Reading(line, sheet, columns, fallback_roles)
        reading.read(stamp)
        readings.append(reading)
    people, superseded = _latest([each.person for each in readings if each.person])
    problems = tuple(problem for each in readings for problem in each.problems)
    return Roster(people, problems, superseded, _counts(sheet, readings, people, superseded))


def _stamps(sheet: Sheet, columns: Columns) -> list[datetime | None]:
    at = columns.of("answered")
    return read_stamps(sheet.column(at[0])) if at else [None] * len(sheet.lines)


@dataclass(slots=True)
class Reading:
    """One line on its way to being a person."""

    line: Line
    sheet: Sheet
    columns: Columns
    fallback_roles: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    person: RosterPerson | None = None

    def read(self, stamp: datetime | None) -> None:
        for code in self.line.marks:
            self.note(code)
        self._flag_formulas()
        address, roles = self._address(), self._roles()
        rest = self._texts() | self._skills(roles) | self._settings(roles, address.email)
        if not any(CODES[problem.code] == ERROR for problem in self.problems):
            self.person = RosterPerson(
                line=self.line.number,
                row=self.line.row,
                email=address.email,
                name=self._name(address),
                roles=roles,
                answered_at=stamp,
                **rest,
            )

    # -- what is said about it

    def note(self, code: str, column: str = "", value: str = "", used: str = "") -> None:
        index = (self.columns.of(column) or (-1,))[0]
        said = SPACE.sub(" ", visible(value)).strip()[:200]
        self.problems.append(
            Problem(self.line.number, self.line.row, column, index, code, said, used)
        )

    def cell(self, name: str) -> str:
        """The cells of a field; several columns of it make lines of one cell."""
        found = (unescaped(self.line.cell(index).strip()) for index in self.columns.of(name))
        return "\n".join(text for text in found if text)

    def _flag_formulas(self) -> None:
        for guess in self.columns.guesses:
            cell = self.line.cell(guess.index)
            if guess.field and guess.field != "answered" and is_formula(cell):
                self.note("formula", guess.field, cell)

    # -- the cells

    def _address(self) -> Address:
        cell = self.cell("email")
        address = read_address(cell)
        if address.code:
            self.note(address.code, "email", cell, address.email)
        return address

    def _roles(self) -> tuple[str, ...]:
        cell = self.cell("role")
        roles = read_roles(cell) if is_answer(cell) else self.fallback_roles
        if not roles:
            self.note("role_unknown" if is_answer(cell) else "role_missing", "role", cell)
        return roles

    def _name(self, address: Address) -> str:
        parts = [self.cell("first_name"), self.cell("last_name")]
        said = self.cell("name") or " ".join(filter(None, parts)) or address.name
        name, code = read_name(visible(said))
        if visible(said) != said and "hidden_characters" not in self.line.marks:
            self.note("hidden_characters", self._name_column(), said, name)
        if code and self._asks_names():
            self.note(code, self._name_column(), said, name)
        return name

    def _asks_names(self) -> bool:
        """A list of bare addresses owes nobody a name."""
        return any(map(self.columns.of, ("name", "first_name", "last_name")))

    def _name_column(self) -> str:
        whole = self.columns.of("name") or not self.columns.of("first_name")
        return "name" if whole else "first_name"

    def _texts(self) -> dict[str, str]:
        return {
            "motivation": self._text("motivation", LONGEST_TEXT),
            "department": tidy(self._text("department", LONGEST_WORDS)),
            "pronouns": tidy(self._text("pronouns", LONGEST_PRONOUNS)),
        }

    def _text(self, name: str, longest: int) -> str:
        cell = visible(self.cell(name))
        if not is_answer(cell):
            return ""
        if len(cell) > longest:
            self.note("too_long", name, cell[:60])
        return cell[:longest]

    def _skills(self, roles: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        found = {}
        for name in ("skills", "skills_offered", "skills_wanted"):
            cell = visible(self.cell(name))
            found[name], code = read_skills(cell)
            if code:
                self.note(code, name, cell[:60])
        shared = found.pop("skills")
        return {
            "skills_offered": _united(found["skills_offered"], shared if MENTOR in roles else ()),
            "skills_wanted": _united(found["skills_wanted"], shared if MENTEE in roles else ()),
        }

    def _settings(self, roles: tuple[str, ...], email: str) -> dict[str, Any]:
        return {
            "windows": self._windows(),
            "zone": self._zone(),
            "capacity": self._capacity() if MENTOR in roles else None,
            "languages": self._languages(),
            "manager": self._manager(email),
        }

    def _windows(self) -> tuple[Window, ...]:
        cell = "\n".join(self._hours_cells())
        windows, is_unclear = read_hours(cell) if is_answer(cell) else ((), False)
        if is_unclear:
            self.note("hours_unclear", "hours", cell)
        return windows

    def _hours_cells(self) -> list[str]:
        """Under the header `When are you free? [Monday]` a cell needs to name no day."""
        found = []
        for index in self.columns.of("hours"):
            cell = unescaped(self.line.cell(index).strip())
            day = day_in(self.sheet.header[index]) if cell else None
            found.append(cell if day is None else f"{DAY_NAMES[day]}: {cell}")
        return [cell for cell in found if cell]

    def _zone(self) -> str:
        cell = self.cell("zone")
        if not is_answer(cell):
            return ""
        zone = read_zone(cell)
        if zone.code:
            self.note(zone.code, "zone", cell, zone.name)
        return zone.name

    def _capacity(self) -> int | None:
        cell = self.cell("capacity")
        capacity, code = read_capacity(cell)
        if code:
            self.note(code, "capacity", cell)
        return capacity

    def _languages(self) -> tuple[str, ...]:
        cell = self.cell("language")
        languages, known = read_languages(cell) if is_answer(cell) else ((), True)
        if not known:
            self.note("language_unknown", "language", cell, ", ".join(languages))
        return languages

    def _manager(self, email: str) -> str:
        cell = self.cell("manager")
        if not is_answer(cell):
            return ""
        manager = read_address(cell).email
        if not is_address(manager):
            self.note("manager_invalid", "manager", cell)
        elif manager == email:
            self.note("manager_is_self", "manager", cell)
            return ""
        return manager


def _united(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    known = {skill.casefold() for skill in first}
    return first + tuple(skill for skill in second if skill.casefold() not in known)


# -- the same person twice ------------------------------------------------------------------


def _latest(
    people: list[RosterPerson],
) -> tuple[tuple[RosterPerson, ...], tuple[Superseded, ...]]:
    """Each address once. The form's clock decides where it has spoken for all, else the order."""
    answers: dict[str, list[RosterPerson]] = {}
    for person in people:
        answers.setdefault(person.email, []).append(person)
    kept, superseded = [], []
    for email, given in answers.items():
        *earlier, last = _in_order(given)
        kept.append(last)
        superseded += [Superseded(email, old.line, old.row, last.line, last.row) for old in earlier]
    return tuple(sorted(kept, key=_place)), tuple(sorted(superseded, key=_superseded_place))


def _in_order(given: list[RosterPerson]) -> list[RosterPerson]:
    if any(person.answered_at is None for person in given):
        return sorted(given, key=_place)
    return sorted(given, key=lambda person: (person.answered_at, *_place(person)))


def _place(person: RosterPerson) -> tuple[int, int]:
    return person.line, person.row


def _superseded_place(old: Superseded) -> tuple[int, int]:
    return old.line, old.row


def _counts(
    sheet: Sheet,
    readings: list[Reading],
    people: tuple[RosterPerson, ...],
    superseded: tuple[Superseded, ...],
) -> Counts:
    roles = Counter(person.roles for person in people)
    both = sum(count for said, count in roles.items() if set(said) == set(BOTH_ROLES))
    return Counts(
        people=len(people),
        mentors=roles[MENTOR,],
        mentees=roles[MENTEE,],
        both=both,
        skipped=sum(reading.person is None for reading in readings),
        superseded=len(superseded),
        blank=sheet.blank,
    )
