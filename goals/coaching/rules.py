"""The SMART coach: five questions to a goal's wording, answered by rules. It never forbids.

Pure: words in, codes out; the sentences are in advice.py, the words of each language in its file.
A goal in a language without a file is asked only what needs no words: its length and its figures.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goals.coaching import reading
from goals.coaching.tongues import Tongue, tongue_of

FEWEST_WORDS = 6
SURE_ENOUGH = 5
ENGLISH = "en"


@dataclass(frozen=True)
class Sketch:
    """A goal as its writer has put it so far."""

    title: str = ""
    measure: str = ""
    matters: str = ""
    confidence: int | None = None
    due_on: dt.date | None = None
    is_new: bool = False


@dataclass(frozen=True)
class Remark:
    """One of the five questions: whether the wording answers it, and which case it is."""

    about: str
    case: str

    @property
    def is_met(self) -> bool:
        return self.case == "met"


def remarks(
    sketch: Sketch, *, today: dt.date, ends_on: dt.date, language: str = ENGLISH
) -> tuple[Remark, ...]:
    """Always five, in the order in which they spell the word. `language` is the reader's."""
    tells = bool(sketch.measure.strip()) or counts(sketch.title, language)
    return (
        Remark("specific", _specific(sketch.title, language)),
        Remark("measurable", "met" if tells else "none"),
        Remark("reachable", _reachable(sketch.confidence)),
        Remark("relevant", "met" if sketch.matters.strip() else "none"),
        Remark("timely", _timely(sketch.due_on, today, ends_on)),
    )


def pattern_for(sketch: Sketch, language: str = ENGLISH) -> str:
    """The one rewrite that fits the wording best: a learning goal when the field is new."""
    if sketch.is_new:
        return "learn"
    said = reading.words(sketch.title)
    tongue = tongue_of(said, language)
    about = tongue.about if tongue else ()
    return next((name for name, words in about if not words.isdisjoint(said)), "finish")


def vague_in(title: str, language: str = ENGLISH) -> str:
    """The first vague phrase, unless the sentence also says what happens; empty if there is none.

    A sentence that begins with one, and counts nothing, says too little, whatever follows.
    """
    said = reading.words(title)
    tongue = tongue_of(said, language)
    if tongue is None:
        return ""
    line = f" {' '.join(said)} "
    places = {phrase: line.find(f" {phrase} ") for phrase in tongue.vague}
    found = [phrase for phrase, place in places.items() if place >= 0]
    is_clear = _acts(said, tongue) and (0 not in places.values() or counts(title, language))
    return "" if is_clear or not found else min(found, key=places.__getitem__)


def counts(title: str, language: str = ENGLISH) -> bool:
    """Whether something in it can be counted. A date is no count, and a name like S3 is none."""
    said = reading.words(title)
    tongue = tongue_of(said, language)
    numbers, months = (tongue.numbers, tongue.months) if tongue else (frozenset(), frozenset())
    return not numbers.isdisjoint(said) or reading.figures(title, months)


def _acts(said: list[str], tongue: Tongue) -> bool:
    """Whether somebody does something in it. "Speaking" is an act at the beginning only."""
    return bool(said) and (said[0] in tongue.doing or not tongue.actions.isdisjoint(said))


def _specific(title: str, language: str) -> str:
    said = reading.words(title)
    tongue = tongue_of(said, language)
    if vague_in(title, language):
        return "vague"
    if reading.length(said) < FEWEST_WORDS:
        return "short"
    return "met" if tongue is None or _acts(said, tongue) else "still"


def _reachable(confidence: int | None) -> str:
    if confidence is None:
        return "none"
    return "met" if confidence >= SURE_ENOUGH else "steep"


def _timely(due_on: dt.date | None, today: dt.date, ends_on: dt.date) -> str:
    if due_on is None:
        return "none"
    if due_on <= today:
        return "past"
    return "met" if due_on <= ends_on else "beyond"
