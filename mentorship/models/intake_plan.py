"""What bringing a list in would do to a cohort as it stands. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mentorship.models.enrolment import Enrolment
from mentorship.models.program import Cohort
from mentorship.roster import RosterPerson

MIDDLING = 3  # the level of a skill that nobody has rated yet
CHANGEABLE = ("skills", "capacity", "department", "manager_email", "languages", "answers")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A person of the list, in one role."""

    person: RosterPerson
    role: str

    def fields(self) -> dict[str, Any]:
        """What the list says about the enrolment; what it leaves open is not there."""
        person, is_mentor = self.person, self.role == Enrolment.Role.MENTOR
        skills = person.skills_offered if is_mentor else person.skills_wanted
        told: dict[str, Any] = {
            "skills": [{"name": name, "level": MIDDLING} for name in skills],
            "department": person.department,
            "manager_email": person.manager,
            "languages": list(person.languages),
            "answers": {"motivation": person.motivation} if person.motivation else {},
        }
        if is_mentor and person.capacity is not None:
            told["capacity"] = person.capacity
        return {name: value for name, value in told.items() if value or value == 0}


@dataclass(frozen=True, slots=True)
class Change:
    """A known enrolment that the list knows better, field by field."""

    enrolment: Enrolment
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    new: tuple[Wanted, ...] = ()
    changes: tuple[Change, ...] = ()
    known: tuple[Wanted, ...] = ()

    def counts(self) -> dict[str, int]:
        """In people, each counted once, for the most that happens to them."""
        new = {each.person.email for each in self.new}
        changed = {change.enrolment.person.email.lower() for change in self.changes} - new
        known = {each.person.email for each in self.known} - new - changed
        return {
            "new": len(new),
            "changed": len(changed),
            "known": len(known),
            "mentors": sum(each.role == Enrolment.Role.MENTOR for each in self.new),
            "mentees": sum(each.role == Enrolment.Role.MENTEE for each in self.new),
        }


def plan_for(cohort: Cohort, people: Iterable[RosterPerson], *, may_change: set[Any]) -> Plan:
    """`may_change` are the enrolments that an import made: nobody's own words are overwritten.

    Whether an address has an account elsewhere on the site does not show: new is new to the cohort.
    """
    standing = _standing(cohort)
    new, changes, known = [], [], []
    for person in people:
        for role in person.roles:
            wanted = Wanted(person, role)
            enrolment = standing.get((person.email, role))
            if enrolment is None:
                new.append(wanted)
            elif change := _change(enrolment, wanted, may_change):
                changes.append(change)
            else:
                known.append(wanted)
    return Plan(tuple(new), tuple(changes), tuple(known))


def _standing(cohort: Cohort) -> dict[tuple[str, str], Enrolment]:
    found = cohort.enrolments.exclude(role=Enrolment.Role.ADMIN).select_related("person")
    return {(row.person.email.lower(), row.role): row for row in found.order_by()}


def _change(enrolment: Enrolment, wanted: Wanted, may_change: set[Any]) -> Change | None:
    is_ours = enrolment.pk in may_change and not enrolment.person.has_set_up
    if not is_ours or enrolment.status not in ("invited", "accepted"):
        return None
    after = {
        name: value
        for name, value in wanted.fields().items()
        if _comparable(value) != _comparable(getattr(enrolment, name))
    }
    if "capacity" in after:
        after["capacity"] = max(after["capacity"], enrolment.seats_taken)
    if wanted.person.name and wanted.person.name != enrolment.person.name:
        after["name"] = wanted.person.name
    return Change(enrolment, _values(enrolment, after), after) if after else None


def _comparable(value: Any) -> Any:
    """Skills by name: the levels may have been set by hand."""
    if isinstance(value, list):
        return [each["name"] if isinstance(each, dict) else each for each in value]
    return value


def _values(enrolment: Enrolment, names: Iterable[str]) -> dict[str, Any]:
    return {
        name: enrolment.person.name if name == "name" else getattr(enrolment, name)
        for name in names
    }


def set_values(enrolment: Enrolment, values: dict[str, Any]) -> None:
    """Put values on the enrolment and its person, unsaved; the opposite of reading them."""
    for name, value in values.items():
        setattr(enrolment.person if name == "name" else enrolment, name, value)


def still_says(enrolment: Enrolment, values: dict[str, Any]) -> bool:
    return _values(enrolment, values) == values
