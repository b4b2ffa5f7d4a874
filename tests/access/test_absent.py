"""A3: what is somebody else's and what is not there at all cannot be told apart."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from functools import partial

import pytest

from tests.access.policy import POLICY
from tests.access.posts import bring_about, post_of
from tests.access.rules import EVERYBODY, Rule
from tests.access.stage import Answer, Stage, sampled
from tests.routes import ROUTES

pytestmark = pytest.mark.django_db

ASKING = sorted(EVERYBODY - {"mentee", "mentor", "unverified", "suspended"})


def rules_with_an_id(stage: Stage) -> list[Rule]:
    return [rule for rule in POLICY if "pk" in ROUTES[rule.route](stage.world)]


@pytest.mark.parametrize("actor", sampled(ASKING))
def test_a_foreign_thing_is_like_no_thing(stage: Stage, actor: str) -> None:
    told_apart, pairs = [], 0
    for rule, method in asked(stage, actor):
        there = ask(stage, actor, method, rule, rule.url(stage.world))
        nowhere = ask(stage, actor, method, rule, rule.url(stage.world, pk=uuid.uuid4()))
        pairs += 1
        told_apart += [f"{method} {rule.title}: {what}" for what in differences(there, nowhere)]
    assert "\n".join(told_apart) == ""
    assert pairs >= 50


def test_that_was_thousands_of_questions(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = sum(1 for actor in ASKING for _ in asked(stage, actor))
    with capsys.disabled():
        sys.stdout.write(f"\nForeign and absent: {pairs} pairs of questions.\n")
    assert pairs >= 1_000


def asked(stage: Stage, actor: str) -> Iterator[tuple[Rule, str]]:
    """Every address of a thing that this actor has nothing to do with, in each of its ways."""
    for rule in rules_with_an_id(stage):
        if actor in rule.reads | rule.led_on | rule.acts | rule.told_no:
            continue
        for method in rule.methods:
            yield rule, method.lower()


def ask(stage: Stage, actor: str, method: str, rule: Rule, url: str) -> Answer:
    world, person = stage.world, stage.world.people[actor] or stage.world.outsider
    first = partial(bring_about, rule, world)
    return stage.ask(actor, method, url, partial(post_of, rule, world, person), first=first)


def differences(there: Answer, nowhere: Answer) -> Iterator[str]:
    if there.status != nowhere.status:
        yield f"{there.status}, {nowhere.status}"
    if there.headers != nowhere.headers:
        yield f"{there.headers}, {nowhere.headers}"
    if there.words != nowhere.words:
        yield "another page"
    if len(there.response.content) != len(nowhere.response.content):
        yield "another length"
    if set(there.response.cookies) != set(nowhere.response.cookies):
        yield "another cookie"
