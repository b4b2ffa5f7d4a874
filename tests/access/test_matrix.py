"""A2: every address of ours, asked by everybody in every way, answers as the policy says.

And in none of the answers does anybody meet words that were not written for them, nor does one
lack a header that guards it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from goals.models.goal import GoalQuerySet
from journal import policies
from journal.models import EntryQuerySet
from mentorship.models.pairing_rows import PairingQuerySet
from mentorship.models.program import CohortQuerySet
from tests.access.canaries import heard, meant_for
from tests.access.guards import lacking
from tests.access.policy import POLICY
from tests.access.posts import bring_about, post_of, query_of
from tests.access.rules import MEMBERS, Rule
from tests.access.stage import Answer, Stage, sampled
from tests.routes import SEEN_BY, TABLE
from tests.world import ACTORS

pytestmark = pytest.mark.django_db

METHODS = ("get", "head", "post", "put", "patch", "delete")
BRIEFLY = ("get", "post")
SIGN_IN = reverse("account_login")
# Reading these leaves a trace, which is what they are for: a look that somebody else is shown,
# and a feed's last use. No other look writes anything.
LEAVES_A_TRACE = {
    "pair_file": {"mentorship_event"},
    "entry": {"journal_share"},
    "calendar": {"checkins_calendarfeed"},
}
ANSWERS_A_POST = {200, 204, 302, 303, 400, 409}


@dataclass(frozen=True)
class Cell:
    """One request, and what the policy says about it."""

    rule: Rule
    actor: str
    method: str

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.rule.title} as {self.actor}"

    @property
    def has_session(self) -> bool:
        return self.actor in MEMBERS

    @property
    def is_allowed(self) -> bool:
        """Whether the address takes this method at all."""
        method = self.method.upper().replace("HEAD", "GET")
        return method in self.rule.methods


def cells(actor: str) -> Iterator[Cell]:
    """All methods at every address; for its other things, and on PostgreSQL, the two that count."""
    for rule in POLICY:
        is_brief = rule.of or connection.vendor != "sqlite"
        for method in BRIEFLY if is_brief else METHODS:
            yield Cell(rule, actor, method)


@pytest.mark.parametrize("actor", sampled(ACTORS))
def test_everybody_gets_what_the_policy_says(stage: Stage, actor: str) -> None:
    ran, wrong, met = 0, [], set()
    for cell in cells(actor):
        answer = asked(stage, cell)
        found = [*deviations(stage, cell, answer), *lacking(answer.response)]
        wrong += [f"{cell}: {what}, {answer.status}" for what in found]
        met |= heard(answer)
        ran += 1
    assert "\n".join(wrong) == ""
    assert met == meant_for(actor)
    assert ran == len(list(cells(actor)))


SHARED = "delete_entry of shared_entry"
HOLES: list[tuple[Any, str, Any, str, str, str]] = [
    # where a check is left out, and whose request would come through
    (PairingQuerySet, "visible_to", lambda self, person: self, "pause_pair", "outsider", "post"),
    (EntryQuerySet, "put_away_of", lambda self, person: self, "restore_entry", "mentor", "post"),
    (policies, "can_write_entry", lambda *asked: True, SHARED, "mentor", "post"),
    (CohortQuerySet, "run_by", lambda self, person: self, "cohort", "other_coordinator", "get"),
    (
        CohortQuerySet,
        "run_by",
        lambda self, person: self,
        "move_cohort",
        "other_coordinator",
        "post",
    ),
]


WALLS: list[tuple[Any, str, str]] = [
    (PairingQuerySet, "pair", "outsider"),
    (EntryQuerySet, "entry of entry", "mentor"),
    (GoalQuerySet, "goal of draft_goal", "mentor"),
]


@pytest.mark.parametrize(("rows", "title", "actor"), WALLS)
def test_words_stay_closed_when_their_rows_are_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, rows: Any, title: str, actor: str
) -> None:
    """Whoever opens them is asked once more: a fetch without a scope is not yet a leak."""
    monkeypatch.setattr(rows, "visible_to", lambda self, person: self)
    (rule,) = (rule for rule in POLICY if rule.title == title)
    cell = Cell(rule, actor, "get")
    assert list(deviations(stage, cell, asked(stage, cell))) == []


@pytest.mark.parametrize(("where", "check", "nothing", "title", "actor", "method"), HOLES)
def test_a_check_that_is_left_out_is_noticed(
    stage: Stage,
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    check: str,
    nothing: Any,
    title: str,
    actor: str,
    method: str,
) -> None:
    (rule,) = (rule for rule in POLICY if rule.title == title)
    cell = Cell(rule, actor, method)
    assert list(deviations(stage, cell, asked(stage, cell))) == []
    monkeypatch.setattr(where, check, nothing)
    assert list(deviations(stage, cell, asked(stage, cell))) != []


def test_the_matrix_has_thousands_of_cells(capsys: pytest.CaptureFixture[str]) -> None:
    """Each test above counts that it ran its own; here are all of them together."""
    number = sum(1 for actor in ACTORS for _cell in cells(actor))
    with capsys.disabled():
        sys.stdout.write(f"\nAccess matrix: {number} cells, {len(POLICY)} rules.\n")
    assert number >= (9_000 if connection.vendor == "sqlite" else 4_000)


def test_the_policy_knows_every_address() -> None:
    assert {rule.route for rule in POLICY} == set(TABLE)


def test_two_hands_wrote_the_same_readers() -> None:
    first = {rule.route: sorted(rule.reads) for rule in reversed(POLICY) if not rule.of}
    unlike = {name for name, who in first.items() if who != sorted(SEEN_BY[name])}
    assert unlike == set()


def asked(stage: Stage, cell: Cell) -> Answer:
    rule, world, person = cell.rule, stage.world, stage.world.people[cell.actor]
    url = rule.url(world) + (query_of(rule, world) if cell.method == "post" else "")
    if cell.method != "post" or not cell.is_allowed:
        return stage.ask(cell.actor, cell.method, url)
    somebody = person or world.mentee
    return stage.ask(
        cell.actor,
        "post",
        url,
        lambda: post_of(rule, world, somebody),
        first=lambda: bring_about(rule, world),
    )


def deviations(stage: Stage, cell: Cell, answer: Answer) -> Iterator[str]:
    rule = cell.rule
    if rule.needs_session and not cell.has_session and rule.name != "draft":
        yield from led_to_sign_in(cell, answer)
    elif not cell.is_allowed:
        yield from unchanged(answer, status=405)
    elif rule.name == "draft" and not cell.has_session:
        yield from unchanged(answer, status=401)
    elif cell.method == "post":
        yield from answered(stage, cell, answer)
    else:
        yield from shown(stage, cell, answer)


def led_to_sign_in(cell: Cell, answer: Answer) -> Iterator[str]:
    yield from unchanged(answer, status=302)
    if not answer.place.startswith(f"{SIGN_IN}?next="):
        yield f"led to {answer.place}, not to sign-in"


def unchanged(answer: Answer, *, status: int) -> Iterator[str]:
    if answer.status != status:
        yield f"expected {status}"
    if answer.touched:
        yield f"changed {answer.touched}"


def shown(stage: Stage, cell: Cell, answer: Answer) -> Iterator[str]:
    rule, actor = cell.rule, cell.actor
    left = set(answer.touched) - LEAVES_A_TRACE.get(rule.name, set())
    if left:
        yield f"reading changed {left}"
    if actor in rule.reads:
        if answer.status != 200:
            yield "expected the page"
        elif cell.method == "get":
            yield from is_the_page(rule, answer)
    elif actor in rule.led_on:
        if answer.status != 302:
            yield "expected to be led on"
        if answer.place.startswith(SIGN_IN):
            yield "led to sign-in"
    else:
        yield from nothing_here(stage, cell, answer)


def is_the_page(rule: Rule, answer: Answer) -> Iterator[str]:
    body = answer.response.content.decode()
    if rule.shows and not rule.shows & answer.templates:
        yield f"another page: {sorted(answer.templates)[:3]}"
    if rule.shows and body.count("<h1") != 1:
        yield f"{body.count('<h1')} headings"
    if not body.strip():
        yield "an empty page"


def answered(stage: Stage, cell: Cell, answer: Answer) -> Iterator[str]:
    rule, actor = cell.rule, cell.actor
    if actor in rule.acts:
        if answer.status not in ANSWERS_A_POST or answer.status in (400, 409):
            yield "expected it to be done"
        elif not answer.touched:
            yield "nothing was changed"
    elif actor in rule.told_no:
        if answer.status not in ANSWERS_A_POST:
            yield "expected an answer"
        if answer.touched:
            yield f"changed {answer.touched}"
    else:
        yield from nothing_here(stage, cell, answer)


def nothing_here(stage: Stage, cell: Cell, answer: Answer) -> Iterator[str]:
    yield from unchanged(answer, status=404)
    if cell.method != "head" and answer.words != stage.nothing_for(cell.actor):
        yield "another page than the one that says that there is nothing"
