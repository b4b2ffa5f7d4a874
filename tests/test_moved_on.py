"""Words that were being written while the partner did something: handed back, never dropped."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import PersonKey
from checkins.models import Action
from goals.models import Goal, Ladder, Saying
from mentorship.models import Agreement, Expectation, HorizonCheck, Pairing
from tests.checkins.factories import make_check_in
from tests.factories import make_pairing
from tests.goals.factories import make_checkpoint, make_goal
from tests.mentorship.factories import agree

pytestmark = pytest.mark.django_db
WORDS = "What I had been thinking about all week."
STEPS = ["None.", "One.", "Two.", "Three.", "All."]


@pytest.fixture
def pairing() -> Pairing:
    return make_pairing()


def ask(person: Any, name: str, pk: Any, *more: Any, **told: Any) -> Any:
    client = Client()
    client.force_login(person)
    url = reverse(name, args=[pk, *more])
    return client.post(url, told) if told else client.get(url)


def handed_back(answer: Any) -> bool:
    """The page says what happened and shows the words; nothing else does."""
    page = answer.content.decode()
    return (answer.status_code, WORDS in page, "moved on while" in page) == (409, True, True)


# --- the agreement -------------------------------------------------------------------------------


def test_an_answer_that_comes_after_the_partner_wrote_it_as_one(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    Agreement.objects.of(pairing).propose({"hopes": "More."}, by=mentor)
    told = {"hopes": WORDS, "shown": "{}"}
    assert handed_back(ask(mentee, "expectation", pairing.pk, "hopes", **told))


def test_an_answer_that_comes_after_both_were_opened(pairing: Pairing) -> None:
    for person in pairing.people:
        Expectation.objects.of(pairing, person).finish(by=person)
    told = {"hopes": WORDS, "shown": "{}"}
    assert handed_back(ask(pairing.mentee_person, "expectation", pairing.pk, "hopes", **told))


def test_a_clause_that_is_settled_after_the_partner_made_the_version(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    for person in pairing.people:
        Expectation.objects.of(pairing, person).finish(by=person)
    Agreement.objects.of(pairing).propose({"hopes": "More."}, by=mentor)
    assert handed_back(ask(mentee, "settle", pairing.pk, "hopes", hopes=WORDS, shown="0"))


def test_a_wording_for_a_pair_that_has_ended(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    agree(pairing)
    pairing.end(by=None, reason="ended")
    assert handed_back(ask(mentee, "write_agreement", pairing.pk, hopes=WORDS))


def test_what_one_answered_alone_stays_readable_by_oneself(pairing: Pairing) -> None:
    """The partner wrote a version for both; the pages of the sealed answers are closed by then."""
    mentee, mentor = pairing.people
    mine = Expectation.objects.of(pairing, mentee)
    mine.answer("hopes", {"hopes": WORDS}, by=mentee, shown={})
    Agreement.objects.of(pairing).propose({"hopes": "More."}, by=mentor)
    link = reverse("expectations", args=[pairing.pk])
    assert link in ask(mentee, "agreement", pairing.pk).content.decode()
    page = ask(mentee, "expectations", pairing.pk).content.decode()
    assert [WORDS in page, "I am done" in page, "/expectations/hopes/" in page] == [
        True,
        False,
        False,
    ]
    assert link not in ask(mentor, "agreement", pairing.pk).content.decode()
    assert ask(mentor, "expectations", pairing.pk).url == reverse("agreement", args=[pairing.pk])
    assert ask(mentee, "expectations", pairing.pk, done="yes").status_code == 302
    assert Expectation.objects.get().done_at is None


def test_what_still_holds_is_not_forgotten_with_its_words(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    agreement = agree(pairing, cadence_days="28", minutes="90", channel="phone")
    PersonKey.objects.get(person=mentee).destroy(by=mentee)
    pairing.promise(review_on=timezone.localdate())
    agreement.still_holds(by=mentor)
    pairing.refresh_from_db()
    held = (pairing.cadence_days, pairing.minutes, pairing.channel, pairing.review_on)
    assert held == (28, 90, "phone", None)


def test_a_look_at_the_direction_of_a_pair_that_has_ended(pairing: Pairing) -> None:
    HorizonCheck.objects.begin(pairing, cause="monthly", now=timezone.now())
    pairing.end(by=None, reason="ended")
    told = {"direction": "off", "line": WORDS, "shown": "1"}
    assert handed_back(ask(pairing.mentee_person, "mark_horizon", pairing.pk, **told))


# --- goals ---------------------------------------------------------------------------------------


def _row(**told: str) -> dict[str, Any]:
    empty = {"row-0-title": "", "row-0-due_on": "", "row-0-done_when": ""}
    forms = {"row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 0, "record": str(uuid.uuid4())}
    return empty | forms | told


WRITING: dict[str, Callable[[Goal], dict[str, Any]]] = {
    "revise_goal": lambda goal: {"title": WORDS, "version": goal.version, "reason": "It grew."},
    "ladder": lambda goal: {f"step{n}": WORDS for n in range(5)} | {"weight": 1, "shown": 1},
    "rate_goal": lambda goal: {"level": "1", "line": WORDS, "record": str(uuid.uuid4())},
    "decide_goal": lambda goal: {"line": WORDS},
    "add_checkpoint": lambda goal: _row(**{"row-0-title": WORDS}),
}


@pytest.mark.parametrize("page", WRITING)
def test_words_about_a_goal_that_was_let_go_meanwhile(pairing: Pairing, page: str) -> None:
    mentee, mentor = pairing.people
    goal = make_goal(pairing=pairing, status="agreed")
    Ladder.objects.describe(goal, STEPS, weight=1, by=mentee)
    goal.close(by=mentor, reason="life")
    assert handed_back(ask(mentee, page, goal.pk, **WRITING[page](goal)))


@pytest.mark.parametrize("verb", ["reach", "drop"])
def test_words_about_a_checkpoint_that_was_reached_or_taken_off(
    pairing: Pairing, verb: str
) -> None:
    mentee, mentor = pairing.people
    point = make_checkpoint(goal=make_goal(pairing=pairing, status="agreed"))
    getattr(point, verb)(by=mentor)
    assert handed_back(ask(mentee, "checkpoint", point.pk, title=WORDS, version=1))


def test_a_note_that_is_longer_than_fits(pairing: Pairing) -> None:
    """A browser counts a line's end once, the server twice: what it let through comes back."""
    check_in = make_check_in(pairing=pairing)
    url = reverse("keep_note", args=[check_in.pk, "pair"])
    client = Client()
    client.force_login(pairing.mentee_person)
    answer = client.post(url, {"text": f"{WORDS} " * 600, "version": 0})
    page = answer.content.decode()
    assert (answer.status_code, "longer than fits" in page) == (409, True)
    assert page.count(WORDS) == 600


