"""When somebody is free: `Mon evening; Thu 9-11` made into windows of their own week."""

import re
from dataclasses import dataclass, field
from datetime import time
from functools import lru_cache

from mentorship.roster.fold import fold
from mentorship.roster.hour_words import (
    AFTER,
    AMOUNTS,
    BEFORE,
    DAY_STARTS,
    DAYS,
    EARLIEST,
    FILLERS,
    JOINED,
    LATEST,
    PARTS,
    SPANS,
    UNTIL,
    WHOLE_DAY,
)
from mentorship.roster.vocabulary import Window

LONGEST_CELL = 2000
BREAKS = re.compile(r"[\n\r•]")
SEPARATORS = re.compile(r"[,;|/&+]")
TOKEN = re.compile(
    r"(?P<clock>\d{1,2}(?:[:.h]\d{2})?(?:\s*(?:am|pm|a\.m\.?|p\.m\.?|uhr|h|hrs)\b)?)(?![a-z0-9])"
    r"|(?P<word>[a-z]+|\d[a-z]+)|(?P<dash>-)"
)
DASHES = str.maketrans({"\u2013": "-", "\u2014": "-", "\u2212": "-"})
KNOWN = FILLERS | UNTIL | AFTER | BEFORE | PARTS.keys() | SPANS.keys() | {"am"}

Token = tuple[str | None, str]


@dataclass(slots=True)
class _Reading:
    """The state of reading one cell from left to right."""

    windows: set[Window] = field(default_factory=set)
    days: list[int] = field(default_factory=list)  # named and, maybe, still without a time
    days_used: bool = False
    unclear: bool = False

    def name(self, days: tuple[int, ...]) -> None:
        """Days named after a time begin a new group; before one, they join the group."""
        if self.days_used:
            self.days, self.days_used = [], False
        self.days += [day for day in days if day not in self.days]

    def stretch(self, day: int) -> None:
        first = self.days[-1]
        self.name(tuple(range(first, day + 1)) or (*range(first, 7), *range(day + 1)))

    def free(self, start: time | None, end: time | None) -> None:
        """A time that makes no sense still uses up its days: they are not free as a whole."""
        self.days_used = True
        if start is None or end is None or start >= end:
            self.unclear = True
        else:
            self.windows |= {Window(day, start, end) for day in self.days}

    def close(self) -> None:
        """Days that never got a time are free as a whole."""
        if self.days and not self.days_used:
            self.free(*WHOLE_DAY)


@lru_cache(maxsize=8192)
def read_hours(cell: str) -> tuple[tuple[Window, ...], bool]:
    """The windows, merged and in order, and whether some of the cell could not be understood."""
    text = BREAKS.sub(";", cell[:LONGEST_CELL].translate(DASHES))
    text = fold(text).replace("\u2019", "'")
    for said, joined in JOINED:
        text = text.replace(said, joined)
    reading = _Reading(unclear=len(cell) > LONGEST_CELL)
    for segment in SEPARATORS.split(text):
        _read_segment(reading, segment)
    reading.close()
    return merged(reading.windows), reading.unclear


def _read_segment(reading: _Reading, segment: str) -> None:
    tokens = [(match.lastgroup, match.group()) for match in TOKEN.finditer(segment)]
    if _is_an_amount(tokens) or _is_a_sentence(tokens):
        reading.unclear = True
        return
    place = 0
    while place < len(tokens):
        place += _read_token(reading, tokens, place)


def _is_an_amount(tokens: list[Token]) -> bool:
    """`2 hours a week`; but `Monday from 17 hours` names a day."""
    if not any(word in AMOUNTS for _, word in tokens):
        return False
    return not any(day_of(word) is not None or word in SPANS for _, word in tokens)


def _is_a_sentence(tokens: list[Token]) -> bool:
    """Short days are words too (`so`, `we`, `do`): in a sentence nothing is one."""
    return sum(kind == "word" and not _is_known(word) for kind, word in tokens) > 2


def _is_known(word: str) -> bool:
    return word in KNOWN or day_of(word) is not None


