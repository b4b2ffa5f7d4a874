"""One cell at a time: names, roles, capacities, skills, languages and formulas."""

import re
import unicodedata
from functools import lru_cache

from mentorship.roster.cell_words import (
    BOTH,
    LANGUAGES,
    MENTEE,
    MENTEE_STARTS,
    MENTOR,
    NUMBERS,
    SEEKING,
    UNLIMITED,
)
from mentorship.roster.fold import fold, several, tidy, words
from mentorship.roster.vocabulary import MENTEE as MENTEE_ROLE
from mentorship.roster.vocabulary import MENTOR as MENTOR_ROLE

LONGEST_NAME, LONGEST_SKILL, MOST_SKILLS = 120, 80, 40
LARGEST_LIKELY_CAPACITY = 12
# `Mentor/in`, `Mentor*in`, `Mentor:innen`, `Mentor(e)`: one word with its gendered ending.
GENDERED = re.compile(r"(?<=\w)[/*:_·(]-?(in|innen|e|es|a|as|ka|r)\b\)?", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|[-–•*·])\s+")
# A name is shown to others and stands in mails, so it must not look like an address.
NOT_A_NAME = re.compile(r"[@/\\<>=]|\.\w\w")
PLAIN_NUMBER = re.compile(r"[-+][\d\s().,/-]*")
SUFFIXES = several("jr sr ii iii iv phd ph md msc bsc mba esq dr")

BOTH_ROLES = (MENTOR_ROLE, MENTEE_ROLE)


@lru_cache(maxsize=4096)
def read_roles(cell: str) -> tuple[str, ...]:
    """Mentor, mentee, both, or nothing that we know. `Mentoré` is one, `mentore` the other."""
    said = GENDERED.sub("", unicodedata.normalize("NFC", cell))
    if "mentoré" in said.casefold():
        return (MENTEE_ROLE,)
    folded, found = fold(said), words(said)
    if SEEKING.search(folded):
        return (MENTEE_ROLE,)
    mentee = any(word in MENTEE or word.startswith(MENTEE_STARTS) for word in found)
    mentor = any(word in MENTOR for word in found)
    if (mentor and mentee) or (mentor == mentee and any(word in BOTH for word in found)):
        return BOTH_ROLES
    if "les deux" in folded:
        return BOTH_ROLES
    return ((MENTOR_ROLE,) if mentor else ()) + ((MENTEE_ROLE,) if mentee else ())


@lru_cache(maxsize=1024)
def read_capacity(cell: str) -> tuple[int | None, str]:
    """The largest number named, and a problem code if that is not plain. Empty is no answer."""
    if not cell.strip():
        return None, ""
    numbers = [int(digits) for digits in DIGITS.findall(fold(cell)[:100]) if len(digits) < 7]
    numbers += [NUMBERS[word] for word in words(cell) if word in NUMBERS]
    if not numbers:
        return None, "" if fold(cell) in UNLIMITED else "capacity_unclear"
    if max(numbers) > LARGEST_LIKELY_CAPACITY:
        return None, "capacity_large"
    return max(numbers), ""


def split_list(cell: str) -> list[str]:
    """Parted by comma, semicolon, bar or line break; not inside quotes or brackets."""
    parts: list[str] = []
    part: list[str] = []
    depth, quoted = 0, False
    balanced = cell.count('"') % 2 == 0
    for sign in cell:
        if sign == '"' and balanced:
            quoted = not quoted
        elif sign in ",;|\n\r•，、；" and not quoted and depth == 0:
            parts.append("".join(part))
            part = []
        else:
            depth = max(0, depth + (sign == "(") - (sign == ")")) if cell.count(")") else 0
            part.append(sign)
    return [text for text in (tidy(each) for each in [*parts, "".join(part)]) if text]


def read_skills(cell: str) -> tuple[tuple[str, ...], str]:
    found: dict[str, str] = {}
    too_long = False
    for part in split_list(cell):
        skill = tidy(NUMBERED.sub("", part)).rstrip(".")
        too_long = too_long or len(skill) > LONGEST_SKILL
        if skill and fold(skill) not in NO_ANSWER:
            found.setdefault(fold(skill), skill[:LONGEST_SKILL])
    skills = tuple(found.values())
    if len(skills) > MOST_SKILLS:
        return skills[:MOST_SKILLS], "too_many_skills"
    return skills, "too_long" if too_long else ""


NO_ANSWER = several("n/a na n.a. none - -- ? keine aucun ninguno geen nessuno") | {""}


def is_answer(cell: str) -> bool:
    return fold(cell) not in NO_ANSWER


def read_name(cell: str) -> tuple[str, str]:
    """The name in the order in which it is spoken, and what is odd about it."""
    name = tidy(cell)
    if not name:
        return "", "name_missing"
    if len(name) > LONGEST_NAME:
        return name[:LONGEST_NAME], "too_long"
    if "?" in name or "\ufffd" in name:
        return name, "name_lossy"
    if mended := _ungarbled(name):
        return mended, "name_garbled"
    if NOT_A_NAME.search(name) or not any(map(str.isalpha, name)):
        return "", "name_odd"
    last, comma, first = name.partition(",")
    is_one = comma and "," not in first and last.strip() and first.strip()
    if is_one and not set(words(first)) & SUFFIXES:
        return tidy(f"{first} {last}"), "name_swapped"
    return name, ""


def _ungarbled(name: str) -> str:
    """`JosÃ©` is what `José` looks like after somebody read UTF-8 as Windows-1252."""
    if name.isascii():
        return ""
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


@lru_cache(maxsize=1024)
def read_languages(cell: str) -> tuple[tuple[str, ...], bool]:
    """ISO codes of the languages named, and whether all of them were known."""
    named = [each for part in split_list(cell) for each in re.split(r"\s*[/&+]\s*", fold(part))]
    found, known = [], True
    for name in filter(None, named):
        code = LANGUAGES.get(name) or next(
            (LANGUAGES[word] for word in words(name) if word in LANGUAGES), None
        )
        known = known and code is not None
        found += [code] if code else []
    return tuple(dict.fromkeys(found)), known


def is_formula(cell: str) -> bool:
    """Would a spreadsheet run it? A phone number or a bulleted line starts alike but does not."""
    if cell[:1] in ("=", "@", "\t", "\r"):
        return len(cell) > 1
    if cell[:1] not in ("+", "-") or PLAIN_NUMBER.fullmatch(cell):
        return False
    return len(cell) > 1 and not cell[1].isspace()


def unescaped(cell: str) -> str:
    """Our own files put an apostrophe before what would run; here it is text again."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell
