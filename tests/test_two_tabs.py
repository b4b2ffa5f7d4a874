"""C4: two tabs at one text, a thousand times in any order: nobody overwrites what they never saw.

Each tab loads, writes and saves as chance has it, and in between something else is done to the same
thing. A save goes through only where the tab had been shown what stands there; otherwise it is
refused, and both texts are in the writer's hands.
"""

from __future__ import annotations

import random
import sys
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Profile
from accounts.private import open_for
from checkins.models import Action, Note
from goals.models import Checkpoint, Goal, Ladder
from journal.models import Entry
from mentorship.models import Agreement, Expectation, NotNow, Settling
from tests.checkins.factories import make_check_in
from tests.factories import make_pairing
from tests.goals.factories import make_checkpoint, make_goal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BY_VERBS, BY_PAGES = 760, 240
SAME = 20  # so many interleavings at one thing, then a new one

Words = str
Token = Any


@dataclass
class Text:
    """Something that two tabs may write. `save` says whether it went through."""

    people: tuple[Any, Any]
    now: Callable[[], Words]
    load: Callable[[Any], Token]
    save: Callable[[Any, Token, Words], bool]
    act: Callable[[], None] = lambda: None
    page: tuple[str, str] | None = None  # where people write it: the address, and the box


# --- by the verbs of the models -----------------------------------------------------------------


def tried(verb: Callable[..., Any], *args: Any, **told: Any) -> bool:
    try:
        verb(*args, **told)
    except NotNow:
        return False
    return True


def a_goal() -> Text:
    pairing = make_pairing()
    goal = make_goal(pairing=pairing, status="agreed")

    def fresh() -> Goal:
        return Goal.objects.get(pk=goal.pk)

    def save(by: Any, token: Token, words: Words) -> bool:
        told = {"shown_version": token, "reason": "So", "title": words}
        return tried(fresh().revise, by=by, **told)

    def act() -> None:
        fresh().look_again(None, by=pairing.mentee_person)

    read = lambda: fresh().told(by=pairing.mentee_person)["title"]  # noqa: E731
    page = (reverse("revise_goal", args=[goal.pk]), "title")
    return Text(pairing.people, read, lambda by: fresh().version, save, act, page=page)


def a_checkpoint() -> Text:
    pairing = make_pairing()
    point = make_checkpoint(goal=make_goal(pairing=pairing, status="agreed"))

    def fresh() -> Checkpoint:
        return Checkpoint.everything.get(pk=point.pk)

    def save(by: Any, token: Token, words: Words) -> bool:
        return tried(fresh().change, by=by, shown_version=token, title=words)

    def act() -> None:
        fresh().drop(by=pairing.mentee_person)
        fresh().put_back(by=pairing.mentor_person)

    read = lambda: open_for(fresh(), "title", pairing.mentee_person)  # noqa: E731
    page = (reverse("checkpoint", args=[point.pk]), "title")
    return Text(pairing.people, read, lambda by: fresh().version, save, act, page=page)


def an_entry() -> Text:
    pairing = make_pairing()
    me = pairing.mentee_person
    entry = Entry.objects.write("First words.", by=me, id=uuid.uuid4())

    def fresh() -> Entry:
        return Entry.objects.get(pk=entry.pk)

    def save(by: Any, token: Token, words: Words) -> bool:
        return tried(fresh().rewrite, words, by=by, shown_version=token)

    def act() -> None:
        fresh().share(pairing, by=me)

    read = lambda: open_for(fresh(), "text", me)  # noqa: E731
    page = (reverse("rewrite_entry", args=[entry.pk]), "text")
    return Text((me, me), read, lambda by: fresh().version, save, act, page=page)


def a_note() -> Text:
    pairing = make_pairing()
    check_in = make_check_in(pairing=pairing)

    def standing(by: Any) -> Note | None:
        return Note.objects.standing(check_in, "pair", by).first()

    def version(by: Any) -> int:
        note = standing(by)
        return note.version if note else 0

    def save(by: Any, token: Token, words: Words) -> bool:
        told = {"audience": "pair", "shown_version": token}
        return tried(Note.objects.keep, check_in, words, by=by, **told)

    def read() -> Words:
        note = standing(pairing.mentee_person)
        return open_for(note, "text", pairing.mentee_person) if note else ""

    return Text(pairing.people, read, version, save)


def an_agreement() -> Text:
    pairing = make_pairing(is_started=False)

    def fresh() -> Agreement:
        return Agreement.objects.of(pairing)

    def shown(by: Any) -> str:
        newest = fresh().newest
        return newest.content_hash if newest else ""

    def save(by: Any, token: Token, words: Words) -> bool:
        return tried(fresh().propose, {"hopes": words}, by=by, shown_hash=token)

    def read() -> Words:
        newest = fresh().newest
        return newest.read(by=pairing.mentee_person)["hopes"] if newest else ""

    def act() -> None:
        if newest := fresh().newest:
            told = {"typed_name": "Me", "shown_hash": newest.content_hash}
            fresh().sign(by=pairing.mentor_person, **told)

    page = (reverse("write_agreement", args=[pairing.pk]), "hopes")
    return Text(pairing.people, read, shown, save, act, page=page)


def an_answer() -> Text:
    pairing = make_pairing(is_started=False)
    me = pairing.mentee_person

    def read() -> Words:
        said, _seen = Expectation.objects.of(pairing, me).read(by=me)
        return said.get("hopes", "")

    def save(by: Any, token: Token, words: Words) -> bool:
        mine = Expectation.objects.of(pairing, by)
        return tried(mine.answer, "hopes", {"hopes": words}, by=by, shown={"hopes": token})

    page = (reverse("expectation", args=[pairing.pk, "hopes"]), "hopes")
    return Text((me, me), read, lambda by: read(), save, page=page)


def revealed() -> Any:
    pairing = make_pairing(is_started=False)
    for person in pairing.people:
        mine = Expectation.objects.of(pairing, person)
        mine.answer("hopes", {"hopes": "Something"}, by=person, shown={})
        mine.finish(by=person)
    return pairing


def a_settled_clause() -> Text:
    pairing = revealed()

    def last(by: Any) -> tuple[int, Words]:
        row, said = Settling.objects.read(pairing, by).get("hopes", (None, {}))
        return (row.number if row else 0, said.get("hopes", ""))

    def save(by: Any, token: Token, words: Words) -> bool:
        told = {"by": by, "shown": token}
        return tried(Settling.objects.settle, pairing, "hopes", {"hopes": words}, **told)

    read = lambda: last(pairing.mentee_person)[1]  # noqa: E731
    page = (reverse("settle", args=[pairing.pk, "hopes"]), "hopes")
    return Text(pairing.people, read, lambda by: last(by)[0], save, page=page)


def a_ladder() -> Text:
    pairing = make_pairing()
    goal = make_goal(pairing=pairing, status="agreed")

    def number(by: Any) -> int:
        last = Ladder.objects.newest_of(goal)
        return last.number if last else 0

    def read() -> Words:
        last = Ladder.objects.newest_of(goal)
        return last.read(by=pairing.mentee_person)[2] if last else ""

    def save(by: Any, token: Token, words: Words) -> bool:
        steps = ["none", "less", words, "more", "most"]
        return tried(Ladder.objects.describe, goal, steps, weight=1, by=by, shown=token)

    page = (reverse("ladder", args=[goal.pk]), "step2")
    return Text(pairing.people, read, number, save, page=page)


VERBS = [
    a_goal,
    a_checkpoint,
    an_entry,
    a_note,
    an_agreement,
    an_answer,
    a_settled_clause,
    a_ladder,
]


def a_profile() -> Text:
    me = make_pairing().mentee_person

    def read() -> Words:
        return Profile.objects.of(me).headline

    page = (reverse("profile"), "headline")
    return Text((me, me), read, lambda by: None, lambda by, token, words: False, page=page)


# --- by the pages that people have open ---------------------------------------------------------

# What a page wants besides the words, where nothing was said yet.
FILLED = {f"step{number}": "Something" for number in (0, 1, 3, 4)}


def said(value: Any) -> bool:
    """Whether a browser would post it."""
    return value not in (None, "") and value is not False


def on_page(text: Text) -> Text:
    """The form of a page: a tab holds what the page showed, and posts it with other words."""
    assert text.page
    (url, field), now = text.page, text.now
    clients = {person.pk: Client() for person in text.people}
    for person in text.people:
        clients[person.pk].force_login(person)

    def load(by: Any) -> Token:
        form = clients[by.pk].get(url).context["form"]
        values = {name: form[name].value() for name in form.fields}
        return {name: str(value) for name, value in values.items() if said(value)}

    def save(by: Any, token: Token, words: Words) -> bool:
        said = token | {field: words}
        said |= FILLED | {"reason": "So"}
        answer = clients[by.pk].post(
            url, {k: v for k, v in said.items() if v or v == 0 and v is not False}
        )
        if answer.status_code == 409:
            page = answer.content.decode()
            assert (words in page, now() in page) == (True, True), url
            return False
        assert answer.status_code in (302, 303), answer.context["form"].errors
        return True

    return replace(text, load=load, save=save)


