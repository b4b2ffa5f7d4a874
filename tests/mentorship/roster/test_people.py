"""Lines made into people: what keeps a line out, what is only named, and who counts twice."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mentorship.roster import Unreadable, guess_columns, read, rows
from mentorship.roster.vocabulary import CODES, Roster, Superseded
from tests.mentorship.roster.lists import form_export, spreadsheet


def roster_of(text: str, **fallback: tuple[str, ...]) -> Roster:
    sheet = read(text.encode())
    return rows(sheet, guess_columns(sheet), **fallback)


def codes(text: str) -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in roster_of(text).problems]


HEADER = "Email,Name,Role,When are you free?,Time zone,Manager email,Language,Pronouns\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("a@example.org,Ana Berg,Mentor,,,,,", None),
        (",Ana Berg,Mentor,,,,,", "email_missing"),
        ("nope,Ana Berg,Mentor,,,,,", "email_invalid"),
        ("a@example.org,Ana Berg,,,,,,", "role_missing"),
        ("a@example.org,Ana Berg,Boss,,,,,", "role_unknown"),
        ("a@example.org,,Mentor,,,,,", "name_missing"),
        ("a@example.org,Ana \u202eBerg,Mentor,,,,,", "hidden_characters"),
        ("a@example.org,Ana Berg,Mentor,sometimes soon maybe,,,,", "hours_unclear"),
        ("a@example.org,Ana Berg,Mentor,,Atlantis,,,", "zone_unknown"),
        ("a@example.org,Ana Berg,Mentor,,,boss,,", "manager_invalid"),
        ("a@example.org,Ana Berg,Mentor,,,A@example.org,,", "manager_is_self"),
        ("a@example.org,Ana Berg,Mentor,,,,Klingon,", "language_unknown"),
        (f"a@example.org,Ana Berg,Mentor,,,,,{'x' * 41}", "too_long"),
    ],
)
def test_each_doubt_has_its_name(line: str, code: str | None) -> None:
    good = "z@example.org,Zoe Good,Mentee,Mon evening,Europe/Berlin,m@example.org,English,she/her\n"
    found = codes(HEADER + good + line)
    assert found == ([(3, code)] if code else [])
    people = roster_of(HEADER + good + line).counts.people
    assert people == (1 if code and CODES[code] == "error" else 2)


def test_a_list_that_names_no_roles_takes_the_one_it_is_given() -> None:
    text = "a@example.org\nb@example.org\n"
    assert roster_of(text).counts.skipped == 2
    people = roster_of(text, fallback_roles=("mentee",)).people
    assert [(person.email, person.roles) for person in people] == [
        ("a@example.org", ("mentee",)),
        ("b@example.org", ("mentee",)),
    ]


def test_the_name_beside_an_address_serves_where_no_column_has_one() -> None:
    people = roster_of("Ana Berg <a@example.org>\n", fallback_roles=("mentee",)).people
    assert [person.name for person in people] == ["Ana Berg"]


def test_both_roles_get_the_shared_skills_on_both_sides() -> None:
    person = roster_of('Email,Role,Skills\na@example.org,Both,"SQL, Go"\n').people[0]
    assert (person.skills_offered, person.skills_wanted) == (("SQL", "Go"), ("SQL", "Go"))


def test_capacity_is_asked_of_mentors_only() -> None:
    people = roster_of(
        "Email,Role,Capacity\na@example.org,Mentee,3\nb@example.org,Mentor,3\n"
    ).people
    assert [person.capacity for person in people] == [None, 3]


def test_without_a_clock_the_later_line_counts() -> None:
    text = "Email,Role,Department\na@example.org,Mentee,First\nA@example.org,Mentor,Second\n"
    roster = roster_of(text)
    assert [(person.line, person.roles) for person in roster.people] == [(3, ("mentor",))]
    assert roster.superseded == (Superseded("a@example.org", 2, 2, 3, 3),)


def test_with_a_clock_the_later_hour_counts() -> None:
    text = (
        "Timestamp,Email,Role\n"
        "2026/11/03 10:00:00 GMT+1,a@example.org,Mentor\n"
        "2026/11/02 10:00:00 GMT+1,a@example.org,Mentee\n"
    )
    roster = roster_of(text)
    assert [person.roles for person in roster.people] == [("mentor",)]
    assert roster.superseded == (Superseded("a@example.org", 3, 3, 2, 2),)


def test_an_answer_that_cannot_be_read_replaces_nothing() -> None:
    roster = roster_of("Email,Role\na@example.org,Mentor\na@example.org,Pirate\n")
    assert [(person.line, person.roles) for person in roster.people] == [(2, ("mentor",))]
    assert (roster.superseded, roster.counts.skipped) == ((), 1)


def test_a_grid_of_days_becomes_free_times() -> None:
    header = "Email,Role,When are you free? [Monday],When are you free? [Tuesday]\n"
    person = roster_of(header + 'a@example.org,Mentee,"Morning, Evening",Lunch\n').people[0]
    assert [(w.weekday, w.start.hour, w.end.hour) for w in person.windows] == [
        (0, 9, 12),
        (0, 18, 21),
        (1, 12, 14),
    ]


def test_a_formula_is_kept_as_text_and_named() -> None:
    text = 'Email,Role,Motivation\na@example.org,Mentee,"=HYPERLINK(""http://x"")"\n'
    roster = roster_of(text)
    assert roster.people[0].motivation == '=HYPERLINK("http://x")'
    assert [(each.column, each.code) for each in roster.problems] == [("motivation", "formula")]


def whole_way(data: bytes) -> Roster | None:
    try:
        sheet = read(data)
    except Unreadable:
        return None
    return rows(sheet, guess_columns(sheet))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600))
@example(b'"')
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\x00\x01")
@example(b"sep=;\n")
@example(b"a@example.org\n" * 3)
def test_no_bytes_raise_anything_but_the_named_refusal(data: bytes) -> None:
    whole_way(data)


FRAGMENTS = st.sampled_from(
    ["Email", "Name", "Role", "a@example.org", "b@EXAMPLE.org", "Mentor", "Beides", '"', '""', ",",
     ";", "\t", "\n", "\r\n", "\r", "GMT+5:30", "Mon 9-", "do", "pm", "25:99", "\x00", "\ufeff",
     "\u202e", "=1", "?", "2026/02/30", "((", "²", "٣", "İ", "\ud7ff", " "]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60))
def test_no_mixture_of_what_lists_hold_raises_either(parts: list[str]) -> None:
    roster = whole_way("".join(parts).encode())
    if roster:
        counts = roster.counts
        assert counts.people == counts.mentors + counts.mentees + counts.both
        assert {problem.code for problem in roster.problems} <= CODES.keys()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=30), st.integers(0, 400))
def test_damage_in_the_middle_of_a_good_list_raises_nothing(junk: bytes, at: int) -> None:
    for good in (form_export(), spreadsheet()):
        whole_way(good[:at] + junk + good[at + len(junk) :])
