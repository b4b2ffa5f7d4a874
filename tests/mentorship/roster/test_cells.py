"""One cell at a time."""

from datetime import time

import pytest

from mentorship.roster.addresses import Address, read_address
from mentorship.roster.cells import (
    is_formula,
    read_capacity,
    read_languages,
    read_name,
    read_roles,
    read_skills,
    unescaped,
)
from mentorship.roster.hours import read_hours
from mentorship.roster.stamps import read_stamps
from mentorship.roster.vocabulary import Window
from mentorship.roster.zones import Zone, read_zone


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        (" ANA@Example.ORG ", Address("ana@example.org")),
        ("mailto:ana@example.org", Address("ana@example.org")),
        ("Ana Berg <ana@example.org>", Address("ana@example.org", "Ana Berg")),
        ('"Ana Berg" <Ana@example.org>', Address("ana@example.org", "Ana Berg")),
        ("ana@example.org.", Address("ana@example.org")),
        ("ana\u200b@example.org", Address("ana@example.org")),
        ("a@example.org; b@example.org", Address("a@example.org", "", "email_several")),
        ("ana@gmial.com", Address("ana@gmial.com", "", "email_doubtful")),
        ("ana@münchen.example", Address("ana@münchen.example")),
        ("", Address("", "", "email_missing")),
        ("not-an-address", Address("", "", "email_invalid")),
        ("a..b@example.org", Address("", "", "email_invalid")),
        ("ana@localhost", Address("", "", "email_invalid")),
        ("ana@-example.org", Address("", "", "email_invalid")),
        (f"{'a' * 65}@example.org", Address("", "", "email_invalid")),
    ],
)
def test_an_address_is_read_as_people_write_it(cell: str, address: Address) -> None:
    assert read_address(cell) == address


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("Mentor", ("mentor",)),
        ("MENTEE ", ("mentee",)),
        ("Mentor/in", ("mentor",)),
        ("Mentor*in", ("mentor",)),
        ("Mentorin", ("mentor",)),
        ("Mentora", ("mentor",)),
        ("mentore", ("mentor",)),
        ("Mentoré(e)", ("mentee",)),
        ("Mentorado", ("mentee",)),
        ("Podopieczna", ("mentee",)),
        ("Both", ("mentor", "mentee")),
        ("beides", ("mentor", "mentee")),
        ("les deux", ("mentor", "mentee")),
        ("Mentor und Mentee", ("mentor", "mentee")),
        ("I am looking for a mentor", ("mentee",)),
        ("I would like to be a mentor", ("mentor",)),
        ("Engineer", ()),
        ("", ()),
    ],
)
def test_a_role_is_read_in_several_languages(cell: str, roles: tuple[str, ...]) -> None:
    assert read_roles(cell) == roles


@pytest.mark.parametrize(
    ("cell", "capacity"),
    [
        ("2 mentees", (2, "")),
        ("up to 2", (2, "")),
        ("three", (3, "")),
        ("eins oder zwei", (2, "")),
        ("1-2", (2, "")),
        ("0", (0, "")),
        ("", (None, "")),
        ("n/a", (None, "")),
        ("as many as need me", (None, "capacity_unclear")),
        ("2026", (None, "capacity_large")),
    ],
)
def test_a_capacity_is_the_largest_number_named(
    cell: str, capacity: tuple[int | None, str]
) -> None:
    assert read_capacity(cell) == capacity


@pytest.mark.parametrize(
    ("cell", "skills"),
    [
        ("SQL, Public speaking", ("SQL", "Public speaking")),
        ("SQL | Testing;Writing", ("SQL", "Testing", "Writing")),
        ('"Stakeholders, internal", SQL', ("Stakeholders, internal", "SQL")),
        ("Delivery (agile, lean), SQL", ("Delivery (agile, lean)", "SQL")),
        ("- SQL\n- Writing\n3. Testing", ("SQL", "Writing", "Testing")),
        ("SQL, sql, , SQL", ("SQL",)),
        ("n/a", ()),
        ("", ()),
    ],
)
def test_skills_are_parted_and_said_once(cell: str, skills: tuple[str, ...]) -> None:
    assert read_skills(cell) == (skills, "")


