"""The two shapes of list that every organiser has, from bytes to people."""

import time
from datetime import time as clock

from mentorship.roster import guess_columns, read, rows
from mentorship.roster.vocabulary import Counts, Roster, Superseded, Window
from tests.mentorship.roster.lists import form_export, long_list, spreadsheet


def roster_of(data: bytes) -> Roster:
    sheet = read(data)
    return rows(sheet, guess_columns(sheet))


def test_the_columns_of_a_form_export_are_known_by_their_questions() -> None:
    columns = guess_columns(read(form_export()))
    assert [guess.field for guess in columns.guesses] == [
        "answered", "email", "name", "role", "skills", "hours", "zone", "capacity",
        "motivation", "department", "manager",
    ]  # fmt: skip
    assert min(guess.confidence for guess in columns.guesses) >= 0.6


def test_the_columns_of_a_german_spreadsheet_are_known() -> None:
    sheet = read(spreadsheet())
    assert (sheet.encoding, sheet.encoding_is_guess, sheet.delimiter) == ("Windows-1252", True, ";")
    assert [guess.field for guess in guess_columns(sheet).guesses] == [
        "name", "email", "role", "skills", "hours", "zone", "capacity", "department",
    ]  # fmt: skip


def test_a_person_of_a_form_export_is_read_whole() -> None:
    ada = roster_of(form_export()).people[0]
    assert (ada.line, ada.row, ada.email, ada.name, ada.roles) == (
        2, 2, "ada@example.org", "Ada Kovač", ("mentor",),
    )  # fmt: skip
    assert ada.skills_offered == ("Accessibility", "Public speaking")
    assert ada.skills_wanted == ()
    assert ada.windows == (
        Window(0, clock(18), clock(21)),
        Window(3, clock(9), clock(12)),
    )
    assert (ada.zone, ada.capacity, ada.department) == ("Asia/Tokyo", 2, "Engineering")
    assert ada.motivation == 'I want to lead, "kindly".'
    assert ada.manager == "boss@example.org"


def test_every_problem_of_a_form_export_is_named_by_line() -> None:
    found = [
        (each.line, each.row, each.column, each.code, each.severity)
        for each in roster_of(form_export()).problems
    ]
    # Line 3 runs on to line 4, so the editor's lines and the spreadsheet's rows part there.
    assert found == [
        (3, 3, "zone", "zone_mismatch", "warning"),
        (3, 3, "manager", "manager_is_self", "warning"),
        (5, 4, "motivation", "formula", "warning"),
        (5, 4, "zone", "zone_unknown", "warning"),
        (7, 6, "email", "email_invalid", "error"),
    ]


def test_the_later_answer_of_the_same_person_counts() -> None:
    roster = roster_of(form_export())
    assert roster.superseded == (Superseded("bo@example.org", 3, 3, 6, 5),)
    assert [p.motivation for p in roster.people if p.email == "bo@example.org"] == ["second answer"]
    assert roster.counts == Counts(
        people=3, mentors=1, mentees=1, both=1, skipped=1, superseded=1, blank=1
    )


def test_letters_that_were_lost_on_the_way_are_named_by_line() -> None:
    roster = roster_of(spreadsheet())
    assert [(each.line, each.code, each.value) for each in roster.problems] == [
        (3, "name_lossy", "?a?a Kos")
    ]
    assert [person.name for person in roster.people] == ["Jörg Weiß", "?a?a Kos", "Zoë Blum"]
    assert roster.people[0].skills_offered == ("SQL", "Testing", "Code review")
    assert roster.people[0].zone == "Europe/Berlin"


def test_ten_thousand_lines_take_about_ten_times_one_thousand() -> None:
    def cost(data: bytes) -> float:
        started = time.process_time()
        roster_of(data)
        return time.process_time() - started

    small, large = long_list(1_000), long_list(10_000)
    cost(small)
    assert roster_of(large).counts.people == 10_000
    assert cost(large) < 25 * max(cost(small), 0.02)
