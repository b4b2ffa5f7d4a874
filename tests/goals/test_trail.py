"""The trail of a pair, and what other pages may show of it, in a constant few queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goals import glance
from mentorship.pictures.vocabulary import CheckpointMark
from tests.goals.factories import make_checkpoint, make_entry, make_goal

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(pairing: Any, mentor: Any) -> Any:
    """A pair with three of everything: goals with checkpoints, entries of both, private ones."""
    for number in range(3):
        add_one_of_each(pairing, number)
    return pairing


def add_one_of_each(pairing: Any, number: int) -> None:
    goal = make_goal(pairing=pairing, title=f"Goal {number}", status="agreed")
    make_checkpoint(goal=goal, in_days=number)
    make_entry(pairing=pairing, text=f"Step {number}", goal=goal, confidence=3)
    make_entry(pairing=pairing, text=f"Secret {number}", audience="me", kind="snag")
    make_entry(pairing=pairing, by=pairing.mentor_person, text=f"Win {number}", kind="win")


def texts(page: Any) -> list[str]:
    return [row["line"].text for row in page.context["moved"]]


def test_everybody_reads_what_is_theirs_to_read(
    client: Client, pairing: Any, mentee: Any, mentor: Any, outsider: Any, coordinator: Any
) -> None:
    add_one_of_each(pairing, 1)
    make_entry(pairing=pairing, by=mentor, text="Hers alone", audience="me")
    found = {}
    for person in (mentee, mentor, outsider, coordinator):
        client.force_login(person)
        page = client.get(reverse("progress", args=[pairing.pk]))
        found[person] = texts(page) if page.status_code == 200 else page.status_code
    assert found == {
        mentee: ["Win 1", "Secret 1", "Step 1"],
        mentor: ["Hers alone", "Win 1", "Step 1"],
        outsider: 404,
        coordinator: 404,
    }


def test_ones_own_private_entries_are_marked(client: Client, pairing: Any, mentee: Any) -> None:
    make_entry(pairing=pairing, text="Secret", audience="me")
    client.force_login(mentee)
    page = client.get(reverse("progress", args=[pairing.pk])).content.decode()
    assert page.count("Only you can read this") == 1


def test_what_a_follow_up_said_stands_beside_its_question(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = make_entry(pairing=pairing, kind="win")
    entry.follow_up("Kofi reviewed it twice.", by=mentee)
    client.force_login(mentor)
    page = client.get(reverse("progress", args=[pairing.pk])).content.decode()
    question, answer = page.index("What made it work"), page.index("Kofi reviewed it twice.")
    assert question < answer


def test_confidence_never_counts_what_is_private(
    client: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    for confidence, audience in ((2, "pair"), (1, "me"), (4, "pair")):
        make_entry(pairing=pairing, text=str(confidence), confidence=confidence, audience=audience)
    make_entry(pairing=pairing, by=mentor, confidence=5)
    seen = {}
    for person in (mentee, mentor):
        client.force_login(person)
        page = client.get(reverse("progress", args=[pairing.pk]))
        seen[person] = page.context["course"]["values"]
    assert seen == {mentee: [2, 1, 4], mentor: [2, 4]}


def test_fifty_stand_on_a_page(client: Client, pairing: Any, mentee: Any) -> None:
    for number in range(51):
        make_entry(pairing=pairing, text=str(number))
    client.force_login(mentee)
    url = reverse("progress", args=[pairing.pk])
    assert (len(texts(client.get(url))), texts(client.get(f"{url}?page=2"))) == (50, ["0"])


def test_an_empty_trail_invites(client: Client, pairing: Any, mentee: Any) -> None:
    client.force_login(mentee)
    page = client.get(reverse("progress", args=[pairing.pk])).content.decode()
    assert "The first entry may be tiny" in page


# session, person, navigation, pair, count, entries with goals, keys
@pytest.mark.parametrize("items", [1, 3])
def test_the_trail_asks_seven_times_however_long_it_is(
    client: Client, pairing: Any, mentee: Any, items: int, django_assert_num_queries: Any
) -> None:
    for number in range(items):
        add_one_of_each(pairing, number)
    client.force_login(mentee)
    with django_assert_num_queries(7):
        client.get(reverse("progress", args=[pairing.pk]))


# session, person, navigation, pair, count, goals, checkpoints, keys
@pytest.mark.parametrize("items", [1, 3])
def test_the_goals_of_a_pair_ask_nine_times_however_many_there_are(
    client: Client, pairing: Any, mentee: Any, items: int, django_assert_num_queries: Any
) -> None:
    for number in range(items):
        add_one_of_each(pairing, number)
        make_goal(pairing=pairing, status="reached")
    client.force_login(mentee)
    with django_assert_num_queries(9):
        client.get(reverse("goals", args=[pairing.pk]))


# session, person, navigation, goal; checkpoints, entries; ladder, ratings, sayings; keys; how it
# used to read, keys
@pytest.mark.parametrize("items", [1, 3])
def test_a_goal_asks_twelve_times_however_long_its_story_is(
    client: Client, pairing: Any, mentee: Any, items: int, django_assert_num_queries: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    for number in range(items):
        make_checkpoint(goal=goal)
        make_entry(pairing=pairing, goal=goal)
        goal.revise(by=mentee, shown_version=goal.version, reason="r", title=f"Title {number}")
    client.force_login(mentee)
    with django_assert_num_queries(12):
        client.get(reverse("goal", args=[goal.pk]))


@pytest.mark.parametrize("items", [1, 3])
def test_a_glance_at_the_goals_asks_three_times(
    pairing: Any, mentor: Any, items: int, django_assert_num_queries: Any
) -> None:
    for number in range(items):
        add_one_of_each(pairing, number)
    with django_assert_num_queries(3):
        assert len(glance.standing_goals(pairing, mentor)) == items


@pytest.mark.parametrize("items", [1, 3])
def test_a_glance_at_what_moved_asks_twice(
    pairing: Any, mentor: Any, items: int, django_assert_num_queries: Any
) -> None:
    for number in range(items):
        add_one_of_each(pairing, number)
    with django_assert_num_queries(2):
        assert len(glance.since(pairing, mentor, None)) == items * 2


def test_a_glance_shows_the_way_and_what_comes_next(
    pairing: Any, mentee: Any, mentor: Any, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2026, 5, 12, 10, 0, tzinfo=dt.UTC), tick=False)
    goal = make_goal(pairing=pairing, status="agreed", due_on=dt.date(2026, 7, 1))
    first = make_checkpoint(goal=goal, title="One", in_days=-5)
    make_checkpoint(goal=goal, title="Two", in_days=-1)
    make_checkpoint(goal=goal, title="Three", in_days=9)
    make_checkpoint(goal=goal, title="Gone").drop(by=mentee)
    first.reach(by=mentee)
    (seen,) = glance.standing_goals(pairing, mentor)
    today = timezone.localdate()
    assert (seen.title, seen.due_on) == (
        "Release the booking tool to ten users",
        dt.date(2026, 7, 1),
    )
    assert seen.next == CheckpointMark("Two", planned_on=dt.date(2026, 5, 11))
    assert [mark.title for mark in seen.marks] == ["One", "Two", "Three"]
    assert (seen.reached, seen.expected(today), seen.is_waiting(today)) == (1, 2, True)


def test_a_glance_never_shows_the_partners_draft(pairing: Any, mentee: Any, mentor: Any) -> None:
    make_goal(pairing=pairing, title="Mine alone")
    proposed = make_goal(pairing=pairing, title="For both", status="proposed")
    assert [goal.title for goal in glance.standing_goals(pairing, mentor)] == ["For both"]
    assert glance.standing_goals(pairing, mentor)[0].waits_for == mentor.pk
    assert proposed.proposed_by == mentee


def test_since_begins_after_an_instant(pairing: Any, mentor: Any, time_machine: Any) -> None:
    at = dt.datetime(2026, 5, 12, 10, 0, tzinfo=dt.UTC)
    time_machine.move_to(at, tick=False)
    make_entry(pairing=pairing, text="Before")
    time_machine.shift(dt.timedelta(seconds=1))
    make_entry(pairing=pairing, text="After", kind="snag", confidence=2)
    make_entry(pairing=pairing, text="Private", audience="me")
    (moved,) = glance.since(pairing, mentor, at)
    assert (moved.text, moved.kind, moved.confidence, moved.author) == (
        "After",
        "snag",
        2,
        pairing.mentee_person,
    )


def test_the_title_of_an_unshared_goal_never_leaks_through_an_entry(
    pairing: Any, mentor: Any
) -> None:
    goal = make_goal(pairing=pairing, title="Mine alone")
    make_entry(pairing=pairing, text="Moved a little", goal=goal)
    (moved,) = glance.since(pairing, mentor, None)
    assert (moved.goal, moved.goal_id) == ("", None)
