"""The people of the walks' lists, as an organiser's form would export them."""

from __future__ import annotations

import csv
import io

COLUMNS = (
    "Timestamp",
    "Email Address",
    "What is your full name?",
    "I would like to be a…",
    "What can you offer / what would you like to learn?",
    "Your time zone",
    "How many mentees can you take? (mentors only)",
)
SKILLS = ("SQL", "Public speaking", "Testing", "Code review", "Accessibility")


def forty_people() -> str:
    """Twenty-two mentors, Dela first, and eighteen mentees; one cell with a line break in it."""
    rows = [_row(0, "Dela Mensah", "Mentor", "Kite making, Testing", "America/New_York", "up to 2")]
    for number in range(1, 40):
        role = "Mentor" if number < 22 else "Mentee"
        skills = f"{SKILLS[number % 5]}, {SKILLS[(number + 2) % 5]}"
        places = "1 mentee" if role == "Mentor" else ""
        rows.append(_row(number, f"Person\nNumber {number}", role, skills, "Europe/London", places))
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *rows])
    return out.getvalue()


def hundred_people() -> str:
    """Forty-five mentors with a place or two each, and fifty-five mentees."""
    rows = []
    for number in range(100):
        role = "Mentor" if number < 45 else "Mentee"
        skills = f"{SKILLS[number % 5]}, {SKILLS[(number // 5) % 5]}"
        places = ("1 mentee", "up to 2")[number % 2] if role == "Mentor" else ""
        rows.append(_row(number + 1, f"Person {number}", role, skills, "Europe/London", places))
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *rows])
    return out.getvalue()


def _row(number: int, name: str, role: str, skills: str, zone: str, places: str) -> list[str]:
    email = "dela@example.org" if number == 0 else f"Person{number}@Example.org"
    return [f"2026/11/03 11:{number:02}:00", email, name, role, skills, zone, places]
