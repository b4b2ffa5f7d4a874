"""Which column holds what: by what its header says and by what its cells look like."""

import re
from collections.abc import Callable

from mentorship.roster.addresses import is_mailbox
from mentorship.roster.cells import (
    is_answer,
    read_capacity,
    read_languages,
    read_roles,
    split_list,
)
from mentorship.roster.fold import fold, words
from mentorship.roster.headers import header_scores
from mentorship.roster.hours import day_of, read_hours
from mentorship.roster.stamps import is_stamp
from mentorship.roster.vocabulary import FIELDS, Columns, Guess, Sheet
from mentorship.roster.zones import read_zone

Taken = dict[int, tuple[str, float]]  # column -> its field and how surely

SAMPLE = 200
ENOUGH = 0.35
NAME_LIKE = re.compile(r"[^\W\d_][^\d_@/:;=<>|]{1,59}")
PRONOUN_LIKE = re.compile(
    r"(?:she|he|they|it|xe|ze|any|sie|er|elle|il|iel|ella|el|elle|ela|ele|zij|hij|die|ona|on)"
    r"(?:\s*[/,]\s*\w+)*",
)


def _looks_like_zone(cell: str) -> bool:
    return bool(read_zone(cell).name)


def _looks_like_hours(cell: str) -> bool:
    windows, is_unclear = read_hours(cell)
    return bool(windows) and not is_unclear


def _looks_like_name(cell: str) -> bool:
    parts = cell.split()
    return 2 <= len(parts) <= 5 and bool(NAME_LIKE.fullmatch(cell.strip()))


# Fields whose cells speak for themselves.
SPEAKING: dict[str, Callable[[str], bool]] = {
    "email": is_mailbox,
    "manager": is_mailbox,
    "role": lambda cell: len(cell) < 60 and bool(read_roles(cell)),
    "zone": _looks_like_zone,
    "hours": _looks_like_hours,
    "answered": is_stamp,
    "language": lambda cell: len(cell) < 80 and read_languages(cell)[1],
    "pronouns": lambda cell: bool(PRONOUN_LIKE.fullmatch(fold(cell))),
}
# Fields whose cells only agree or disagree with what the header says.
AGREEING: dict[str, Callable[[str], bool]] = {
    "name": _looks_like_name,
    "first_name": lambda cell: bool(NAME_LIKE.fullmatch(cell.strip())),
    "last_name": lambda cell: bool(NAME_LIKE.fullmatch(cell.strip())),
    "capacity": lambda cell: read_capacity(cell)[0] is not None,
    "skills": lambda cell: len(split_list(cell)) > 1,
    "skills_offered": lambda cell: len(split_list(cell)) > 1,
    "skills_wanted": lambda cell: len(split_list(cell)) > 1,
    "motivation": lambda cell: len(words(cell)) > 4,
    "department": lambda cell: len(cell) < 60 and "@" not in cell,
}


def guess_columns(sheet: Sheet) -> Columns:
    """The likeliest field of each column; each field once, but for grids of days."""
    scores = {}
    for index in range(sheet.width):
        for name, score in _scores(sheet, index).items():
            scores[index, name] = score
    taken: Taken = {}
    order = sorted(scores, key=lambda key: (-scores[key], FIELDS.index(key[1]), key[0]))
    for index, name in order:
        is_free = index not in taken and name not in {field for field, _ in taken.values()}
        if scores[index, name] >= ENOUGH and is_free:
            taken[index] = (name, scores[index, name])
    return _without_contradictions(sheet, taken)


def _scores(sheet: Sheet, index: int) -> dict[str, float]:
    cells = [cell for cell in sheet.column(index)[: 4 * SAMPLE] if cell.strip()][:SAMPLE]
    said = header_scores(sheet.header[index])
    scores = {}
    for name, looks in SPEAKING.items():
        share = _share(cells, looks)
        if _is_refuted(name, share, len(cells)):
            continue
        scores[name] = 0.55 * said.get(name, 0) + 0.45 * (share if share >= 0.5 else share / 2)
    for name, looks in AGREEING.items():
        if name in said or (name == "name" and not sheet.header[index]):
            scores[name] = 0.75 * said.get(name, 0.25) + 0.25 * _share(cells, looks)
    if not said.get("manager"):
        scores["manager"] = scores.get("manager", 0) * 0.7  # a second column of addresses, at best
    return scores


def _share(cells: list[str], looks: Callable[[str], bool]) -> float:
    answers = [cell for cell in cells if is_answer(cell)]
    return sum(map(looks, answers)) / len(answers) if answers else 0.0


def _is_refuted(name: str, share: float, size: int) -> bool:
    """`Role` above job titles is not the role we mean."""
    return name in ("role", "zone", "hours") and size >= 3 and share < 0.1


def _without_contradictions(sheet: Sheet, taken: Taken) -> Columns:
    fields = {field for field, _ in taken.values()}
    if {"first_name", "last_name"} <= fields:
        taken = {at: found for at, found in taken.items() if found[0] != "name"}
    elif fields & {"first_name", "last_name"} and "name" not in fields:
        taken = {at: (_whole_name(field), how) for at, (field, how) in taken.items()}
    if len(fields & {"skills", "skills_offered", "skills_wanted"}) == 1:
        taken = {at: (_shared_skills(field), how) for at, (field, how) in taken.items()}
    taken |= _grid_of_days(sheet, taken)
    return Columns(
        tuple(
            Guess(index, header, *_rounded(taken.get(index, ("", 0.0))))
            for index, header in enumerate(sheet.header)
        )
    )


def _whole_name(field: str) -> str:
    return "name" if field in ("first_name", "last_name") else field


def _shared_skills(field: str) -> str:
    """One list of skills is for everybody: what mentors offer in it, mentees want."""
    return "skills" if field in ("skills_offered", "skills_wanted") else field


def _grid_of_days(sheet: Sheet, taken: Taken) -> Taken:
    """Forms ask `When are you free? [Monday]`, one column a day."""
    days = [
        index
        for index, header in enumerate(sheet.header)
        if taken.get(index, ("hours",))[0] == "hours" and day_in(header) is not None
    ]
    return dict.fromkeys(days, ("hours", 0.8)) if len(days) > 1 else {}


def day_in(header: str) -> int | None:
    """The one day that a header names; short forms only in brackets, for many are words."""
    bracket = header.rpartition("[")[2].rstrip("] ") if "[" in header else ""
    found = [day_of(word) for word in words(bracket or header) if bracket or len(word) > 4]
    days = {day for day in found if day is not None}
    return days.pop() if len(days) == 1 else None


def _rounded(found: tuple[str, float]) -> tuple[str, float]:
    return found[0], round(min(found[1], 1.0), 2)
