"""The coach goes by rules that can be read here as a table; it comments, and never forbids."""

from __future__ import annotations

import datetime as dt

import pytest

from goals.coaching import advice as coach_words
from goals.coaching import rules as coach
from goals.coaching.rules import Sketch

TODAY = dt.date(2026, 5, 12)
ENDS_ON = dt.date(2026, 12, 31)
CLEAR = "Release the booking tool to ten users by July"


def cases(sketch: Sketch) -> dict[str, str]:
    found = coach.remarks(sketch, today=TODAY, ends_on=ENDS_ON)
    return {remark.about: remark.case for remark in found}


@pytest.mark.parametrize(
    ("title", "case"),
    [
        (CLEAR, "met"),
        ("I will give two talks at the team meeting", "met"),
        ("Giving two talks at the team meeting", "met"),
        ("Improve the build so that it runs under 5 minutes", "met"),
        ("improve my coding skills", "vague"),
        ("improve my talks at the big team meeting", "vague"),
        ("Get good at estimating the work of my team", "vague"),
        ("learn more about testing in big old systems", "vague"),
        ("understand Rust", "vague"),
        ("Become better at public speaking and at saying no", "vague"),
        ("Ship it", "short"),
        ("", "short"),
        ("Being a braver person in meetings with managers", "still"),
        ("Übung macht den Meister, sagt meine Oma immer", "still"),
    ],
)
def test_specific_means_six_words_in_which_somebody_does_something(title: str, case: str) -> None:
    assert cases(Sketch(title))["specific"] == case


@pytest.mark.parametrize(
    ("title", "measure", "case"),
    [
        ("Ship it to 10 users", "", "met"),
        ("Ship it to ten users", "", "met"),
        ("Give a talk every month", "", "met"),
        ("Ship it", "Somebody else has used it", "met"),
        ("Ship it", "  ", "none"),
        ("Ship it", "", "none"),
    ],
)
def test_measurable_means_a_number_or_a_sign(title: str, measure: str, case: str) -> None:
    assert cases(Sketch(title, measure=measure))["measurable"] == case


@pytest.mark.parametrize(
    ("confidence", "case"),
    [(None, "none"), (0, "steep"), (4, "steep"), (5, "met"), (10, "met")],
)
def test_reachable_means_at_least_half_sure(confidence: int | None, case: str) -> None:
    assert cases(Sketch(CLEAR, confidence=confidence))["reachable"] == case


@pytest.mark.parametrize(("matters", "case"), [("", "none"), (" ", "none"), ("I want it", "met")])
def test_relevant_means_a_reason_of_ones_own(matters: str, case: str) -> None:
    assert cases(Sketch(CLEAR, matters=matters))["relevant"] == case


@pytest.mark.parametrize(
    ("due_on", "case"),
    [
        (None, "none"),
        (TODAY - dt.timedelta(days=1), "past"),
        (TODAY, "past"),
        (TODAY + dt.timedelta(days=1), "met"),
        (ENDS_ON, "met"),
        (ENDS_ON + dt.timedelta(days=1), "beyond"),
    ],
)
def test_timely_means_a_day_ahead_and_within_the_round(due_on: dt.date | None, case: str) -> None:
    assert cases(Sketch(CLEAR, due_on=due_on))["timely"] == case


@pytest.mark.parametrize(
    ("title", "is_new", "pattern"),
    [
        ("improve my coding skills", False, "release"),
        ("pass the French exam", False, "pass"),
        ("get better at public speaking", False, "present"),
        ("be a good mentor to juniors", False, "teach"),
        ("understand contracts", False, "finish"),
        ("improve my coding skills", True, "learn"),
    ],
)
def test_one_shape_to_borrow_fits_the_words(title: str, pattern: str, *, is_new: bool) -> None:
    assert coach.pattern_for(Sketch(title, is_new=is_new)) == pattern


def test_every_case_has_a_sentence_and_a_question() -> None:
    told = {
        "specific": ("met", "vague", "short", "still"),
        "measurable": ("met", "none"),
        "reachable": ("met", "steep", "none"),
        "relevant": ("met", "none"),
        "timely": ("met", "none", "past", "beyond"),
    }
    expected = {(about, case) for about, found in told.items() for case in found}
    assert set(coach_words.SAID) == expected
    for sentence, question in coach_words.SAID.values():
        assert (str(sentence)[-1], str(question)[-1]) == (".", "?")


def test_the_advice_names_the_vague_word_the_partner_and_the_end() -> None:
    sketch = Sketch("improve my speaking in 3 talks", due_on=ENDS_ON + dt.timedelta(days=9))
    advice = coach_words.advice(sketch, today=TODAY, ends_on=ENDS_ON, partner="Dela")
    assert [(line.name, line.sentence, line.question) for line in advice.lines[:2]] == [
        ("Specific", "It says what you will do.", "Would a stranger picture the same thing?"),
        (
            "Measurable",
            "You will be able to tell when you are there.",
            "Would Dela give the same answer as you?",
        ),
    ]
    assert advice.lines[4].question == "Which part of it fits before 31 December?"
    vague = coach_words.advice(
        Sketch("improve my speaking"), today=TODAY, ends_on=ENDS_ON, partner="Dela"
    )
    assert vague.lines[0].sentence == "“Improve” can mean many things."
    assert (advice.met, vague.met, vague.is_content) == (2, 0, False)


def test_five_yeses_are_said_to_be_enough() -> None:
    sketch = Sketch(
        CLEAR, measure="ten names", matters="mine", confidence=7, due_on=TODAY + dt.timedelta(30)
    )
    advice = coach_words.advice(sketch, today=TODAY, ends_on=ENDS_ON, partner="Dela")
    assert (advice.met, advice.is_content, len(advice.others)) == (5, True, 5)
