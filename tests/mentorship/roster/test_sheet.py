"""Delimiters, quotes, headers, and the numbers by which a person finds a line again."""

import pytest

from mentorship.roster import read
from mentorship.roster.sheet import records_of


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = "Name,Email,Skills\nAna,ana@example.org,SQL\nBen,ben@example.org,SQL\n"
    sheet = read(text.replace(",", delimiter).encode())
    assert sheet.delimiter == delimiter
    assert sheet.lines[1].cells == ("Ben", "ben@example.org", "SQL")


def test_other_signs_inside_the_cells_do_not_mislead() -> None:
    sheet = read(b"Email;Name\na@example.org;Berg, Ana\nb@example.org;Berg, Ben\n")
    assert sheet.delimiter == ";"
    assert sheet.column(1) == ["Berg, Ana", "Berg, Ben"]


def test_the_declaration_that_excel_writes_is_heeded() -> None:
    sheet = read(b"sep=;\r\nEmail;Name\r\na@example.org;Ana\r\n")
    assert (sheet.delimiter, sheet.header) == (";", ("Email", "Name"))
    assert (sheet.lines[0].number, sheet.lines[0].row) == (3, 2)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_and_rows_part_after_a_quoted_line_break(ending: str) -> None:
    text = f'Name,Email{ending}"Ana{ending}Berg",a@example.org{ending}{ending}Ben,b@example.org'
    sheet = read(text.encode())
    assert [(line.number, line.row) for line in sheet.lines] == [(2, 2), (5, 4)]
    assert sheet.blank == 1


def test_doubled_quotes_are_one() -> None:
    assert [line.cells for line in records_of('"a ""b"" c", "d" ,e"f', ",")] == [
        ('a "b" c', "d", 'e"f')
    ]


def test_a_quote_that_never_closes_swallows_nobody() -> None:
    sheet = read(b'Name,Email\n"Ana,a@example.org\nBen,b@example.org\n"Cy",c@example.org\n')
    assert [line.cells for line in sheet.lines] == [
        ('"Ana', "a@example.org"),
        ("Ben", "b@example.org"),
        ("Cy", "c@example.org"),
    ]
    assert [line.marks for line in sheet.lines] == [("quote_open",), (), ()]


def test_cells_beyond_the_header_are_marked() -> None:
    sheet = read(b"Name,Email\nAna,a@example.org,\nBen,b@example.org,oops\n")
    assert [line.marks for line in sheet.lines] == [(), ("too_many_cells",)]


def test_a_title_above_the_header_is_passed_over() -> None:
    sheet = read(b"Sign-ups spring,\n,\nName,Email\nAna,a@example.org\n")
    assert (sheet.header, sheet.header_row, sheet.before_header) == (("Name", "Email"), 3, 1)
    assert sheet.lines[0].row == 4


def test_headers_in_a_language_we_do_not_know_are_headers_all_the_same() -> None:
    sheet = read(b"Ainm;Seoladh\nAna;a@example.org\n")
    assert (sheet.header, len(sheet.lines)) == (("Ainm", "Seoladh"), 1)


def test_a_header_repeated_by_pasting_two_exports_is_no_person() -> None:
    sheet = read(b"Name,Email\nAna,a@example.org\nName,Email\nBen,b@example.org\n")
    assert sheet.column(0) == ["Ana", "Ben"]


def test_a_list_without_a_header_keeps_its_first_person() -> None:
    sheet = read(b"a@example.org\nb@example.org\n")
    assert (sheet.header, sheet.header_row) == (("",), None)
    assert sheet.column(0) == ["a@example.org", "b@example.org"]


def test_a_pasted_line_of_recipients_is_a_list() -> None:
    sheet = read(b"Ana Berg <a@example.org>, b@example.org; ")
    assert sheet.column(0) == ["Ana Berg <a@example.org>", " b@example.org; "]


def test_cells_are_mended_by_row_and_column() -> None:
    sheet = read(b"Name,Email\nAna,nope\nBen,b@example.org\n")
    mended = sheet.corrected({(2, 1): "ana@example.org", (3, 2): "beyond"})
    assert [line.cells for line in mended.lines] == [
        ("Ana", "ana@example.org"),
        ("Ben", "b@example.org", "beyond"),
    ]
