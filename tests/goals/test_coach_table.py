"""How often the coach is right: against goals that were labelled by judgement before it was asked.

Precision and recall of each light are printed. What it gets wrong is written down here, so that a
change for the worse, and one for the better, is seen.
"""

from __future__ import annotations

import datetime as dt
import string
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.coaching import advice, reading, rules
from goals.coaching.rules import Sketch
from goals.coaching.tongues import tongue_of, tongues

TODAY = dt.date(2026, 5, 12)
ENDS_ON = TODAY + dt.timedelta(days=233)
LIGHTS = "SMART"
LANGUAGES = {"german": "de"}
TABLE = tomllib.loads((Path(__file__).parent / "coach_table.toml").read_text(encoding="utf-8"))

# (light, first words): lit, and should not be. Rules of words see no meaning, and less than that
# where nobody wrote down the words of a language.
LIT_WRONGLY = {
    ("M", "Automate the monthly report"),
    ("M", "一緒に働く人たちに自分の考えを毎回はっきり伝える"),
    ("S", "To be taken seriously"),
    ("S", "Mejorar mis habilidades de"),
    ("S", "a a a a"),
}
# Not lit, and should be.
LEFT_DARK = {
    ("M", "Dar dos charlas ante"),
    ("M", "Ekibime her ay bir"),
    ("M", "تقديم عرضين أمام الفريق"),
    ("M", "נתינת הרצאה אחת מול"),
    ("S", "Improve the conversion of"),
    ("S", "Learn Kubernetes by moving"),
    ("S", "Ich stelle dem Vorstand"),
}


def lit(row: dict[str, Any], language: str) -> set[str]:
    """The lights that the coach gives to a row of the table."""
    sketch = Sketch(
        row["says"],
        measure=row.get("sign", ""),
        matters=row.get("why", ""),
        confidence=row.get("sure"),
        due_on=TODAY + dt.timedelta(days=row["days"]) if "days" in row else None,
    )
    found = rules.remarks(sketch, today=TODAY, ends_on=ENDS_ON, language=language)
    return {light for light, remark in zip(LIGHTS, found, strict=True) if remark.is_met}


def judged() -> tuple[Counter[tuple[str, str]], set[tuple[str, str]], set[tuple[str, str]]]:
    """How often each light was right, wrongly lit and left dark; and where it was not right."""
    tally: Counter[tuple[str, str]] = Counter()
    wrong, dark = set(), set()
    for kind, rows in TABLE.items():
        for row in rows:
            given_, expected = lit(row, LANGUAGES.get(kind, "en")), set(row["met"])
            beginning = " ".join(row["says"].split()[:4])
            tally.update((light, "right") for light in given_ & expected)
            tally.update((light, "wrong") for light in given_ - expected)
            tally.update((light, "dark") for light in expected - given_)
            wrong |= {(light, beginning) for light in given_ - expected}
            dark |= {(light, beginning) for light in expected - given_}
    return tally, wrong, dark


def test_what_the_coach_gets_wrong_is_known_by_name(capsys: Any) -> None:
    tally, wrong, dark = judged()
    assert (wrong, dark) == (LIT_WRONGLY, LEFT_DARK)
    assert sum(map(len, TABLE.values())) == 158
    for light in LIGHTS:
        right = tally[light, "right"]
        precision = right / (right + tally[light, "wrong"])
        recall = right / (right + tally[light, "dark"])
        with capsys.disabled():
            sys.stdout.write(f"\nCoach, {light}: precision {precision:.3f}, recall {recall:.3f}.")
        assert precision >= 0.95
        assert recall >= 0.94


def test_each_light_is_judged_both_ways() -> None:
    """A light that is hardly ever on, or off, would say nothing about its rule."""
    expected = [set(row["met"]) for rows in TABLE.values() for row in rows]
    on = {light: sum(light in found for found in expected) for light in LIGHTS}
    assert on == {"S": 94, "M": 74, "A": 6, "R": 5, "T": 7}


@pytest.mark.parametrize(
    ("title", "language", "code"),
    [
        ("", "de", "de"),
        ("", "fr", "en"),
        ("Give two talks before the summer", "de", "en"),
        ("Zwei Vorträge vor dem ganzen Team halten", "en", "de"),
        ("Give two talks at the next meetup", "de-at", "en"),
        ("Présenter mon projet à vingt personnes avant la fin juin", "en", None),
        ("チームの前で発表を3回して感想を書きとめる", "en", None),
    ],
)
def test_the_words_tell_the_language_and_an_empty_box_is_the_readers(
    title: str, language: str, code: str | None
) -> None:
    found = tongue_of(reading.words(title), language)
    assert (found.code if found else None) == code


def test_of_a_language_without_words_nothing_is_said_about_verbs() -> None:
    found = rules.remarks(
        Sketch("Présenter mon projet devant toute ma nouvelle équipe"),
        today=TODAY,
        ends_on=ENDS_ON,
    )
    assert [remark.case for remark in found] == ["met", "none", "none", "none", "none"]


def test_every_language_knows_the_same_things() -> None:
    assert {tongue.code for tongue in tongues()} == {"de", "en"}
    for tongue in tongues():
        assert {name for name, _ in tongue.about} == {"release", "pass", "present", "teach"}
        assert len(tongue.actions) > 200
        assert len(tongue.months) >= 12
        assert (bool(tongue.vague), bool(tongue.numbers)) == (True, True)


texts = st.text(max_size=600) | st.text(alphabet=string.printable, max_size=600)
days = st.none() | st.dates(min_value=dt.date(1, 1, 1), max_value=dt.date(9999, 12, 31))


@given(
    title=texts,
    measure=texts,
    matters=texts,
    due_on=days,
    sure=st.none() | st.integers(0, 10),
    language=st.sampled_from(["en", "de", "fr", "ja", "en-gb", ""]),
)
def test_whatever_is_written_five_lines_answer(
    title: str, measure: str, matters: str, due_on: dt.date | None, sure: int | None, language: str
) -> None:
    sketch = Sketch(title, measure, matters, confidence=sure, due_on=due_on)
    said = advice.advice(
        sketch, today=TODAY, ends_on=ENDS_ON, partner="50 %s {0}", language=language
    )
    assert [line.name for line in said.lines] == [str(name) for name in advice.NAMES.values()]
    assert all(line.sentence and line.question for line in said.lines)


@given(word=st.text(min_size=1, max_size=3))
def test_what_repeats_for_very_long_is_answered_too(word: str) -> None:
    found = rules.remarks(Sketch(word * 600), today=TODAY, ends_on=ENDS_ON)
    assert len(found) == 5
