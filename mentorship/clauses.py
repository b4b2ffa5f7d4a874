"""The clauses of an agreement, as data: what two people settle before they begin.

Each clause is (key, kind, question, hint). `days` and `date` clauses become settings of the pair:
reminders and warnings come from what these two promised, not from a number for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from mentorship import times


@dataclass(frozen=True)
class Clause:
    key: str
    kind: str  # text, choice or date
    question: Any
    hint: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    start: Any = ""


CLAUSES = (
    Clause("hopes", "text", _("What each of us hopes for")),
    Clause(
        "cadence_days",
        "choice",
        _("How often we meet"),
        choices=(
            ("7", _("every week")),
            ("14", _("every two weeks")),
            ("21", _("every three weeks")),
            ("28", _("every four weeks")),
        ),
        start="14",
    ),
    Clause("place", "text", _("Where, and for how long"), start=_("By video, 45 minutes")),
    Clause("agenda", "text", _("Who brings the topics"), start=_("The mentee, a day before")),
    Clause(
        "reply_days",
        "choice",
        _("How soon we answer each other"),
        choices=(("1", _("within a day")), ("3", _("within three days")), ("7", _("in a week"))),
        start="3",
    ),
    Clause("pace", "text", _("Our pace"), _("Small steps or big ones; gentle or brisk.")),
    Clause(
        "feedback", "text", _("How we give feedback"), _("Straight or gently; at once or later.")
    ),
    Clause(
        "confidence",
        "text",
        _("What stays between us, and its limits"),
        start=_("Everything, unless somebody is in danger."),
    ),
    Clause("off_limits", "text", _("Topics we leave out")),
    Clause(
        "disagreement",
        "text",
        _("When we disagree, or it does not work"),
        start=_("We say so early, and either of us may ask the coordinator."),
    ),
    Clause("review_on", "date", _("When we look at this again")),
)


def starting_terms() -> dict[str, str]:
    """A first wording that two people can change; blank where only they can know."""
    return {clause.key: str(clause.start) for clause in CLAUSES}


def told(terms: dict[str, Any]) -> list[tuple[Clause, str]]:
    """Clause by clause what the terms say, choices and dates in words, unanswered ones left out."""
    pairs = [(clause, str(terms.get(clause.key) or "")) for clause in CLAUSES]
    return [(clause, _in_words(clause, said)) for clause, said in pairs if said]


def _in_words(clause: Clause, said: str) -> str:
    on = parse_date(said) if clause.kind == "date" else None
    return times.day(on, "long") if on else str(dict(clause.choices).get(said, said))


def differing(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """The keys of the clauses that two wordings settle differently."""
    return {c.key for c in CLAUSES if str(before.get(c.key, "")) != str(after.get(c.key, ""))}


def changed_meanwhile(
    start: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> dict[str, str]:
    """Of two wordings that began at `start`, what theirs changed and mine does not say, in words.

    Keys are those of the clauses; what they left out is empty.
    """
    keys = differing(start, theirs) & differing(theirs, mine)
    return {c.key: _in_words(c, str(theirs.get(c.key) or "")) for c in CLAUSES if c.key in keys}