def test_too_many_or_too_long_skills_are_named() -> None:
    assert read_skills(",".join(map(str, range(99))))[1] == "too_many_skills"
    assert read_skills("x" * 99) == (("x" * 80,), "too_long")


@pytest.mark.parametrize(
    ("cell", "zone"),
    [
        ("Europe/London", Zone("Europe/London")),
        ("europe/berlin", Zone("Europe/Berlin")),
        ("America/New York", Zone("America/New_York")),
        ("JST", Zone("Asia/Tokyo")),
        ("CET", Zone("Europe/Berlin")),
        ("EST", Zone("America/New_York", "zone_guessed")),
        ("IST", Zone("Asia/Kolkata", "zone_guessed")),
        ("IST (GMT+1)", Zone("Europe/Dublin")),
        ("CST (UTC+8)", Zone("Asia/Shanghai")),
        ("Asia/Kolkata (GMT+5:30)", Zone("Asia/Kolkata")),
        ("Europe/Berlin (GMT+1)", Zone("Europe/Berlin")),
        ("Europe/Berlin (GMT+2)", Zone("Europe/Berlin")),
        ("Australia/Adelaide (GMT-5)", Zone("Australia/Adelaide", "zone_mismatch")),
        ("GMT+5:30", Zone("Asia/Kolkata", "zone_guessed")),
        ("UTC-3", Zone("Etc/GMT+3", "zone_offset")),
        ("+02:00", Zone("Etc/GMT-2", "zone_offset")),
        ("UTC", Zone("UTC")),
        ("Berlin", Zone("Europe/Berlin")),
        ("São Paulo", Zone("America/Sao_Paulo")),
        ("London, UK", Zone("Europe/London")),
        ("München", Zone("Europe/Berlin")),
        ("(UTC+01:00) Amsterdam, Bern, Rome", Zone("Europe/Amsterdam")),
        ("Eastern Time (US & Canada)", Zone("America/New_York", "zone_guessed")),
        ("Mars/Olympus", Zone("", "zone_unknown")),
        ("GMT+19", Zone("", "zone_unknown")),
        ("", Zone()),
    ],
)
def test_a_zone_is_read_as_people_write_it(cell: str, zone: Zone) -> None:
    assert read_zone(cell) == zone


MORNING, LUNCH, EVENING = (9, 12), (12, 14), (18, 21)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Mon evening;Thu morning", [(0, EVENING), (3, MORNING)]),
        ("Wed lunch, Sat morning", [(2, LUNCH), (5, MORNING)]),
        ("Mon, Wed evenings", [(0, EVENING), (2, EVENING)]),
        ("Mon-Wed mornings", [(0, MORNING), (1, MORNING), (2, MORNING)]),
        ("Fr bis Mo abends", [(0, EVENING), (4, EVENING), (5, EVENING), (6, EVENING)]),
        ("Montagabend", [(0, EVENING)]),
        ("lundi soir et jeudi matin", [(0, EVENING), (3, MORNING)]),
        ("lunes y martes por la noche", [(0, EVENING), (1, EVENING)]),
        ("segunda-feira de manhã; quinta à noite", [(0, MORNING), (3, EVENING)]),
        ("ma t/m wo 's avonds", [(0, EVENING), (1, EVENING), (2, EVENING)]),
        ("od poniedziałku do środy wieczorem", [(0, EVENING), (1, EVENING), (2, EVENING)]),
        ("evenings", [(day, EVENING) for day in range(5)]),
        ("weekends", [(5, (9, 18)), (6, (9, 18))]),
        ("Tuesday 5-7pm", [(1, (17, 19))]),
        ("Mo 18-20 Uhr", [(0, (18, 20))]),
        ("lundi 18h-20h", [(0, (18, 20))]),
        ("Mon 9-11, 14:00-16:00", [(0, (9, 11)), (0, (14, 16))]),
        ("Mon after 6pm", [(0, (18, 22))]),
        ("Mon 9-12, Mon 11-14", [(0, (9, 14))]),
        ("Mon am", [(0, MORNING)]),
        ("am Montag abend", [(0, EVENING)]),
        ("Monday", [(0, (9, 18))]),
    ],
)
def test_free_times_are_read_in_several_languages(
    cell: str, found: list[tuple[int, tuple[int, int]]]
) -> None:
    windows = tuple(Window(day, time(start), time(end)) for day, (start, end) in found)
    assert read_hours(cell) == (windows, False)


