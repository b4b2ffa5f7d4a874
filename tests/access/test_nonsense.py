"""F1: whatever a browser sends in a field or a question, the answer is no error of ours.

Each address that takes a post gets, from somebody who may, what is valid (`posts.py`) with one
field of it replaced by nonsense; each page is asked for with nonsense for every question that any
page knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.access.policy import POLICY
from tests.access.posts import bring_about, post_of, query_of
from tests.access.rules import Rule
from tests.access.stage import Answer, Stage

pytestmark = pytest.mark.django_db

NONSENSE = {
    "a NUL": "before\x00after",
    "half a character": "\udc80",
    "a number longer than any": "9" * 5_000,
    "a number beyond every column": "9" * 19,
    "the first of all days": "0001-01-01",
    "the last of all days": "9999-12-31",
    "nothing": "",
    "a mark that turns the line": "\u202egnp.exe",
    "less than nothing": "-1",
    "digits of elsewhere": "١٢",
    "a day that never was": "2026-02-30",
    "a deep nest": "[" * 15_000,
    "the id of nothing": "00000000-0000-4000-8000-000000000000",
    "very many words": "many words " * 20_000,
    "a script for an address": "javascript:alert(1)",
}
# Where the two databases may differ; the rest is asked of one of them.
OF_DATABASES = list(NONSENSE)[:6]
TRIED = NONSENSE if connection.vendor == "sqlite" else OF_DATABASES
LONGEST_ADDRESS = 5_000
FIELD = re.compile(r'name="([^"]+)"')
# All that some page looks for behind the question mark of its address.
QUESTIONS = (
    *("page", "show", "all", "role", "status", "find", "a", "b", "take", "prompt", "pulse", "mood"),
    *("pairing", "goal", "kind", "logged", "instead", "other", "gets", "mentee", "prices", "solve"),
    *("paper", "still", "next", "bare", "errors"),
)
# It answers for machines, and says 503 for as long as nobody works.
OF_MACHINES = {"readyz"}


@dataclass(frozen=True)
class Post:
    """A post that is valid but for one field."""

    rule: Rule
    actor: str
    field: str

    def __str__(self) -> str:
        return f"{self.field} of {self.rule.title} as {self.actor}"

    def sent(self, stage: Stage, nonsense: str) -> Answer:
        return stage.ask(
            self.actor,
            "post",
            address(self.rule, stage),
            lambda: encoded(valid(self.rule, self.actor, stage) | {self.field: nonsense}),
            first=partial(bring_about, self.rule, stage.world),
        )


def address(rule: Rule, stage: Stage) -> str:
    return rule.url(stage.world) + query_of(rule, stage.world)


def valid(rule: Rule, actor: str, stage: Stage) -> dict[str, Any]:
    return post_of(rule, stage.world, stage.world.people[actor] or stage.world.mentee)


def encoded(data: dict[str, Any]) -> bytes:
    """As a form is sent; half a character goes as the byte that it is."""
    return urlencode(data, doseq=True, errors="surrogateescape").encode()


def fields(rule: Rule, actor: str, stage: Stage) -> set[str]:
    """Those of what is valid, and all boxes of the page that asks for it."""
    found: set[str] = set()

    def look() -> None:
        bring_about(rule, stage.world)
        found.update(valid(rule, actor, stage))

    page = stage.ask(actor, "get", address(rule, stage), first=look)
    return (found | set(FIELD.findall(page.words))) - {"csrfmiddlewaretoken"}


@pytest.fixture(scope="module")
def posts(stage: Stage) -> list[Post]:
    acting = [(rule, min(rule.acts)) for rule in POLICY if "POST" in rule.methods and rule.acts]
    return [
        Post(rule, actor, field)
        for rule, actor in acting
        for field in sorted(fields(rule, actor, stage))
    ]


def test_there_is_something_to_ask(posts: list[Post]) -> None:
    assert len(posts) > 400


@pytest.mark.parametrize("what", TRIED)
def test_nonsense_in_a_field_breaks_nothing(stage: Stage, posts: list[Post], what: str) -> None:
    answers = {post: post.sent(stage, NONSENSE[what]).status for post in posts}
    assert {str(post): status for post, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("what", [w for w in TRIED if len(NONSENSE[w]) <= LONGEST_ADDRESS])
def test_nonsense_in_a_question_breaks_nothing(stage: Stage, what: str) -> None:
    asked = encoded(dict.fromkeys(QUESTIONS, NONSENSE[what])).decode()
    pages = [rule for rule in POLICY if "GET" in rule.methods and rule.name not in OF_MACHINES]
    reading = {rule: min(rule.reads) for rule in pages if rule.reads}
    answers = {
        rule.title: stage.ask(actor, "get", f"{rule.url(stage.world)}?{asked}").status
        for rule, actor in reading.items()
    }
    assert {title: status for title, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("charset", ["utf-7", "idna", "rot13", "hex", "nonsense"])
def test_a_form_in_a_charset_that_no_browser_sends_is_refused(
    stage: Stage, posts: list[Post], charset: str
) -> None:
    browser = stage.client("mentee")
    for url in sorted({address(post.rule, stage) for post in posts})[:20]:
        kind = f"multipart/form-data; boundary=xyz; charset={charset}"
        # The client's own `post` would want to encode the words in that charset.
        answer = browser.generic("POST", url, b"--xyz--", content_type=kind)
        assert answer.status_code == 400
