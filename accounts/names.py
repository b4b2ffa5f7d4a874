"""Names that can be shown to others: normal, and free of what could disguise or reorder them."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

JOINERS = {"\u200c", "\u200d"}  # Persian and Indic names need them, between their own letters
HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
APOSTROPHES = str.maketrans({"`": "’", "´": "’", "\t": " ", "\n": " ", "\r": " "})
LIKE_AN_ADDRESS = re.compile(r"[@/\\<>]|\.\w\w")
MOST_MARKS = 4  # accents upon one letter


def clean_line(value: str) -> str:
    """One line of text, normalised; control and reordering characters are refused."""
    line = unicodedata.normalize("NFC", value.translate(APOSTROPHES))
    for place, sign in enumerate(line):
        if unicodedata.category(sign) in HIDDEN and not _joins(line, place):
            raise ValidationError(_("Leave out invisible characters."), code="hidden")
    return " ".join(line.split())


def clean_name(value: str) -> str:
    """A person's name: letters, and the few signs that names are written with."""
    name = unicodedata.normalize("NFKC", clean_line(value))
    if not any(sign.isalpha() for sign in name):
        raise ValidationError(_("Write a name with at least one letter."), code="no_letter")
    if LIKE_AN_ADDRESS.search(name):
        raise ValidationError(
            _("Write a name that does not look like an address; put a space after a dot."),
            code="address",
        )
    if any(unicodedata.category(sign).startswith("S") for sign in name):
        raise ValidationError(_("Write a name without symbols."), code="symbol")
    if _piles_up(name):
        raise ValidationError(_("Use fewer accents on one letter."), code="marks")
    return name


def is_name(value: str) -> None:
    """The same as a validator, which only refuses."""
    clean_name(value)


def _joins(line: str, place: int) -> bool:
    """A joiner between two letters of a script that has no capitals."""
    around = line[max(0, place - 1) : place] + line[place + 1 : place + 2]
    return (
        line[place] in JOINERS
        and len(around) == 2
        and all(unicodedata.category(sign) in {"Lo", "Mn", "Mc"} for sign in around)
    )


def _piles_up(name: str) -> bool:
    marks = 0
    for sign in unicodedata.normalize("NFD", name):
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks > MOST_MARKS:
            return True
    return False