@pytest.mark.parametrize(
    "cell",
    [
        "2 hours per week",
        "Move from support into data.\nI have 6 hours a week.",
        "flexible, so whenever we all agree on something",
        "9-11",
        "Mon 20-8",
        "Mon 25-26",
    ],
)
def test_what_is_not_a_time_is_not_guessed(cell: str) -> None:
    assert read_hours(cell) == ((), True)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("  Ana   Berg ", ("Ana Berg", "")),
        ("Berg, Ana", ("Ana Berg", "name_swapped")),
        ("Ana Berg, PhD", ("Ana Berg, PhD", "")),
        ("Gül?en Xu", ("Gül?en Xu", "name_lossy")),
        ("JosÃ©", ("José", "name_garbled")),
        ("www.example.org/win", ("", "name_odd")),
        ("12345", ("", "name_odd")),
        ("Dr. Ana St. John", ("Dr. Ana St. John", "")),
        ("José", ("José", "")),
        ("", ("", "name_missing")),
        ("x" * 121, ("x" * 120, "too_long")),
    ],
)
def test_a_name_is_kept_and_its_damage_named(cell: str, name: tuple[str, str]) -> None:
    assert read_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "languages"),
    [
        ("English, Deutsch", (("en", "de"), True)),
        ("français", (("fr",), True)),
        ("pl / uk", (("pl", "uk"), True)),
        ("English and Klingon", (("en",), True)),
        ("Klingon", ((), False)),
    ],
)
def test_languages_become_codes(cell: str, languages: tuple[tuple[str, ...], bool]) -> None:
    assert read_languages(cell) == languages


@pytest.mark.parametrize(
    "cell", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+cmd", "-2+3+cmd|'x'!A0", "\t=1"]
)
def test_what_a_spreadsheet_would_run_is_told_apart(cell: str) -> None:
    assert is_formula(cell)


@pytest.mark.parametrize("cell", ["", "-", "- SQL", "+49 30 1234", "-3", "a=b", "'=1+1"])
def test_what_only_looks_like_a_formula_is_left_alone(cell: str) -> None:
    assert not is_formula(cell)


def test_the_apostrophe_of_our_own_files_goes_again() -> None:
    assert [unescaped(cell) for cell in ("'=1+1", "'tis", "plain")] == ["=1+1", "'tis", "plain"]


def test_the_whole_column_decides_which_number_is_the_month() -> None:
    def days(*cells: str) -> list[tuple[int, int] | None]:
        return [stamp and (stamp.month, stamp.day) for stamp in read_stamps(cells)]

    assert days("3/4/2026 10:00", "13/4/2026 10:00") == [(4, 3), (4, 13)]
    assert days("3/4/2026 10:00", "3/14/2026 10:00") == [(3, 4), (3, 14)]
    assert days("03.04.2026", "2026-05-06T07:08:09Z", "soon") == [(4, 3), (5, 6), None]


def test_stamps_of_summer_and_winter_compare() -> None:
    summer, winter, noon = read_stamps(
        ["2026/10/25 2:30:00 GMT+2", "2026/10/25 2:15:00 GMT+1", "25/10/2026 12:00:00 PM"]
    )
    assert summer < winter < noon
