"""Which language a goal is in, as far as the coach knows its words. Pure: words in, words out."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
# So many of its words have to be known, one in this many: names and jargon never are.
ONE_KNOWN_IN = 5


@dataclass(frozen=True)
class Tongue:
    """The words of one language, by what they tell."""

    code: str
    vague: tuple[str, ...]
    actions: frozenset[str]
    # An act at the beginning only: "Speaking at", "Present my", but not "be good at speaking".
    doing: frozenset[str]
    numbers: frozenset[str]
    months: frozenset[str]
    about: tuple[tuple[str, frozenset[str]], ...]
    known: frozenset[str]


def tongue_of(said: list[str], language: str) -> Tongue | None:
    """The one most of whose words these are, the reader's own first; None: one nobody wrote down.

    An empty wording is in the reader's language.
    """
    own_first = sorted(tongues(), key=lambda tongue: tongue.code != language.partition("-")[0])
    if not said:
        return own_first[0]
    known = [sum(word in tongue.known for word in said) for tongue in own_first]
    most = max(known)
    return own_first[known.index(most)] if most * ONE_KNOWN_IN >= len(said) else None


@functools.cache
def tongues() -> tuple[Tongue, ...]:
    return tuple(_read(path) for path in sorted(HERE.glob("*.toml")))


def _read(path: Path) -> Tongue:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    acted, done = INFLECTIONS[told["inflection"]]
    verbs, things = _set(told["verbs"]), _set(told["things"])
    actions = _set(told["irregular"]).union(*map(acted, verbs)) - things
    doing = verbs.union(*map(done, verbs))
    numbers, months = _set(told["numbers"]), _set(told["months"])
    about = tuple((name, _set(words)) for name, words in told["about"].items())
    vague = tuple(told["vague"])
    of_phrases = {word for phrase in vague for word in phrase.split()}
    # Names of months are shared by too many languages to tell one.
    told_of = (_set(told["little"]), actions, doing, things, numbers, of_phrases)
    known = frozenset[str]().union(*told_of, *(words for _name, words in about))
    return Tongue(told["code"], vague, actions, doing, numbers, months, about, known)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _english(verb: str) -> set[str]:
    """A verb as it may stand in a sentence: release, releases, released."""
    stem = verb.removesuffix("e")
    if re.search(r"[^aeiou]y$", verb):
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    return {verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}{stem[-1]}ed"}


def _english_doing(verb: str) -> set[str]:
    stem = verb.removesuffix("e")
    return {f"{stem}ing", f"{stem}{stem[-1]}ing"}


def _german(verb: str) -> set[str]:
    """schreiben, schreibe, schreibt, zu schreiben; getestet; zusammenzufassen stays unknown."""
    stem = verb.removesuffix("n").removesuffix("e")
    return {verb, f"{stem}e", f"{stem}t", f"{stem}et", f"ge{stem}t", f"ge{stem}et"}


def _nothing(_verb: str) -> set[str]:
    return set()


Forms = Callable[[str], Iterable[str]]
INFLECTIONS: dict[str, tuple[Forms, Forms]] = {
    "english": (_english, _english_doing),
    "german": (_german, _nothing),
}
