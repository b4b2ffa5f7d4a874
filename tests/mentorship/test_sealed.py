"""What is sealed until both have answered: no page differs by a byte before that, for anybody else.

Every address is asked by everybody, before one side writes and after it has written everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mentorship.clauses import CLAUSES
from mentorship.models import Expectation
from tests.routes import TABLE
from tests.world import ACTORS, World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CANARY = "To stop apologising before I speak."
TOKENS = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"'
    r"|[0-9a-f]{8}-[0-9a-f-]{27}"
    r'|nonce-[^ "]+|nonce="[^"]+"'
)


@pytest.fixture
def world() -> World:
    return build_world()


def test_what_one_side_expects_is_on_no_page(world: World) -> None:
    pairing = world.answering_pairing
    mentee = pairing.mentee_person
    Expectation.objects.filter(pairing=pairing).delete()

    def write() -> None:
        mine = Expectation.objects.of(pairing, mentee)
        said = {"hopes": CANARY, "goals": CANARY}
        mine.answer("hopes", said, by=mentee, shown={})
        for clause in CLAUSES[1:]:
            mine.answer(clause.key, {}, by=mentee, shown={})

    nobody_sees(world, write, but="")


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_how_one_side_sees_the_direction_is_on_no_page(world: World, side: str) -> None:
    check = world.halfway_look.horizon_check

    def write() -> None:
        lines = {"line": CANARY, "keeps": CANARY, "changes": CANARY, "tries": CANARY}
        check.mark(by=world.people[side], direction="apart", now=world.now, **lines)

    nobody_sees(world, write, but=side)


def nobody_sees(world: World, write: Callable[[], None], *, but: str) -> None:
    """Nobody but the writer, at any address."""
    with time_machine.travel(world.now, tick=False):
        before = pages_of(world)
        write()
        after = {place: page for place, page in pages_of(world).items() if place[0] != but}
    assert len(after) > 900
    assert [place for place in after if CANARY in after[place]] == []
    assert [place for place in after if after[place] != before[place]] == []


def pages_of(world: World) -> dict[tuple[str, str], str]:
    """What every actor gets at every address, of the sealed pair where it takes a pair."""
    found = {}
    for actor in sorted(ACTORS.keys() - {"anonymous", "unverified", "suspended"}):
        client = Client()
        client.force_login(world.people[actor])
        for name, (kwargs, _who) in TABLE.items():
            told = kwargs(world)
            of_pair = told.get("pk") == world.pairing.pk
            places = [told, told | {"pk": world.answering_pairing.pk}] if of_pair else [told]
            for number, place in enumerate(places):
                page = client.get(reverse(name, kwargs=place))
                found[actor, f"{name} {number}"] = plain(page)
    return found


def plain(page: Any) -> str:
    """Without what is made anew for each answer: tokens, nonces, ids of forms not sent yet."""
    said = getattr(page, "content", b"").decode(errors="replace")
    for value in (page.wsgi_request.META.get("CSRF_COOKIE", ""),):
        said = said.replace(value, "") if value else said
    return TOKENS.sub("", said)
