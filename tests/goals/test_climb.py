"""How far a goal may go, where it stands, and whether it is still somebody's own."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goals.climbing import climb_of, score_of
from goals.models import Goal, Ladder, Rating, Saying
from mentorship.home.facts import open_pairs
from mentorship.home.next_step import steps_for
from mentorship.models import Changed, NotNow
from tests.checkins.factories import make_check_in
from tests.goals.factories import make_checkpoint, make_goal

pytestmark = pytest.mark.django_db
STEPS = ["Drawer", "My team", "One talk", "Asked again", "A conference"]


@pytest.fixture
def goal(pairing: Any) -> Goal:
    return make_goal(pairing=pairing, status="agreed")


def describe(goal: Goal, *, by: Any, shown: int = 0, weight: int = 1) -> Ladder:
    return Ladder.objects.describe(goal, STEPS, weight=weight, by=by, shown=shown)


def posted(**more: Any) -> dict[str, Any]:
    return {f"step{n}": words for n, words in enumerate(STEPS)} | {"weight": 2, "shown": 0} | more


def page(person: Any, name: str, goal: Goal, **told: Any) -> Any:
    client = Client()
    client.force_login(person)
    url = reverse(name, args=[goal.pk])
    return client.post(url, told) if told else client.get(url)


# --- the ladder ------------------------------------------------------------------------------


def test_five_outcomes_are_described_and_the_expected_one_is_begun_for_them(
    goal: Goal, mentee: Any
) -> None:
    shown = page(mentee, "ladder", goal)
    assert shown.context["form"].initial["step2"] == "Release the booking tool to ten users"
    page(mentee, "ladder", goal, **posted())
    ladder = Ladder.objects.newest_of(goal)
    assert ladder
    assert ladder.read(by=mentee) == STEPS
    assert (ladder.number, ladder.weight, ladder.is_late) == (1, 2, False)


def test_a_ladder_that_follows_the_work_says_so(goal: Goal, mentee: Any) -> None:
    make_checkpoint(goal=goal).reach(by=mentee)
    assert describe(goal, by=mentee).is_late


def test_the_same_ladder_twice_is_one(goal: Goal, mentee: Any, mentor: Any) -> None:
    ladder = describe(goal, by=mentee)
    ladder.rate(1, by=mentee)
    assert describe(goal, by=mentee) == ladder  # the same form, posted twice
    make_checkpoint(goal=goal).reach(by=mentee)
    for person in (mentee, mentor):  # opened later, and saved as it was
        assert describe(goal, by=person, shown=1) == ladder
    assert (Ladder.objects.count(), ladder.is_late) == (1, False)
    assert climb_of(goal, mentee).standing == [("mentee", mentee.get_short_name(), 1)]


def test_nobody_rates_by_words_that_they_have_not_read(
    goal: Goal, mentee: Any, mentor: Any
) -> None:
    describe(goal, by=mentee)
    Ladder.objects.describe(goal, ["Another"] * 5, weight=1, by=mentor, shown=1)
    told = {"record": uuid.uuid4(), "level": 1, "line": "Two talks"}
    answer = page(mentee, "rate_goal", goal, **told, shown=1)
    assert (answer.status_code, Rating.objects.count()) == (409, 0)
    said = answer.content.decode()
    assert all(words in said for words in ("Another", "Two talks", "put in other words"))
    assert page(mentee, "rate_goal", goal, **told, shown=2).status_code == 303
    assert Rating.objects.get().ladder.number == 2


def test_two_tabs_never_overwrite_each_other(goal: Goal, mentee: Any, mentor: Any) -> None:
    page(mentor, "ladder", goal, **posted(step4="A whole tour"))
    answer = page(mentee, "ladder", goal, **posted(step4="A book"))
    assert answer.status_code == 409
    assert all(words in answer.content.decode() for words in ("A whole tour", "A book"))
    with pytest.raises(Changed):
        describe(goal, by=mentee)
    assert page(mentee, "ladder", goal, **posted(step4="A book", shown=1)).status_code == 303
    ladder = Ladder.objects.newest_of(goal)
    assert ladder
    assert (ladder.number, ladder.read(by=mentor)[4]) == (2, "A book")


def test_an_empty_step_is_asked_for_and_nothing_is_lost(goal: Goal, mentee: Any) -> None:
    answer = page(mentee, "ladder", goal, **posted(step0=""))
    assert "Say what somebody would see then." in answer.content.decode()
    assert "A conference" in answer.content.decode()
    assert not Ladder.objects.exists()


def test_both_say_where_it_stands_and_see_the_others_step(
    goal: Goal, mentee: Any, mentor: Any
) -> None:
    ladder = describe(goal, by=mentee)
    record = uuid.uuid4()
    for _press in range(2):
        page(mentee, "rate_goal", goal, record=record, level=1, line="They asked again", shown=1)
    ladder.rate(-1, by=mentor)
    assert Rating.objects.count() == 2
    climb = climb_of(goal, mentor)
    assert climb.standing == [("mentee", mentee.get_short_name(), 1), ("mentor", "Dela", -1)]
    assert "They asked again" in page(mentor, "goal", goal).content.decode()


def test_what_was_rated_stays_with_the_ladder_it_was_rated_on(goal: Goal, mentee: Any) -> None:
    describe(goal, by=mentee).rate(2, by=mentee)
    describe(goal, by=mentee, shown=1, weight=3)
    climb = climb_of(goal, mentee)
    assert climb.standing == []
    assert len(climb.rated) == 1


def test_the_number_weighs_the_last_word_on_each_goal(pairing: Any, mentee: Any) -> None:
    goals = [make_goal(pairing=pairing, status="agreed") for _number in range(3)]
    assert score_of(goals, mentee) is None
    for goal, weight, level in zip(goals, (2, 1, 3), (1, -1, 0), strict=True):
        with time_machine.travel(timezone.now() - dt.timedelta(days=1)):
            ladder = describe(goal, by=mentee, weight=weight)
            ladder.rate(-2, by=mentee)
        ladder.rate(level, by=mentee)
    make_checkpoint(goal=goals[0]).reach(by=mentee)
    assert score_of(goals, mentee) == {"score": 52.2, "goals": 3, "in_time": 3}


def test_a_goal_gets_its_number_once_it_is_behind_them(pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    describe(goal, by=mentee).rate(-1, by=mentee)
    client = Client()
    client.force_login(mentee)
    shown = reverse("goals", args=[pairing.pk])
    assert client.get(shown).context["score"] is None
    goal.reach(by=mentee)
    page(mentee, "rate_goal", goal, record=uuid.uuid4(), level=1, shown=1)
    assert client.get(shown).context["score"]["score"] == 60.0


def test_what_changed_on_a_long_page_is_where_one_lands(goal: Goal, mentee: Any) -> None:
    describe(goal, by=mentee)
    first, second = (make_checkpoint(goal=goal) for _number in range(2))
    told: dict[str, dict[str, Any]] = {
        "#ladder": page(mentee, "rate_goal", goal, record=uuid.uuid4(), level=1, shown=1),
        "#hill": page(mentee, "place_on_hill", goal, place=1),
        "#line": page(mentee, "later_checkpoint", first, sent="yes"),
    }
    landed = {part: answer.url for part, answer in told.items()}  # type: ignore[attr-defined]
    assert landed == {part: reverse("goal", args=[goal.pk]) + part for part in told}
    assert [point.pk for point in goal.checkpoints.all()] == [second.pk, first.pk]


def test_a_draft_s_ladder_is_its_author_s_alone(pairing: Any, mentee: Any, mentor: Any) -> None:
    goal = make_goal(pairing=pairing)
    page(mentee, "ladder", goal, **posted())
    assert page(mentor, "ladder", goal).status_code == 404
    goal.propose(by=mentee)
    assert "A conference" in page(mentor, "goal", goal).content.decode()


# --- the hill --------------------------------------------------------------------------------


def test_a_person_puts_it_on_the_hill(goal: Goal, mentee: Any) -> None:
    page(mentee, "place_on_hill", goal, place=1)
    page(mentee, "place_on_hill", goal, place=3)
    assert [place for _day, place in climb_of(goal, mentee).places] == [1, 3]
    shown = page(mentee, "goal", goal).content.decode()
    assert "It is coming down: doing it. Before: half way up: trying things." in shown


def test_the_hill_has_five_places(goal: Goal, mentee: Any) -> None:
    assert page(mentee, "place_on_hill", goal, place=5).status_code == 200
    for kind, place in (("hill", 5), ("hill", None), ("mine", 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Saying.objects.create(goal=goal, person=mentee, kind=kind, place=place)
    assert not Saying.objects.exists()


# --- still mine ------------------------------------------------------------------------------


def say(goal: Goal, kind: str, *, by: Any, occasion: uuid.UUID | None = None) -> bool:
    """Whether there is something to decide then."""
    Saying.objects.say(goal, kind, by=by, occasion=occasion or uuid.uuid4())
    goal.refresh_from_db()
    return goal.turned_at is not None


def test_less_so_twice_in_a_row_asks_for_a_decision(goal: Goal, mentee: Any) -> None:
    told = ("less_so", "mine", "less_so", "less_so", "mine")
    assert [say(goal, kind, by=mentee) for kind in told] == [False, False, False, True, False]


def test_no_longer_asks_at_once(goal: Goal, mentor: Any) -> None:
    assert say(goal, "no_longer", by=mentor)


def test_once_each_is_not_twice_in_a_row(goal: Goal, mentee: Any, mentor: Any) -> None:
    assert [say(goal, "less_so", by=person) for person in (mentee, mentor)] == [False, False]


def test_changing_one_s_mind_in_one_preparation_counts_once(goal: Goal, mentee: Any) -> None:
    here = uuid.uuid4()
    told = ("less_so", "mine", "less_so")
    assert [say(goal, kind, by=mentee, occasion=here) for kind in told] == [False] * 3
    assert say(goal, "less_so", by=mentee)


def test_keeping_it_starts_anew_and_names_the_day_of_the_next_look(
    goal: Goal, mentee: Any, mentor: Any
) -> None:
    answer = page(mentee, "still_mine", goal, kind="no_longer")
    assert answer.url == reverse("decide_goal", args=[goal.pk])
    on = timezone.localdate() + dt.timedelta(days=40)
    page(mentor, "decide_goal", goal, line="We are so near", check_on=on.isoformat())
    goal.refresh_from_db()
    assert (goal.turned_at, goal.check_on) == (None, on)
    assert not say(goal, "less_so", by=mentee)
    assert "We are so near" in page(mentee, "goal", goal).content.decode()


def test_of_what_is_not_under_way_nothing_is_said(goal: Goal, mentee: Any) -> None:
    goal.park(by=mentee, because="no_room")
    with pytest.raises(NotNow):
        say(goal, "no_longer", by=mentee)
    goal.take_up(by=mentee)
    assert (goal.turned_at, Saying.objects.count()) == (None, 0)


def test_other_words_and_parking_are_decisions_too(goal: Goal, mentee: Any) -> None:
    say(goal, "no_longer", by=mentee)
    goal.revise(by=mentee, shown_version=goal.version, reason="Smaller", title="One user")
    assert goal.turned_at is None
    say(goal, "no_longer", by=mentee)
    goal.park(by=mentee, because="no_room")
    assert goal.turned_at is None


def test_no_longer_said_again_after_a_decision_counts_again(goal: Goal, mentee: Any) -> None:
    for _time in range(2):
        page(mentee, "still_mine", goal, kind="no_longer")
        goal.refresh_from_db()
        assert goal.turned_at
        Saying.objects.keep(goal, by=mentee, line="We go on", check_on=None)
    assert Saying.objects.filter(kind="no_longer").count() == 2


def test_a_yes_names_the_day_of_the_next_look(goal: Goal) -> None:
    assert goal.check_on == timezone.localdate() + dt.timedelta(days=28)
    later = timezone.localdate() + dt.timedelta(days=29)
    assert list(Goal.objects.to_look_at(later)) == [goal]


@pytest.mark.parametrize("table", ["goals_ladder", "goals_rating", "goals_saying"])
def test_the_database_keeps_what_was_said(goal: Goal, mentee: Any, table: str) -> None:
    describe(goal, by=mentee).rate(0, by=mentee)
    say(goal, "mine", by=mentee)
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(f"UPDATE {table} SET id = id")  # noqa: S608


# --- asked when somebody prepares ------------------------------------------------------------


def test_a_preparation_asks_of_each_goal_and_two_of_them_call_for_a_decision(
    goal: Goal, mentee: Any
) -> None:
    for number in range(2):
        check_in = make_check_in(pairing=goal.pairing, starts_at=in_days(number + 1))
        client = Client()
        client.force_login(mentee)
        url = reverse("prep", args=[check_in.pk])
        assert "Is it still yours? Release the booking tool" in client.get(url).content.decode()
        for _again in range(2):
            client.post(url, {f"still-{goal.pk}": "less_so"})
        goal.refresh_from_db()
        assert (goal.turned_at is not None) == bool(number)
    assert Saying.objects.count() == 2
    assert "A goal wants a decision" in steps_of(mentee)


def test_nobody_is_asked_whether_their_partner_s_goal_is_still_theirs(
    goal: Goal, mentee: Any, mentor: Any
) -> None:
    check_in = make_check_in(pairing=goal.pairing, starts_at=in_days(1))
    client = Client()
    client.force_login(mentor)
    asked = client.get(reverse("prep", args=[check_in.pk])).content.decode()
    assert "Are you still behind it? Release the booking tool" in asked
    say(goal, "mine", by=mentor)
    for person, question in ((mentee, "Is it still yours?"), (mentor, "Are you still behind it?")):
        shown = page(person, "goal", goal).content.decode()
        assert question in shown
        assert "<span>still behind it</span>" in shown


def test_what_one_changed_is_not_said_to_be_believed_in_by_both(
    goal: Goal, mentee: Any, mentor: Any
) -> None:
    believed = "You both believe in it."
    assert believed in page(mentee, "goal", goal).content.decode()
    goal.revise(by=mentee, shown_version=goal.version, reason="Smaller", title="One user")
    mine, theirs = (page(person, "goal", goal).content.decode() for person in (mentee, mentor))
    assert "You changed it since you both agreed." in mine
    assert f"{mentee.get_short_name()} changed it." in theirs
    assert believed not in mine + theirs
    say(goal, "mine", by=mentee)
    assert believed not in page(mentee, "goal", goal).content.decode()
    say(goal, "mine", by=mentor)
    assert believed in page(mentee, "goal", goal).content.decode()


def test_a_preparation_asks_nothing_of_other_goals(pairing: Any, mentee: Any) -> None:
    make_goal(pairing=pairing, status="parked")
    check_in = make_check_in(pairing=pairing, starts_at=in_days(1))
    client = Client()
    client.force_login(mentee)
    shown = client.get(reverse("prep", args=[check_in.pk])).content.decode()
    assert "Is it still yours?" not in shown


def in_days(days: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def steps_of(person: Any) -> list[str]:
    now = timezone.now()
    pair = open_pairs(person, now).get()
    return [str(step.title) for step in steps_for(pair, person, now)]
