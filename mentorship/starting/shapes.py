"""The shape of a question, and of what somebody may answer to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

TEXT, SKILLS, WORK = "text", "skills", "work"
ANSWERED, UNKNOWN, SKIPPED = "answered", "unknown", "skipped"
FEWEST_SKILLS, MOST_SKILLS = 3, 6

LEVELS = (
    (1, _("new to me")),
    (2, _("with help")),
    (3, _("alone on easy cases")),
    (4, _("alone on hard cases")),
    (5, _("I help others")),
)
NEW_TO_ME = 1
# How I like to work: of each, the answers in order.
WORKS: dict[str, tuple[Any, tuple[tuple[str, Any], ...]]] = {
    "feedback": (
        _("I like feedback"),
        (
            ("blunt", _("straight")),
            ("frank", _("rather straight")),
            ("soft", _("rather gently")),
            ("gentle", _("gently")),
        ),
    ),
    "thinking": (
        _("I think"),
        (("aloud", _("aloud, in talking")), ("alone", _("alone first, then I talk"))),
    ),
    "planning": (
        _("I go about things"),
        (("plan", _("with a plan")), ("explore", _("by trying things out"))),
    ),
}
WORK_TEXTS = {
    "learns": _("I learn best"),
    "quiet": _("My quiet hours"),
    "needs": _("What makes meeting easier for me"),
}


@dataclass(frozen=True)
class Question:
    """One page: what is asked, why, and how somebody else put it.

    `brief` is what its answer is called where others read it. Only what is of no use to a partner
    unless they read it (how somebody likes to work) may not be kept back.
    """

    key: str
    title: Any
    why: Any
    brief: Any
    samples: tuple[Any, Any]
    kind: str = TEXT

    @property
    def may_be_kept_back(self) -> bool:
        return self.kind != WORK


def is_empty(kind: str, said: Any) -> bool:
    """Whether nothing was said to a question of this kind."""
    return not any(said.values()) if kind == WORK and said else not said


def level_words(level: Any) -> str:
    """An anchor; nothing where a skill was chosen and not rated."""
    return str(dict(LEVELS).get(level, ""))


# Of the card, what a partner needs to know first; and how it is called where space is short.
FIRST_OF_WORK = {
    "needs": _("Meeting is easier with"),
    "quiet": _("Quiet hours"),
    "feedback": _("Feedback"),
    "thinking": _("Thinks"),
    "planning": _("Goes about it"),
}


def in_words(kind: str, said: Any) -> list[str]:
    """An answer as lines that a person would say."""
    if is_empty(kind, said):
        return []
    if kind == SKILLS:
        return [_skill(skill) for skill in said]
    if kind == WORK:
        return [f"{label}: {words}" for label, words in works(said)]
    return [str(said)]


def works(said: dict[str, str]) -> list[tuple[str, str]]:
    """The card of how somebody likes to work, as far as it was filled in."""
    labels = {key: label for key, (label, _choices) in WORKS.items()} | WORK_TEXTS
    return _card(said, labels)


def works_in_short(said: dict[str, str]) -> list[tuple[str, str]]:
    return _card(said, FIRST_OF_WORK)


def _card(said: dict[str, str], labels: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    for key, label in labels.items():
        words = said.get(key, "")
        _label, choices = WORKS.get(key, ("", ()))
        found.append((str(label), str(dict(choices).get(words, words))))
    return [(label, words) for label, words in found if words]


def _skill(skill: dict[str, Any]) -> str:
    words = level_words(skill.get("level"))
    return f"{skill['name']}: {words}" if words else str(skill["name"])