def test_something_to_do_that_is_longer_than_fits(pairing: Pairing) -> None:
    check_in = make_check_in(pairing=pairing)
    told = {"action-text": f"{WORDS} " * 9, "action-owner": str(pairing.mentee_person.pk)}
    answer = ask(pairing.mentee_person, "add_action", check_in.pk, **told)
    assert (answer.status_code, answer.content.decode().count(WORDS)) == (409, 9)


def test_a_plan_for_what_is_done_by_now(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    action = Action.objects.add(make_check_in(pairing=pairing), "Call", by=mentee, owner=mentee)
    action.finish(by=pairing.mentor_person)
    told = {"when": "I sit in the train", "then": WORDS, "version": 0}
    assert handed_back(ask(mentee, "ease_action", action.pk, **told))


def test_a_goal_begun_in_a_pair_that_has_ended(pairing: Pairing) -> None:
    pairing.end(by=None, reason="ended")
    told = {"title": WORDS, "record": str(uuid.uuid4())}
    assert handed_back(ask(pairing.mentee_person, "new_goal", pairing.pk, **told))


def test_nothing_typed_is_nothing_lost(pairing: Pairing) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    goal.close(by=pairing.mentor_person, reason="life")
    answer = ask(pairing.mentee_person, "decide_goal", goal.pk, line=" ")
    assert answer.url == reverse("goal", args=[goal.pk])
    looked = ask(pairing.mentee_person, "decide_goal", goal.pk)
    assert looked.url == reverse("goal", args=[goal.pk])


def test_nobody_agrees_to_words_they_have_not_seen(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    goal = make_goal(pairing=pairing, status="proposed", title="Read one book")
    shown = goal.version
    goal.revise(by=mentee, shown_version=shown, title="Run the whole department")
    ask(mentor, "agree_goal", goal.pk, version=shown)
    goal.refresh_from_db()
    assert goal.status == "proposed"
    page = ask(mentor, "goal", goal.pk).content.decode()
    assert f'name="version" value="{goal.version}"' in page
    ask(mentor, "agree_goal", goal.pk, version=goal.version)
    goal.refresh_from_db()
    assert goal.status == "agreed"


def test_a_proposal_that_the_partner_has_begun_with_is_no_private_draft_again(
    pairing: Pairing,
) -> None:
    mentee, mentor = pairing.people
    goal = make_goal(pairing=pairing, status="proposed")
    point = make_checkpoint(goal=goal)
    ask(mentor, "reach_checkpoint", point.pk, any="thing")
    point.refresh_from_db()
    assert point.reached_at is None  # what waits for a yes is not reached yet
    Ladder.objects.describe(goal, STEPS, weight=1, by=mentor)
    ask(mentee, "withdraw_goal", goal.pk, any="thing")
    goal.refresh_from_db()
    assert (goal.status, goal.is_shared) == ("proposed", True)


def test_keeping_a_goal_twice_is_keeping_it_once(pairing: Pairing) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    for _press in range(2):
        ask(pairing.mentee_person, "decide_goal", goal.pk, line=WORDS)
    assert Saying.objects.filter(kind="kept").count() == 1
    ask(pairing.mentee_person, "decide_goal", goal.pk, line="For another reason.")
    assert Saying.objects.filter(kind="kept").count() == 2


def test_an_answer_that_is_no_json_is_read_as_none(pairing: Pairing) -> None:
    for shown in ("[" * 15_000, json.dumps([1]), "nonsense"):
        told = {"hopes": WORDS, "shown": shown}
        answer = ask(pairing.mentee_person, "expectation", pairing.pk, "hopes", **told)
        assert answer.status_code in (302, 409)
