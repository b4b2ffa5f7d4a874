"""E-mail addresses, as people write them in lists."""

import re
import unicodedata
from dataclasses import dataclass

from mentorship.roster.fold import SPACE, tidy, visible

LONGEST, LONGEST_LOCAL = 254, 64
PARTS = re.compile(r"[\s,;<>()\[\]{}\"|]+")
LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
TOP_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
# Slips of the finger in the big mail houses: real enough to be let in, odd enough to be shown.
DOUBTFUL = {
    "gmail.con", "gmail.co", "gmial.com", "gmai.com", "gamil.com", "gnail.com", "gmail.cm",
    "hotmail.con", "hotmial.com", "hotmail.co", "outlook.con", "outlok.com", "yahoo.con",
    "yaho.com", "icloud.con",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """What a cell says: the address ("" if there is none), the name beside it, and what is odd."""

    email: str
    name: str = ""
    code: str = ""


def is_address(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    if not at or len(text) > LONGEST or len(local) > LONGEST_LOCAL:
        return False
    return bool(LOCAL.fullmatch(local)) and _is_domain(domain)


def _is_domain(domain: str) -> bool:
    try:
        labels = domain.encode("idna").decode("ascii").split(".")
    except UnicodeError:
        return False
    if len(labels) < 2 or not TOP_LABEL.fullmatch(labels[-1]):
        return False
    return all(map(LABEL.fullmatch, labels))


def addresses_in(cell: str) -> list[str]:
    """Every valid address in the cell, lower-case, each once, in order."""
    if "@" not in cell:
        return []
    parts = (_trimmed(part) for part in PARTS.split(_plain(cell)))
    return list(dict.fromkeys(part for part in parts if is_address(part)))


def is_mailbox(cell: str) -> bool:
    """The cell is an address, or a name with an address, and no sentence that mentions one."""
    found = addresses_in(cell)
    if len(found) != 1:
        return False
    rest = _plain(cell).strip().replace("mailto:", "")
    return rest == found[0] or rest.endswith(f"<{found[0]}>")


def read_address(cell: str) -> Address:
    """`Mailto:Anna@Example.org ` and `Anna Berg <anna@example.org>` are both anna@example.org."""
    text = SPACE.sub(" ", visible(cell)).strip()
    if not text:
        return Address("", code="email_missing")
    found = addresses_in(text)
    if not found:
        return Address("", code="email_invalid")
    code = "email_several" if len(found) > 1 else _doubt(found[0])
    return Address(found[0], _name_beside(text), code)


def _doubt(email: str) -> str:
    return "email_doubtful" if email.rpartition("@")[2] in DOUBTFUL else ""


def _name_beside(text: str) -> str:
    before, bracket, _ = text.partition("<")
    return tidy(before.strip(" \"'")) if bracket and "@" not in before else ""


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", visible(cell)).lower()


def _trimmed(part: str) -> str:
    return part.removeprefix("mailto:").strip(".'`:").removeprefix("mailto:")
