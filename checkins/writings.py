"""What the two wrote around a check-in, opened for one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from accounts.private import Words, open_for
from checkins.models import SLIPPED, Action, CheckIn, Note, Prep


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
    times: int = 0
    when: str = ""
    then: str = ""

    @property
    def could_be_easier(self) -> bool:
        """Worth offering to the one whose it is, and to nobody else."""
        is_open = self.action.status == Action.Status.OPEN
        return self.is_mine and is_open and self.times >= SLIPPED


@dataclass(frozen=True)
class Room:
    """Everything around one check-in that this reader may read, in words."""

    preps: list[Said]
    note: Note | None
    note_text: str
    own: Note | None
    own_text: str
    actions: list[ToDo]


def room_of(check_in: CheckIn, reader: Any) -> Room:
    """Opened in one go: what both want, the shared note and one's own, and what is to be done."""
    preps, actions = _preps(check_in, reader), _actions(check_in)
    notes = {note.audience: note for note in _notes(check_in, reader)}
    texts = [*notes.values(), *actions]
    places = [*((row, "want") for row in preps), *((row, "text") for row in texts)]
    plans = [(row, name) for row in actions for name in ("plan_when", "plan_then")]
    words = Words([*places, *plans], reader)
    said = [_said(prep, words) for prep in preps]
    note, own = notes.get(Note.Audience.PAIR), notes.get(Note.Audience.ME)
    return Room(
        preps=sorted(said, key=lambda one: one.role != "mentee"),
        note=note,
        note_text=words.get((note, "text"), ""),
        own=own,
        own_text=words.get((own, "text"), ""),
        actions=[to_do(row, words, reader) for row in actions],
    )


def to_do(row: Action, words: Words, reader: Any) -> ToDo:
    """An action with its slips, in words; with its plan where that was opened as well."""
    when, then = words.get((row, "plan_when"), ""), words.get((row, "plan_then"), "")
    is_mine = row.owner_id == reader.pk
    return ToDo(row, words[row, "text"], is_mine, row.slips, when, then)  # type: ignore[attr-defined]


def _said(prep: Prep, words: Words) -> Said:
    role = prep.check_in.pairing.role_of(prep.person)
    return Said(prep, prep.person, role, words[prep, "want"])


def note_of(check_in: CheckIn, reader: Any, audience: str) -> tuple[Note | None, str]:
    """The check-in's shared note, or the reader's private one, with its words."""
    found = Note.objects.standing(check_in, audience, reader).first()
    if found is None:
        return None, ""
    found.check_in = check_in
    return found, open_for(found, "text", reader)


def _preps(check_in: CheckIn, reader: Any) -> list[Prep]:
    """One's own; the partner's once one's own is in; a mentor sees what is wanted at once."""
    prefetch_related_objects([check_in], Prefetch("preps", Prep.objects.select_related("person")))
    return [prep for prep in check_in.preps.all() if prep.can_be_read_by(reader)]


def _notes(check_in: CheckIn, reader: Any) -> list[Note]:
    found = list(Note.objects.of_room(check_in, reader))
    for note in found:
        note.check_in = check_in
    return found


def _actions(check_in: CheckIn) -> list[Action]:
    """Those of this check-in and everything still open from before, oldest first."""
    found = Action.objects.filter(pairing=check_in.pairing).of_room(check_in)
    rows = list(found.with_slips(timezone.now()).select_related("owner"))
    for row in rows:
        row.pairing = check_in.pairing
    return rows
