"""Words, length and figures of a text in any script. Pure, and linear in its length.

What cannot be seen (zero-width and direction marks) is no part of a word; what is written above or
below a letter (Hindi, Arabic, Thai) does not end one.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A day in figures, or one marked as year, month or day.
DATE = re.compile(r"\d{1,4}(?:[-./]\d{1,2}[-./]\d{1,4}|[-./]\d{1,2}[.]|\s?[年月日년월일])")
YEAR = re.compile(r"(?:19|20)\d\d")
COUNT = re.compile(r"\d\S*")
# 一 and 十 are in far too many words that count nothing.
COUNTERS = re.compile(
    r"[一二三四五六七八九十百千两幾数]\s?[人回本つ冊個件篇次个名场種枚]|每|毎[日週月年回]"
)
# About so many characters of these make a word.
DENSE = (
    (re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"), 2),
    (re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 4),
)
UNSEEN = {"Mn", "Mc", "Me", "Cf"}


def plain(text: str) -> str:
    """One form for all that looks alike, without what is not seen, in small letters."""
    same = unicodedata.normalize("NFKD", text)
    kept = "".join(sign for sign in same if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", kept).casefold()


def words(text: str) -> list[str]:
    """As they stand; marks above and below their letters are left out where no letter has them."""
    seen = (sign for sign in plain(text) if unicodedata.category(sign) not in UNSEEN)
    return WORD.findall("".join(seen))


def length(said: list[str]) -> int:
    """In words; where a script has no spaces, in as many as its characters would make."""
    return sum(map(_length, said))


def figures(text: str, months: frozenset[str]) -> bool:
    """Whether a figure stands in it that is no date; digits of any script, and what counts in Han.

    "S3" is a name, and so is "B2B": a figure begins with a digit.
    """
    even = plain(text)
    undated = DATE.sub(" ", even)
    said = [word.strip(".,;:!?()“”\"'") for word in undated.split()]
    dated = {number for number, pair in enumerate(pairwise(said)) if months & set(pair)}
    free = (word for number, word in enumerate(said) if not _of_a_date(number, dated))
    counted = any(COUNT.match(word) and not YEAR.fullmatch(word) for word in free)
    return (
        counted
        or any(COUNT.search(word) for word in said if _is_dense(word))
        or bool(COUNTERS.search(even))
    )


def _of_a_date(number: int, dated: set[int]) -> bool:
    """Whether this word stands beside the name of a month, or is one."""
    return number in dated or number - 1 in dated


def _is_dense(word: str) -> bool:
    return any(pattern.search(word) for pattern, _ in DENSE)


def _length(word: str) -> int:
    dense = [(len(pattern.findall(word)), each) for pattern, each in DENSE]
    others = len(word) - sum(count for count, _ in dense)
    return sum(-(-count // each) for count, each in dense) + (others > 0)
