"""Text made comparable: no case, no accents, no stray space."""

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SPACE = re.compile(r"\s+")
# The letters, digits and signs that a word can be made of.
WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`  ÉQUIPE  Łódź ` becomes `equipe lodz`."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return SPACE.sub(" ", plain.translate(LETTERS)).strip()


def several(said: str) -> frozenset[str]:
    """`"one two"` as a set of words, for the tables."""
    return frozenset(said.split())


def words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def tidy(text: str) -> str:
    """One line, composed letters, single spaces."""
    return SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def visible(text: str) -> str:
    """Without the characters that nobody sees: controls, direction marks, zero-width joints."""
    return INVISIBLE.sub("", CONTROL.sub("", text))
