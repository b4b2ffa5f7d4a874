"""The SMART coach: five questions to a goal's wording, answered by rules. It never forbids.

Pure: words in, codes out; the sentences are in coach_words.py. The lists of words are English, so a
goal in another language meets a coach who asks more than needed, and nothing worse.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

FEWEST_WORDS = 6
SURE_ENOUGH = 5

VAGUE = ("improve", "better", "learn more", "get good at", "understand", "work on")
VERBS = (
    "answer apply ask attend automate book build call check choose code collect compare complete "
    "cook cut deliver demo deploy describe design document double draft earn explain film find "
    "finish fix give halve hand hire host interview launch lead list make measure meet mentor "
    "migrate move offer open organise organize paint pair pass perform pick pitch plan play "
    "practise practice prepare present print publish raise read record reduce refactor rehearse "
    "release remove repair repeat reply replace report review rewrite run save say schedule sell "
    "send set share ship show sign sing sketch solve speak start stop submit summarise summarize "
    "swim talk teach tell test train translate try visit volunteer walk win write"
)
# Spoken or past forms that no rule of spelling makes.
IRREGULAR = (
    "built chose chosen cut drew found gave given held led made met read ran said sang sent sold "
    "spoke spoken swam taught told took taken won wrote written"
)
NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "
    "hundred thousand once twice half every daily weekly monthly"
)
# What a sentence is about -> the pattern that fits it.
ABOUT = {
    "release": "app api bug code coding develop feature program programming project release script "
    "service site software tool website",
    "pass": "certificate certification course degree english exam french german language licence "
    "license pass qualification spanish",
    "present": "audience conference meeting meetup pitch present presentation presenting public "
    "slides speaker speaking stage talk talks",
    "teach": "coach colleague explain junior lead leader leadership leading manage manager mentor "
    "mentoring onboard teach teaching team",
}


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


def remarks(sketch: Sketch, *, today: dt.date, ends_on: dt.date) -> tuple[Remark, ...]:
    """Always five, in the order in which they spell the word."""
    return (
        Remark("specific", _specific(sketch.title)),
        Remark("measurable", "met" if sketch.measure.strip() or counts(sketch.title) else "none"),
        Remark("reachable", _reachable(sketch.confidence)),
        Remark("relevant", "met" if sketch.matters.strip() else "none"),
        Remark("timely", _timely(sketch.due_on, today, ends_on)),
    )


def pattern_for(sketch: Sketch) -> str:
    """The one rewrite that fits the wording best: a learning goal when the field is new."""
    if sketch.is_new:
        return "learn"
    said = set(words(sketch.title))
    matching = (name for name, about in ABOUT.items() if said & set(about.split()))
    return next(matching, "finish")


def vague_in(title: str) -> str:
    """The first vague phrase, unless the sentence also says what happens; empty if there is none.

    A sentence that begins with one, and counts nothing, says too little, whatever follows.
    """
    said = f" {' '.join(words(title))} "
    places = {phrase: said.find(f" {phrase} ") for phrase in VAGUE}
    found = [phrase for phrase, place in places.items() if place >= 0]
    is_clear = acts(title) and (0 not in places.values() or counts(title))
    return "" if is_clear or not found else min(found, key=places.__getitem__)


def acts(title: str) -> bool:
    """Whether somebody does something in it. "Speaking" is an act at the beginning only."""
    said = words(title)
    return bool(said) and (said[0] in DOING or not ACTIONS.isdisjoint(said))


def counts(title: str) -> bool:
    return bool(re.search(r"\d", title)) or bool(set(words(title)) & set(NUMBERS.split()))


def words(title: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", title.casefold())


def _specific(title: str) -> str:
    if vague_in(title):
        return "vague"
    if len(words(title)) < FEWEST_WORDS:
        return "short"
    return "met" if acts(title) else "still"


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


def _forms(verb: str) -> set[str]:
    """A verb as it may stand in a sentence: release, releases, released."""
    stem = verb.removesuffix("e")
    if re.search(r"[^aeiou]y$", verb):
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    return {verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}{stem[-1]}ed"}


def _doing(verb: str) -> set[str]:
    stem = verb.removesuffix("e")
    return {f"{stem}ing", f"{stem}{stem[-1]}ing"}


ACTIONS = frozenset(IRREGULAR.split()).union(*(_forms(verb) for verb in VERBS.split()))
DOING = frozenset[str]().union(*(_doing(verb) for verb in VERBS.split()))
