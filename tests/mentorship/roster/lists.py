"""Small invented lists in the shapes that organisers really have."""

import codecs
import csv
import io

FORM_HEADER = (
    "Timestamp",
    "Email Address",
    "What is your full name?",
    "I would like to be a…",
    "What can you offer / what would you like to learn? (tick all)",
    "When are you usually free?",
    "Your time zone",
    "How many mentees can you take? (mentors only)",
    "Why do you want to take part?",
    "Department",
    "Line manager's email",
)
FORM_ROWS = (
    (
        "2026/05/04 9:15:00 GMT+2", "ada@example.org", "Ada Kovač", "Mentor",
        "Accessibility, Public speaking", "Mon evening;Thu morning", "JST", "2 mentees",
        'I want to lead, "kindly".', "Engineering", "boss@example.org",
    ),
    (
        "2026/05/03 9:15:00 GMT+2", "  BO@Example.org", "Bo Lindgren", "Mentee", "SQL",
        "Tue evening", "Australia/Adelaide (GMT-5)", "", "Move into data.\nI have 6 hours a week.",
        "Support", "bo@example.org",
    ),
    (
        "2026/05/05 9:15:00 GMT+2", "cy@example.org", "Cy Adeyemi", "Both", "SQL, Testing",
        "Wed lunch", "Mars/Olympus", "up to 3", "=cmd|' /C calc'!A0", "People", "",
    ),
    (
        "2026/05/09 9:15:00 GMT+2", "bo@example.org", "Bo Lindgren", "Mentee", "Python",
        "Mon evening", "CET", "", "second answer", "Support", "",
    ),
    ("2026/05/09 9:16:00 GMT+2", "nobody", "No Address", "Mentee", "SQL", "", "", "", "", "", ""),
)  # fmt: skip

SPREADSHEET = """Vorname und Name;E-Mail;Rolle;Fähigkeiten;Verfügbar;Zeitzone;Plätze;Abteilung
Jörg Weiß;jw@example.org;Mentor/in;SQL | Testing | Code review;Wed lunch, Sat morning;Berlin;2;IT
?a?a Kos;zk@example.org;Mentee;Writing;Mon evening;Europe/London;;HR
Zoë Blum;zb@example.org;Mentee;Writing | SQL;Mon evening;Europe/London;;HR
"""


def comma_list(*lines: tuple[str, ...], ending: str = "\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator=ending).writerows(lines)
    return out.getvalue().encode()


def form_export() -> bytes:
    """UTF-8 with a mark, long questions, quoted line breaks, somebody twice, a bad last line."""
    return codecs.BOM_UTF8 + comma_list(FORM_HEADER, *FORM_ROWS) + b"\n"


def spreadsheet() -> bytes:
    """Semicolons, Windows-1252, Windows line ends, and `?` for the letters it does not have."""
    return SPREADSHEET.replace("\n", "\r\n").encode("cp1252")


def long_list(size: int) -> bytes:
    return comma_list(
        FORM_HEADER,
        *(
            (
                f"2026/05/{1 + n % 28:02} 9:15:00 GMT+2", f"p{n}@example.org", "Ana Example",
                ("Mentor", "Mentee", "Both")[n % 3], "SQL, Python", "Mon evening;Tue morning",
                ("CET", "Asia/Kolkata (GMT+5:30)")[n % 2], "2", f"First {n},\nthen \"more\".",
                "Data", "",
            )
            for n in range(size)
        ),
    )  # fmt: skip
