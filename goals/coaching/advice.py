"""What the coach says: five plain sentences, each with a question, and patterns to borrow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from goals.coaching import rules
from goals.coaching.rules import Remark, Sketch
from mentorship.models import Pairing

NAMES = {
    "specific": gettext_lazy("Specific"),
    "measurable": gettext_lazy("Measurable"),
    "reachable": gettext_lazy("Reachable"),
    "relevant": gettext_lazy("Relevant"),
    "timely": gettext_lazy("Dated"),
}
# (question, case) -> what the wording does, and what to ask oneself
SAID: dict[tuple[str, str], tuple[Any, Any]] = {
    ("specific", "met"): (
        gettext_lazy("It says what you will do."),
        gettext_lazy("Would a stranger picture the same thing?"),
    ),
    ("specific", "vague"): (
        gettext_lazy("“%(word)s” can mean many things."),
        gettext_lazy("What would somebody see you do?"),
    ),
    ("specific", "short"): (
        gettext_lazy("It is short, and leaves much open."),
        gettext_lazy("What will be there that is not there now?"),
    ),
    ("specific", "still"): (
        gettext_lazy("Nobody does anything in it yet."),
        gettext_lazy("Which verb fits: release, pass, present, teach, finish?"),
    ),
    ("measurable", "met"): (
        gettext_lazy("You will be able to tell when you are there."),
        gettext_lazy("Would %(partner)s give the same answer as you?"),
    ),
    ("measurable", "none"): (
        gettext_lazy("It is hard to tell when it is done."),
        gettext_lazy("How will you know: a number, a yes, something to show?"),
    ),
    ("reachable", "met"): (
        gettext_lazy("You believe that you can do it."),
        gettext_lazy("Is there still something in it that you have to learn?"),
    ),
    ("reachable", "steep"): (
        gettext_lazy("You are not sure that you can do it."),
        gettext_lazy("What would be a smaller first step?"),
    ),
    ("reachable", "none"): (
        gettext_lazy("It does not say how sure you are."),
        gettext_lazy("From 0 to 10: how sure are you that you can do it?"),
    ),
    ("relevant", "met"): (
        gettext_lazy("You know why you want it."),
        gettext_lazy("Will that still be true in three months?"),
    ),
    ("relevant", "none"): (
        gettext_lazy("It does not say why you want it."),
        gettext_lazy("Which of your hopes does it bring closer?"),
    ),
    ("timely", "met"): (
        gettext_lazy("It has a day."),
        gettext_lazy("What has to be true halfway there?"),
    ),
    ("timely", "none"): (
        gettext_lazy("It has no day yet."),
        gettext_lazy("By when would you like to look back on it?"),
    ),
    ("timely", "past"): (
        gettext_lazy("Its day has come already."),
        gettext_lazy("Which later day is realistic?"),
    ),
    ("timely", "beyond"): (
        gettext_lazy("Its day lies beyond the end of your round."),
        gettext_lazy("Which part of it fits before %(end)s?"),
    ),
}
PATTERNS = {
    "release": gettext_lazy("Release ___ that does ___ by ___."),
    "pass": gettext_lazy("Pass ___ with at least ___ by ___."),
    "present": gettext_lazy("Present ___ to ___ people by ___."),
    "teach": gettext_lazy("Teach ___ to ___ until they can ___ alone, by ___."),
    "finish": gettext_lazy("Finish ___ so that ___ by ___."),
    "learn": gettext_lazy("Find and try 3 ways to ___ by ___, and keep the best one."),
}


@dataclass(frozen=True)
class Line:
    """One of the five, in words."""

    name: str
    is_met: bool
    sentence: str
    question: str


@dataclass(frozen=True)
class Shape:
    """A sentence to borrow, by the name under which it is chosen."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Advice:
    lines: tuple[Line, ...]
    fitting: Shape
    others: tuple[Shape, ...]
    is_new: bool
    has_words: bool

    @property
    def met(self) -> int:
        return sum(line.is_met for line in self.lines)

    @property
    def is_content(self) -> bool:
        return self.met == len(self.lines)


def advice_for(sketch: Sketch, pairing: Pairing, partner: str) -> Advice:
    """What the coach says to a goal of this pair, today, to who reads in this language."""
    return advice(
        sketch,
        today=timezone.localdate(),
        ends_on=pairing.until_on,
        partner=partner,
        language=get_language() or rules.ENGLISH,
    )


def advice(
    sketch: Sketch,
    *,
    today: dt.date,
    ends_on: dt.date,
    partner: str,
    language: str = rules.ENGLISH,
) -> Advice:
    """The five lines for a wording, and the shape that fits it; the other shapes to choose."""
    fitting = rules.pattern_for(sketch, language)
    word = rules.vague_in(sketch.title, language).capitalize()
    facts = {"word": word, "end": date_format(ends_on, _("j F")), "partner": partner}
    said = rules.remarks(sketch, today=today, ends_on=ends_on, language=language)
    shapes = {name: Shape(name, str(sentence)) for name, sentence in PATTERNS.items()}
    return Advice(
        lines=tuple(_line(remark, facts) for remark in said),
        fitting=shapes.pop(fitting),
        others=tuple(shapes.values()),
        is_new=sketch.is_new,
        has_words=bool(sketch.title.strip()),
    )


def _line(remark: Remark, facts: dict[str, str]) -> Line:
    sentence, question = SAID[remark.about, remark.case]
    return Line(
        name=str(NAMES[remark.about]),
        is_met=remark.is_met,
        sentence=str(sentence) % facts,
        question=str(question) % facts,
    )
