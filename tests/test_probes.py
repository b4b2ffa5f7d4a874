"""F1: hostile words in queries, addresses and forms. Whatever is sent, no page breaks.

The values are of two kinds: known trouble, and a seeded mixture of it, so that a finding repeats.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.policy import POLICY
from tests.access.posts import bring_about, post_of, query_of
from tests.access.rules import Rule
from tests.access.stage import Stage, staged, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ASKED_BY = ("mentee", "mentor", "coordinator", "site_owner", "anonymous")
# Every query parameter that a view of ours reads, and some that none does.
PARAMETERS = (
    *("page", "role", "status", "find", "pulse", "show", "pairing", "goal", "kind", "logged"),
    *("mood", "prompt", "errors", "bare", "all", "next", "pk", "token", "__proto__", "a[]"),
)
NUMBERS = ("0", "-1", "٣", "²", "1e9", "NaN", "2147483648", str(2**63), "9" * 5_000, "0x1", "1_0")
TEXTS = (
    *(
        "\0",
        "a\0b",
        "\ud800",
        "\u202etxt.exe",
        "\ufeff",
        "\u2028",
        "%00",
        "%",
        "\r\nX: y",
        "ß" * 999,
    ),
    *(
        "{{ 7 }}",
        "<script>",
        "'\"--",
        "..",
        "../../etc/passwd",
        "//evil.example",
        "\\",
        "x" * 100_000,
    ),
)
DAYS = (
    *("0001-01-01", "9999-12-31", "9999-12-31T23:59", "0001-01-01T00:00", "2026-02-30", "24:00"),
    *("2199-01-01", "1-1-1", "-0001-01-01", "2026-13-01", "23:59:59.999999", "٢٠٢٦-٠١-٠١"),
)
IDS = ("-" * 36, "0" * 36, "f" * 32, "00000000-0000-0000-0000-000000000000", "{" + "a" * 36 + "}")
TROUBLE = (*NUMBERS, *TEXTS, *DAYS, *IDS)
WHEN = ("_on", "_at", "_time", "_until", "_from", "starts", "ends")
PARTS = ("-" * 36, "0" * 36, "٣" * 36, "%00" * 12, "9" * 5_000, "a" * 2_000, "..%2f..", "%ff%fe")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
LONGEST_QUERY = 4_000
SIGNS = re.compile(r'<(?:input|select|textarea|button)[^>]*?\sname="([^"]+)"')
TRIES = 3  # for each field of each form; more find nothing more, as the same few classes read them


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    with django_db_blocker.unblock(), staged() as found:
        yield found


def broken(told: Iterator[tuple[str, Any]]) -> list[str]:
    """What asked for a page and got an error of ours; 503 is how a probe says no."""
    return sorted({about for about, answer in told if answer.status in (500, 501, 502)})


def test_no_query_breaks_a_page(stage: Stage) -> None:
    assert broken(_queries(stage)) == []


def test_no_address_breaks_a_page(stage: Stage) -> None:
    assert broken(_addresses(stage)) == []


def test_no_post_breaks_a_page(stage: Stage) -> None:
    assert broken(_posts(stage)) == []


def _queries(stage: Stage) -> Iterator[tuple[str, Any]]:
    for rule in POLICY:
        for actor in _readers(rule) if "GET" in rule.methods else ():
            for trouble in TROUBLE:
                word = quote(trouble.encode("utf-8", "surrogatepass"))[:LONGEST_QUERY]
                query = "&".join(f"{name}={word}" for name in PARAMETERS)
                answer = stage.ask(actor, "get", f"{rule.url(stage.world)}?{query}")
                yield f"{rule.title} as {actor}: {trouble[:20]!r}", answer


def _addresses(stage: Stage) -> Iterator[tuple[str, Any]]:
    """Each piece of an address that names a thing, replaced."""
    for rule in POLICY:
        url, method = rule.url(stage.world), rule.methods[-1].lower()
        for piece in sorted({*UUID.findall(url), *_tokens(url)}):
            for part in PARTS:
                for actor in _readers(rule):
                    answer = stage.ask(actor, method, url.replace(piece, part))
                    yield f"{rule.title} as {actor}: {part[:20]!r}", answer


def _tokens(url: str) -> list[str]:
    return [piece for piece in url.split("/") if len(piece) > 12]


def _posts(stage: Stage) -> Iterator[tuple[str, Any]]:
    """A valid post with one field spoilt, for each field; and one with all of them spoilt."""
    chance = random.Random(20_260_101)
    for rule in POLICY:
        for actor in _readers(rule) if "POST" in rule.methods else ():
            for name in (*_fields(stage, rule, actor), ""):
                known = DAYS if name.endswith(WHEN) else chance.sample(TROUBLE, TRIES)
                for trouble in (*known, ["", "\0", "2"], _file()):
                    about = f"{rule.title} as {actor}: {name}={str(trouble)[:20]!r}"
                    yield about, _spoilt(stage, rule, actor, name, trouble)


def _spoilt(stage: Stage, rule: Rule, actor: str, name: str, trouble: Any) -> Any:
    world = stage.world
    if isinstance(trouble, str):  # what a browser cannot send comes as the bytes that are nearest
        trouble = trouble.encode("utf-8", "surrogatepass")
    url = rule.url(world) + query_of(rule, world)

    def data() -> dict[str, Any]:
        valid = post_of(rule, world, world.people[actor] or world.mentee)
        kept = {key: value for key, value in valid.items() if value is not None}
        return kept | ({name: trouble} if name else dict.fromkeys(kept, trouble))

    return stage.ask(actor, "post", url, data, first=lambda: bring_about(rule, world))


def _fields(stage: Stage, rule: Rule, actor: str) -> list[str]:
    """Of the valid post, and of the page's own forms."""
    with undone():
        bring_about(rule, stage.world)
        valid = post_of(rule, stage.world, stage.world.people[actor] or stage.world.mentee)
    page = stage.ask(actor, "get", rule.url(stage.world)) if "GET" in rule.methods else None
    shown = SIGNS.findall(page.response.content.decode()) if page else []
    return sorted({*valid, *shown} - {"csrfmiddlewaretoken", "theme", "next"})


def _readers(rule: Rule) -> list[str]:
    """Of those who may, the first of our few; else one who may not."""
    able = [actor for actor in ASKED_BY if actor in rule.reads | rule.acts | rule.told_no]
    return able[:1] or ["mentee"]


def _file() -> Any:
    return SimpleUploadedFile("a\u202e\r\n.csv", b"\0\xff\xfeName,Email\n" * 9)