def _read_token(reading: _Reading, tokens: list[Token], place: int) -> int:
    """Reads what stands at this place; the answer is how many tokens that took."""
    kind, word = tokens[place]
    if kind == "clock":
        return _read_clock(reading, tokens, place)
    if (day := day_of(word)) is not None and not _is_until(tokens, place):
        stretched = place >= 2 and _is_until(tokens, place - 1) and reading.days
        reading.stretch(day) if stretched else reading.name((day,))
        _read_rest_of_word(reading, word)
    elif word in SPANS:
        reading.name(SPANS[word])
    elif part := _part(tokens, place):
        _with_days(reading)
        reading.free(*part)
    elif kind == "word" and word not in KNOWN:
        reading.unclear = True
    return 1


def _part(tokens: list[Token], place: int) -> tuple[time, time] | None:
    """`Mon am` is a morning, `am Montag` is German."""
    word = tokens[place][1]
    if word == "am":
        follows_day = place > 0 and day_of(tokens[place - 1][1]) is not None
        return PARTS["morning"] if follows_day else None
    return PARTS.get(word)


def _is_until(tokens: list[Token], place: int) -> bool:
    """A word such as Polish `do` is a bridge only with something on both sides of it."""
    if not 0 < place < len(tokens) - 1 or tokens[place][1] not in UNTIL:
        return False
    before, after = tokens[place - 1], tokens[place + 1]
    return _is_end(before) and _is_end(after)


def _is_end(token: Token) -> bool:
    return token[0] == "clock" or (token[0] == "word" and day_of(token[1]) is not None)


def _with_days(reading: _Reading) -> None:
    """`Evenings` without a day means every working day; after `Mon morning and` it means Monday."""
    if not reading.days:
        reading.name((0, 1, 2, 3, 4))


def _read_rest_of_word(reading: _Reading, word: str) -> None:
    """German says day and part in one word: `montagabend`."""
    for start in DAY_STARTS:
        rest = word.removeprefix(start)
        if rest != word and rest in PARTS:
            reading.free(*PARTS[rest])


def _read_clock(reading: _Reading, tokens: list[Token], place: int) -> int:
    if not reading.days:
        reading.unclear = True
        return 1
    if _is_until(tokens, place + 1) and tokens[place + 2][0] == "clock":
        start, end = _pair(tokens[place][1], tokens[place + 2][1])
        taken = 3
    else:
        start, end = _open_ended(tokens[place - 1][1] if place else "", tokens[place][1])
        taken = 1
    reading.free(start, end)
    return taken


def _open_ended(before: str, said: str) -> tuple[time | None, time | None]:
    moment = clock_of(said)
    if moment is None or before not in AFTER | BEFORE:
        return None, None
    return (moment, LATEST) if before in AFTER else (EARLIEST, moment)


def _pair(first: str, second: str) -> tuple[time | None, time | None]:
    """`5-7pm` and `9-11am`: the mark at the end speaks for both, unless that runs backwards."""
    end = clock_of(second)
    start = clock_of(first)
    if end and start and "p" in second and "p" not in first and "a" not in first:
        later = clock_of(f"{first} pm")
        start = later if later and later < end else start
    return start, end


def clock_of(said: str) -> time | None:
    digits = [int(number) for number in re.findall(r"\d+", said)]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if "p" in said and hour < 12:
        hour += 12
    elif "a" in said and hour == 12:
        hour = 0
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_of(word: str) -> int | None:
    if word in DAYS:
        return DAYS[word]
    return next((day for start, day in DAY_STARTS.items() if word.startswith(start)), None)


def merged(windows: set[Window]) -> tuple[Window, ...]:
    """In order, with windows that touch or overlap made into one."""
    found: list[Window] = []
    for window in sorted(windows):
        last = found[-1] if found else None
        if last and last.weekday == window.weekday and window.start <= last.end:
            found[-1] = Window(last.weekday, last.start, max(last.end, window.end))
        else:
            found.append(window)
    return tuple(found)
