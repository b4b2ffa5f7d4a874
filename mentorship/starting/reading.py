"""Starting points, opened for whoever may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.private import open_all_for
from mentorship.models import Enrolment, Pairing, StartingPoint, StartingVersion
from mentorship.starting.keeping import Kept
from mentorship.starting.questions import questions_for
from mentorship.starting.shapes import (
    NEW_TO_ME,
    SKILLS,
    UNKNOWN,
    Question,
    in_words,
    works_in_short,
)


@dataclass(frozen=True)
class Answer:
    """One question as it was answered; `lines` are empty where it was left out."""

    question: Question
    lines: tuple[str, ...]
    how: str = ""
    is_kept_back: bool = False
    is_changed: bool = False


@dataclass(frozen=True)
class Told:
    """A version, in words; `skills` are what its ladder stands on."""

    number: int
    finished_at: datetime
    answers: tuple[Answer, ...]
    skills: tuple[dict[str, Any], ...]


def answers_of(
    kept: Kept, role: str, *, kept_back: Sequence[str] = (), before: Kept | None = None
) -> tuple[Answer, ...]:
    """All seven; `before` is what the version before this one said."""
    return tuple(
        Answer(
            question=question,
            lines=_lines(kept, question),
            how=kept["seen"].get(question.key, ""),
            is_kept_back=question.key in kept_back,
            is_changed=before is not None and _lines(before, question) != _lines(kept, question),
        )
        for question in questions_for(role)
    )


def _lines(kept: Kept, question: Question) -> tuple[str, ...]:
    said = in_words(question.kind, kept["said"].get(question.key))
    if not said and kept["seen"].get(question.key) == UNKNOWN:
        return (_("Not known yet"),)
    return tuple(said)


def told(rows: Sequence[StartingVersion], role: str, reader: Any) -> list[Told]:
    """These versions, the newest first; each says what is another than in the one before it."""
    texts = open_all_for([(row, "answers") for row in rows], reader)
    merged: dict[int, tuple[StartingVersion, Kept, set[str]]] = {}
    for row, text in zip(rows, texts, strict=True):
        kept = row.told(text, reader)
        _row, all_of_it, back = merged.setdefault(row.number, (row, _nothing(), set()))
        for part, said in kept.items():
            all_of_it[part].update(said)
        back.update(kept["seen"] if row.is_private else ())
    found, before = [], None
    for number, (row, kept, back) in sorted(merged.items()):
        answers = answers_of(kept, role, kept_back=sorted(back), before=before)
        found.append(Told(number, row.finished_at, answers, rated(kept)))
        before = kept
    return found[::-1]


def rated(kept: Kept) -> tuple[dict[str, Any], ...]:
    """The skills that were put on the ladder."""
    return tuple(skill for skill in kept["said"].get(SKILLS) or () if skill.get("level"))


# What to know first: hopes, worries, and where it should lead.
FIRST_LINES = ("where", "offer", "worries", "end")


@dataclass(frozen=True)
class Glance:
    """A starting point in a few lines, for somebody who is about to meet its author."""

    lines: tuple[tuple[str, str], ...]
    skills: str
    works: tuple[tuple[str, str], ...]


def at_a_glance(kept: Kept, role: str) -> Glance:
    asked = [question for question in questions_for(role) if question.key in FIRST_LINES]
    lines = [(str(question.brief), _lines(kept, question)) for question in asked]
    skills = in_words(SKILLS, kept["said"].get(SKILLS))
    return Glance(
        lines=tuple((brief, said[0]) for brief, said in lines if said),
        skills="; ".join(skills),
        works=tuple(works_in_short(kept["said"].get("work") or {})),
    )


def skills_new_to(person: Any, pairing: Pairing) -> set[str]:
    """What this person of the pair has called new to them, unless they keep that to themselves.

    It may tick a box that the partner reads.
    """
    place = pairing.mentee_id if person.pk == pairing.mentee_person_id else pairing.mentor_id
    point = StartingPoint.objects.visible_to(person).filter(enrolment=place).first()
    if point is None or SKILLS in point.kept_back:
        return set()
    skills = point.read(by=person)["said"].get(SKILLS) or []
    return {skill["name"] for skill in skills if skill.get("level") == NEW_TO_ME}


def readers_of(enrolment: Enrolment) -> tuple[str, str]:
    """Who reads it, as the chip says it: an audience, and the partner's name if there is one."""
    if enrolment.role == Enrolment.Role.MENTOR:
        return "mentees", ""
    paired = Pairing.objects.open().filter(mentee=enrolment).select_related("mentor_person").first()
    return ("pair", paired.mentor_person.get_short_name()) if paired else ("mentor_to_be", "")


def _nothing() -> Kept:
    return {"said": {}, "seen": {}}