# --- what chance does ----------------------------------------------------------------------------


def interleave(text: Text, chance: random.Random, number: int, tally: Counter[str]) -> None:
    """One story of two tabs; each step is checked against what that tab had been shown."""
    shown: dict[int, tuple[Token, Words]] = {}
    for step in range(chance.randint(4, 8)):
        tab = chance.randrange(2)
        by = text.people[tab]
        what = chance.choice(["load", "save", "save", "act"])
        if tab not in shown or what == "load":
            shown[tab] = (text.load(by), text.now())
        elif what == "act":
            before = text.now()
            with suppress(NotNow):
                text.act()
            assert text.now() == before
        else:
            words = f"Words {number}.{step} of tab {tab}"
            token, seen = shown[tab]
            before = text.now()
            went = text.save(by, token, words)
            tally["saved" if went else "refused"] += 1
            tally["silent"] += went and before != seen
            tally["lost"] += text.now() != (words if went else before)
            tally["hindered"] += not went and before == seen
            if went:
                shown.pop(tab)  # the page is another one now; a refused tab may try once more


def stories(kinds: list[Callable[[], Text]], count: int, tally: Counter[str]) -> None:
    chance = random.Random(20_260_512)
    each = count // len(kinds)
    for make in kinds:
        text = make()
        for number in range(each):
            if number % SAME == SAME - 1:
                text = make()
            interleave(text, chance, number, tally)
            tally["stories"] += 1


def told(what: str, tally: Counter[str], capsys: Any) -> None:
    with capsys.disabled():
        sys.stdout.write(
            f"\nTwo tabs, {what}: {tally['stories']} stories, {tally['saved']} saves, "
            f"{tally['refused']} refused, {tally['silent']} silent overwrites.\n"
        )


def test_no_verb_overwrites_what_a_tab_never_saw(capsys: Any) -> None:
    tally: Counter[str] = Counter()
    stories(VERBS, BY_VERBS, tally)
    told("by verbs", tally, capsys)
    assert tally["stories"] == BY_VERBS
    assert (tally["silent"], tally["lost"], tally["hindered"]) == (0, 0, 0)
    assert min(tally["saved"], tally["refused"]) > BY_VERBS // 4


def test_no_page_overwrites_what_a_tab_never_saw_and_both_texts_are_shown(capsys: Any) -> None:
    tally: Counter[str] = Counter()
    pages = [make for make in VERBS if make is not a_note]
    stories([lambda make=make: on_page(make()) for make in [*pages, a_profile]], BY_PAGES, tally)
    told("by pages", tally, capsys)
    assert tally["stories"] == BY_PAGES
    assert (tally["silent"], tally["lost"], tally["hindered"]) == (0, 0, 0)
    assert min(tally["saved"], tally["refused"]) > BY_PAGES // 4


# --- one tab: back, other words, and posted again ------------------------------------------------


def goals(pairing: Any) -> Any:
    told = {"by": pairing.mentee_person, "id": uuid.uuid4()}
    return lambda words: Goal.objects.draft(pairing, title=words, **told)


def checkpoints(pairing: Any) -> Any:
    goal, told = make_goal(pairing=pairing), {"by": pairing.mentee_person, "id": uuid.uuid4()}
    return lambda words: Checkpoint.objects.add(goal, words, **told)


def entries(pairing: Any) -> Any:
    told = {"by": pairing.mentee_person, "id": uuid.uuid4()}
    return lambda words: Entry.objects.write(words, **told)


def actions(pairing: Any) -> Any:
    me, check_in = pairing.mentee_person, make_check_in(pairing=pairing)
    told = {"by": me, "owner": me, "id": uuid.uuid4()}
    return lambda words: Action.objects.add(check_in, words, **told)


@pytest.mark.parametrize("kind", [goals, checkpoints, entries, actions])
def test_words_posted_after_going_back_are_never_dropped(kind: Callable[[Any], Any]) -> None:
    post = kind(make_pairing())
    made = [post(words).pk for words in ("First", "First", "Second", "Second", "First")]
    first, second = made[0], made[2]
    assert (made, first == second) == ([first, first, second, second, first], False)
