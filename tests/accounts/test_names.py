"""Names: one spelling, and nothing that hides, reorders or leads away."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.names import clean_line, clean_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Amara Okafor", "Amara Okafor"),
        ("  Amara \t Okafor\n", "Amara Okafor"),
        ("Zoe\u0308", "Zoë"),
        ("O`Hara", "O’Hara"),
        ("O´Hara", "O’Hara"),
        ("J. R. R. Tolkien", "J. R. R. Tolkien"),
        ("J.R.R. Tolkien", "J.R.R. Tolkien"),
        ("Ａｍａｒａ", "Amara"),
        ("李 小龙", "李 小龙"),
        ("علی‌رضا", "علی‌رضا"),  # a joiner between letters that need it
        ("क्‍ष", "क्‍ष"),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("Jean-Luc d’Arc", "Jean-Luc d’Arc"),
        ("Person 3", "Person 3"),
    ],
)
def test_a_name_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Amara\u202eOkafor", "hidden"),  # turns the rest around
        ("Amara\u200bOkafor", "hidden"),  # no width
        ("Ama\u200dra", "hidden"),  # a joiner that Latin letters do not need
        ("Amara\x00", "hidden"),
        ("Amara\x1b[2J", "hidden"),
        ("Amara\ue000", "hidden"),  # private use
        ("Amara\u2066", "hidden"),
        ("123", "no_letter"),
        ("--", "no_letter"),
        ("evil.example", "address"),
        ("http://evil", "address"),
        ("me@evil", "address"),
        ("Amara <b>", "address"),
        ("Dela ✔", "symbol"),
        ("Dela 🎓", "symbol"),
        ("Da\u0301\u0302\u0303\u0304\u0305la", "marks"),
    ],
)
def test_what_could_mislead_is_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_name(typed)
    assert refused.value.code == code


def test_a_line_may_hold_what_a_name_may_not() -> None:
    assert clean_line(" Builds  maps · 10+ years ✔ ") == "Builds maps · 10+ years ✔"
