"""The words and shapes that every page speaks with."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone

from mentorship.templatetags.ui import STATUSES, undo_url

AT = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


def show(markup: str, **context: Any) -> str:
    return Template("{% load ui %}" + markup).render(Context(context))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@time_machine.travel(AT)
def test_an_instant_is_told_in_the_readers_zone() -> None:
    with timezone.override("Europe/Berlin"):
        html = show("{% when at %}", at=AT)
    assert html == '<time datetime="2026-05-14T14:00+02:00">Thu 14 May, 14:00</time>'


@time_machine.travel(AT)
@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ("long", "Thursday 14 May, 12:00"),
        ("time", "12:00"),
        ("day", "Thu 14 May"),
        ("short", "Thu 14 May, 12:00"),
    ],
)
def test_an_instant_takes_four_shapes(shape: str, told: str) -> None:
    with timezone.override("UTC"):
        assert words(show(f'{{% when at "{shape}" %}}', at=AT)) == told


@time_machine.travel(AT)
def test_another_year_is_named() -> None:
    assert words(show("{% day on %}", on=date(2027, 1, 4))) == "Mon 4 Jan 2027"
    assert words(show('{% day on "long" %}', on=date(2026, 1, 5))) == "Monday 5 January"


@time_machine.travel(AT)
def test_two_zones_are_both_told() -> None:
    tag = '{% when_both at "Europe/Berlin" "America/New_York" "Dela" %}'
    assert words(show(tag, at=AT)) == "Thu 14 May, 14:00 for you · 08:00 for Dela"


@time_machine.travel(AT)
def test_the_other_day_is_named_when_it_differs() -> None:
    tag = '{% when_both at "Europe/Berlin" "Pacific/Auckland" "Dela" %}'
    told = "Thu 14 May, 14:00 for you · Fri 15 May, 00:00 for Dela"
    assert words(show(tag, at=AT)) == told


@time_machine.travel(AT)
def test_two_zones_that_agree_are_told_once() -> None:
    tag = '{% when_both at "Europe/Berlin" "Europe/Paris" "Dela" %}'
    assert words(show(tag, at=AT)) == "Thu 14 May, 14:00"


def test_a_name_cannot_break_out_of_its_tag() -> None:
    name = "<b>Dela</b>"
    pages = [
        show('{% who "mentor" name %}', name=name),
        show('{% chip "waiting" name %}', name=name),
        show('{% audience "pair" name %}', name=name),
        show('{% when_both at "Europe/Berlin" "America/New_York" name %}', at=AT, name=name),
    ]
    assert [page for page in pages if "<b>" in page or "&lt;b&gt;" not in page] == []


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("me", "Only you can read this"),
        ("pair", "You two can read this"),
        ("coordinators", "Your coordinators can read this"),
        ("programme", "Everyone in the programme can read this"),
    ],
)
def test_who_reads_it_is_a_sentence(who: str, told: str) -> None:
    assert words(show("{% audience who %}", who=who)) == told


def test_the_partner_is_named() -> None:
    told = words(show('{% audience "pair" "Dela" %}'))
    assert told == "Dela and you can read this"


def test_an_unknown_audience_is_a_mistake() -> None:
    with pytest.raises(TemplateSyntaxError, match="nobody we know"):
        show('{% audience "everyone" %}')


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_a_shape_and_a_word(status: str) -> None:
    html = show("{% chip status %}", status=status)
    assert words(html) == str(STATUSES[status][2])
    assert html.count('aria-hidden="true"') == 1


def test_a_role_is_said_and_not_only_drawn() -> None:
    assert words(show('{% who "mentee" "Amara" %}')) == "Amara , mentee"


@pytest.mark.parametrize(
    ("tags", "address"),
    [
        ("undo:/goals/1/undo/", "/goals/1/undo/"),
        ("saved undo:/a/", "/a/"),
        ("undo:https://elsewhere.example", ""),
        ("undo://elsewhere.example", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_undo_stays_on_this_site(tags: str | None, address: str) -> None:
    assert undo_url(SimpleNamespace(extra_tags=tags)) == address
