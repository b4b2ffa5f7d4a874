"""Every chart says its finding, folds its numbers, and is calm about nothing, one and two."""

from __future__ import annotations

import gzip
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import translation

from mentorship.pictures.vocabulary import CheckpointMark, HorizonPicture, PairLine, ScoreBucket
from mentorship.templatetags.pictures import DRAWINGS

TODAY = date(2026, 2, 14)
IMPORT = CheckpointMark("Import screen", date(2026, 1, 12), date(2026, 1, 12))
MODEL = CheckpointMark("Data model", date(2026, 1, 26), date(2026, 2, 3))
REVIEWS = CheckpointMark("Two reviews", date(2026, 2, 16), date(2026, 2, 10))
USERS = CheckpointMark("Three users", date(2026, 3, 2))
RELEASE = CheckpointMark("Release")
SEVENTIES = ScoreBucket(70, 80, 1)
CHOSEN = PairLine("Amara", "Dela", 86, chosen=True)
OTHER = PairLine("Amara", "Ines", 81)


def draw(tag: str, **context: Any) -> str:
    return Template(f"{{% load pictures %}}{{% {tag} %}}").render(Context(context))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def finding(html: str) -> str:
    found = re.search(r'class="picture-finding">(.*?)</figcaption>', html, re.DOTALL)
    return words(found[1]) if found else ""


