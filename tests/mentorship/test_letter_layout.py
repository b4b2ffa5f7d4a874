"""Every mail has one action, its address in full, the reason, and a way to stop it."""

from __future__ import annotations

import re
from typing import Any

from django.template import Context, Template

CONTEXT = {
    "site_name": "Samehorizon",
    "action_url": "https://mentors.example.org/prep/?a=1&b=2",
    "action_label": "Prepare for Thursday",
    "reason": "you have a session on 12 May",
    "unsubscribe_url": "https://mentors.example.org/stop/",
    "preferences_url": "https://mentors.example.org/mails/",
}
BLOCKS = (
    "{% block preheader %}Three minutes are enough{% endblock %}"
    "{% block heading %}You meet {{ name }}{% endblock %}"
    "{% block body %}See you there.{% endblock %}"
)


def letter(kind: str, **changes: Any) -> str:
    context = Context({**CONTEXT, "name": "Dela & Amara", **changes})
    return Template(f'{{% extends "email/layout.{kind}" %}}{BLOCKS}').render(context)


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html)


def test_the_action_is_a_button_and_an_address_that_can_be_copied() -> None:
    html = letter("html")
    action = "https://mentors.example.org/prep/?a=1&amp;b=2"
    assert links(html) == [action, action, CONTEXT["unsubscribe_url"], CONTEXT["preferences_url"]]
    assert html.count("Prepare for Thursday") == 1


def test_a_letter_with_nothing_to_do_or_to_stop_has_no_link() -> None:
    assert links(letter("html", action_url="", unsubscribe_url="", preferences_url="")) == []


def test_a_letter_needs_no_image_and_nothing_from_elsewhere() -> None:
    assert re.findall(r"<img|url\(|@import|<link|<script", letter("html")) == []


def test_the_inbox_shows_the_preheader_first() -> None:
    body = letter("html").partition("<body")[2]
    assert body.index("Three minutes are enough") < body.index("Samehorizon")


def test_both_themes_are_declared() -> None:
    html = letter("html")
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "@media (prefers-color-scheme:dark)" in html


def test_the_text_twin_says_the_same_in_plain_words() -> None:
    assert [line for line in letter("txt").splitlines() if line.strip()] == [
        "You meet Dela & Amara",
        "See you there.",
        "Prepare for Thursday:",
        "https://mentors.example.org/prep/?a=1&b=2",
        "-- ",
        "Samehorizon",
        "You get this because you have a session on 12 May.",
        "Stop this kind of mail: https://mentors.example.org/stop/",
        "Choose what we write about: https://mentors.example.org/mails/",
    ]
