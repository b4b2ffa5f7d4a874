"""Every encoding a spreadsheet writes, and a named refusal for what is no list."""

import pytest

from mentorship.roster import Unreadable, read
from mentorship.roster.decode import MAX_BYTES
from mentorship.roster.sheet import MAX_ROWS

LIST = "Name,Email\nZoë Müller,zoe@example.org\nÁkos Nagy,akos@example.org\n"


@pytest.mark.parametrize(
    ("encoding", "said", "is_guess"),
    [
        ("utf-8", "UTF-8", False),
        ("utf-8-sig", "UTF-8", False),
        ("utf-16", "UTF-16", False),
        ("utf-32", "UTF-32", False),
        ("utf-16-le", "UTF-16", True),
        ("utf-16-be", "UTF-16", True),
        ("cp1252", "Windows-1252", True),
    ],
)
def test_the_same_list_is_read_from_every_encoding(
    encoding: str, said: str, *, is_guess: bool
) -> None:
    sheet = read(LIST.encode(encoding))
    assert (sheet.encoding, sheet.encoding_is_guess) == (said, is_guess)
    assert sheet.header == ("Name", "Email")
    assert sheet.column(0) == ["Zoë Müller", "Ákos Nagy"]


def test_bytes_that_windows_1252_lacks_are_read_as_latin_1() -> None:
    sheet = read(b"Name,Email\nZo\xeb \x81,zoe@example.org\n")
    assert sheet.encoding == "ISO 8859-1"
    assert sheet.column(0) == ["Zoë "]
    assert sheet.lines[0].marks == ("hidden_characters",)


def test_one_broken_letter_does_not_turn_the_others_into_windows_letters() -> None:
    data = (LIST * 3).encode() + b"Na\xefve,n@example.org\n"
    sheet = read(data)
    assert sheet.encoding == "UTF-8"
    assert sheet.column(0)[-1] == "Na\ufffdve"


def test_a_person_may_name_the_encoding() -> None:
    data = "Name,Email\nŁucja Żak,l@example.org\n".encode("cp1250")
    assert read(data).column(0) == ["£ucja ¯ak"]
    assert read(data, "cp1250").column(0) == ["Łucja Żak"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x00\x00\x00", "empty"),
        (b"PK\x03\x04" + b"\x14\x00" * 40, "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + b"\x00" * 40, "old_spreadsheet"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (bytes(range(32)) * 20, "binary"),
        (b"<!DOCTYPE html><table><tr><td>a@example.org", "web_page"),
        (b"Name,Email\n", "no_rows"),
        (b"Name,Email\n" + b"a,a@example.org\n" * (MAX_ROWS + 1), "too_many_rows"),
        (b"a@example.org" + b",x" * 300, "too_many_columns"),
        (b"a" * (MAX_BYTES + 1), "too_big"),
    ],
)
def test_what_is_no_list_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == code


def test_an_encoding_nobody_offered_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read(b"Name,Email\na,a@example.org\n", "rot13")
    assert refused.value.code == "encoding_unknown"


def test_nul_bytes_are_dropped_and_named() -> None:
    line = read(b"Name,Email\nAn\x00a,ana@example.org\n").lines[0]
    assert line.cells == ("Ana", "ana@example.org")
    assert line.marks == ("hidden_characters",)