def table(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def style_guide() -> str:
    return render_to_string("styleguide/_pictures.html")


class Tags(HTMLParser):
    """All start tags, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))


FINDINGS: list[tuple[str, dict[str, Any], str]] = [
    ("horizon p", {"p": HorizonPicture(0, 0)}, "The way starts here."),
    (
        "horizon p",
        {"p": HorizonPicture(0.4, 1, (2, 1))},
        "40% of the time has passed. 1 win so far."
        " At the last check the two aims were slightly apart.",
    ),
    (
        "horizon p",
        {"p": HorizonPicture(1, 12, (2,))},
        "The whole way has been walked. 12 wins so far. At the last check both aimed the same way.",
    ),
    ("cairn n", {"n": 0}, "The first stone is small on purpose."),
    ("cairn n", {"n": 1}, "1 win, 1 stone."),
    ("cairn n", {"n": 2}, "2 wins, 2 stones."),
    ("checkpoint_line c", {"c": []}, "The first checkpoint starts this line."),
    ("checkpoint_line c", {"c": [RELEASE]}, "0 of 1 checkpoint reached. Next: Release."),
    ("checkpoint_line c", {"c": [IMPORT, MODEL]}, "2 of 2 checkpoints reached."),
    (
        "checkpoint_line c",
        {"c": [IMPORT, USERS, RELEASE]},
        "1 of 3 checkpoints reached. Next: Three users, planned for 2 Mar 2026.",
    ),
    ("checkpoint_timeline c t", {"c": [], "t": TODAY}, "The first checkpoint starts this line."),
    (
        "checkpoint_timeline c t",
        {"c": [USERS], "t": TODAY},
        "The dates are planned; the first one reached will show here.",
    ),
    (
        "checkpoint_timeline c t",
        {"c": [IMPORT, MODEL, REVIEWS, USERS], "t": TODAY},
        "3 checkpoints reached. 1 on the planned day. 1 sooner than planned. 1 later than planned.",
    ),
    (
        "checkpoint_timeline c t p",
        {"c": [IMPORT, MODEL], "t": TODAY, "p": [TODAY]},
        "2 checkpoints reached. 1 on the planned day. The goal was changed once. "
        "1 later than planned.",
    ),
    ("pulse_line a b", {"a": [], "b": []}, "Answer the first pulse and a mark appears here."),
    ("pulse_line a b", {"a": [4], "b": [None]}, "Mentee answered 4."),
    (
        'pulse_line a b mentee_name="Amara" mentor_name="you"',
        {"a": [4, 2], "b": [4, 4]},
        "Amara went from 4 to 2. You stayed at 4. The last answers are 2 apart.",
    ),
    ("confidence_line v", {"v": []}, "Three notes with a number, and the first line appears."),
    ("confidence_line v", {"v": [3]}, "Two more notes and the first line appears."),
    ("confidence_line v", {"v": [3, 4]}, "One more note and the first line appears."),
    ("confidence_line v", {"v": [2, None, 3, 4]}, "Confidence rose from 2 to 4 of 5."),
    ("confidence_line v", {"v": [4, 3, 3]}, "Confidence went from 4 to 3 of 5."),
    ("weeks_strip w", {"w": []}, "The first week starts this strip."),
    ("weeks_strip w", {"w": ["held"]}, "Met in 1 of 1 week."),
    (
        "weeks_strip w",
        {"w": ["held", "moved", "missed", "none"]},
        "Met in 1 of 4 weeks, 1 moved, 1 missed.",
    ),
    ("score_bars s", {"s": []}, "No pairs are proposed yet."),
    (
        "score_bars s unmatched=1",
        {"s": [SEVENTIES]},
        "1 pair, with a score of 70 to 79. 1 person has no pair yet.",
    ),
    (
        "score_bars s unmatched=3",
        {"s": [SEVENTIES, ScoreBucket(80, 90, 4)]},
        "5 pairs. The most common score is 80 to 89. 3 people have no pair yet.",
    ),
    ("bipartite p", {"p": []}, "Choose a pair to see who else was close."),
    ("bipartite p", {"p": [CHOSEN]}, "Amara with Dela: 86 of 100."),
    (
        "bipartite p",
        {"p": [CHOSEN, OTHER]},
        "Amara with Dela: 86 of 100. 1 other pair was close.",
    ),
]


@pytest.mark.parametrize(("tag", "context", "sentence"), FINDINGS)
def test_a_chart_says_its_finding(tag: str, context: dict[str, Any], sentence: str) -> None:
    assert finding(draw(tag, **context)) == sentence


def test_the_numbers_behind_a_pulse_are_a_table() -> None:
    html = draw("pulse_line a b labels=l", a=[4, None, 2], b=[4, 5], l=["2 May", "16 May"])
    assert table(html) == [
        ["Session", "Mentee", "Mentor"],
        ["2 May", "4", "4"],
        ["16 May", "–", "5"],
        ["Session 3", "2", "–"],
    ]


def test_the_numbers_behind_checkpoints_are_what_was_planned_and_what_came() -> None:
    assert table(draw("checkpoint_line c", c=[MODEL, RELEASE])) == [
        ["Checkpoint", "Planned", "Reached"],
        ["Data model", "26 Jan 2026", "3 Feb 2026"],
        ["Release", "–", "–"],
    ]


def test_the_numbers_behind_a_horizon_name_every_check() -> None:
    assert table(draw("horizon p", p=HorizonPicture(0.4, 3, (2, 0)))) == [
        ["What", "So far"],
        ["Time passed", "40%"],
        ["Wins", "3"],
        ["Horizon check 1", "the same"],
        ["Horizon check 2", "different"],
    ]


def test_every_win_is_one_stone_of_the_same_size() -> None:
    html = draw("cairn n", n=7)
    outlines = re.findall(r'class="pic-stone[^"]*" d="M[\d.]+ [\d.]+(m[^"]+)"', html)
    assert len(outlines) == 7
    assert len(set(outlines)) == 1


def test_the_current_stage_is_announced() -> None:
    html = draw("stage_strip s", s="grow")
    marked = [attrs for tag, attrs in Tags(html).all if tag == "li" and "aria-current" in attrs]
    assert marked == [{"class": "is-current", "aria-current": "step"}]
    assert words(html) == "Arrive Align Grow Reset Close Beyond"


@pytest.mark.parametrize(
    ("tag", "error"),
    [
        ('drawing "unicorn"', TemplateSyntaxError),
        ('stage_strip "lost"', ValueError),
        ("weeks_strip w", ValueError),
    ],
)
def test_a_word_nobody_knows_is_an_error_at_once(tag: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        draw(tag, w=["late"])


def test_words_from_people_are_escaped() -> None:
    html = draw("bipartite p", p=[PairLine("<b>Amara", "Dela", 5, chosen=True)])
    assert ("<b>" in html, html.count("&lt;b&gt;Amara")) == (False, 3)


def test_no_picture_carries_a_style_a_script_or_an_id() -> None:
    names = {name for tag, attrs in Tags(style_guide()).all for name in attrs if tag != "h2"}
    assert names & {"style", "id", "onclick", "fill", "stroke"} == set()


def test_every_svg_is_named_or_has_its_words_beside_it() -> None:
    svgs = [attrs for tag, attrs in Tags(style_guide()).all if tag == "svg"]
    assert len(svgs) > 30
    assert [attrs for attrs in svgs if attrs.get("aria-hidden") != "true"] == []
    html = draw("weeks_strip w compact=True", w=["held", "none"])
    assert Tags(html).all[0][1]["role"] == "img"
    assert words(html) == "Met in 1 of 2 weeks."


def test_a_comma_language_draws_the_same_shapes() -> None:
    paths = re.compile(r' (?:d|cx|cy|x|y|width|viewbox)="([^"]*)"', re.IGNORECASE)
    english = paths.findall(style_guide())
    with translation.override("de"):
        assert paths.findall(style_guide()) == english


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_keeps_the_horizon_and_two_flat_fills(name: str) -> None:
    html = draw(f'drawing "{name}"')
    assert len(set(re.findall(r"pic-fill-\w+", html))) <= 2
    assert "M12 100h" in html


def test_the_pictures_of_a_page_weigh_little() -> None:
    page = draw("brand_mark") + draw("horizon p compact=True", p=HorizonPicture(0.8, 14, (2, 0)))
    page += draw("cairn n", n=14) + draw("checkpoint_line c", c=[IMPORT, MODEL, USERS])
    page += draw("pulse_line a b", a=[4, 3, 3, 4, 5], b=[4, 4, 4, 5, 5]) + draw('drawing "lantern"')
    assert len(gzip.compress(page.encode())) < 4096
