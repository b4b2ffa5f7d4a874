"""What the two wrote around a check-in, opened for one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.private import open_all_for, open_for
from checkins.models import Action, CheckIn, Note, Prep
from mentorship.models import Pairing


@dataclass(frozen=True)
class Said:
    """One side's prep, in words; `want` is empty where nothing was written."""

    prep: Prep
    person: Any
    role: str
    want: str


@dataclass(frozen=True)
class ToDo:
    """An action with its words, whether it is the reader's, and how often it was carried over."""

    action: Action
    text: str
    is_mine: bool
    times: int = 1


def preps_of(check_in: CheckIn, reader: Any) -> list[Said]:
    """The preps this reader may see now, the mentee's first."""
    found = list(_preps(check_in, reader))
    for prep in found:
        prep.check_in = check_in
    words = open_all_for([(prep, "want") for prep in found], reader)
    said = [
        Said(prep, prep.person, check_in.pairing.role_of(prep.person), want)
        for prep, want in zip(found, words, strict=True)
    ]
    return sorted(said, key=lambda one: one.role != "mentee")


def _preps(check_in: CheckIn, reader: Any) -> Any:
    mine = Prep.objects.filter(check_in=check_in).select_related("person")
    seen = list(mine)
    return [prep for prep in seen if _may_see(prep, seen, check_in, reader)]


def _may_see(prep: Prep, every: list[Prep], check_in: CheckIn, reader: Any) -> bool:
    """One's own; the partner's once one's own is in; a mentor's brief shows what is wanted."""
    is_done = any(other.person_id == reader.pk for other in every)
    return prep.person_id == reader.pk or is_done or check_in.pairing.mentor_person_id == reader.pk


def note_of(check_in: CheckIn, reader: Any, audience: str) -> tuple[Note | None, str]:
    """The check-in's shared note, or the reader's private one, with its words."""
    found = Note.objects.standing(check_in, audience, reader).first()
    if found is None:
        return None, ""
    found.check_in = check_in
    return found, open_for(found, "text", reader)


def actions_of(
    pairing: Pairing, reader: Any, *, check_in: CheckIn | None = None, is_open: bool = False
) -> list[ToDo]:
    """A pair's actions: those of one check-in and everything still open, oldest first."""
    found = Action.objects.filter(pairing=pairing).select_related("owner")
    found = found.open() if is_open else found.of_room(check_in)
    rows = list(found)
    for row in rows:
        row.pairing = pairing
    words = open_all_for([(row, "text") for row in rows], reader)
    return [
        ToDo(row, text, row.owner_id == reader.pk) for row, text in zip(rows, words, strict=True)
    ]
