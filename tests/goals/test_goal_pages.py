"""Goals in the hands of a mentee, a mentor, a former partner and people who must see nothing."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft
from accounts.private import open_for
from goals.models import Checkpoint, Goal
from mentorship.models import Celebration, Expectation
from tests.factories import make_pairing
from tests.goals.factories import make_checkpoint, make_entry, make_goal

pytestmark = pytest.mark.django_db
SENTENCE = "Release the booking tool to ten users by July"


@pytest.fixture
def as_mentee(client: Client, mentee: Any) -> Client:
    client.force_login(mentee)
    return client


@pytest.fixture
def as_mentor(mentor: Any) -> Client:
    client = Client()
    client.force_login(mentor)
    return client


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def words(page: Any) -> str:
    return page.content.decode()


def act(client: Client, name: str, pk: Any, **told: Any) -> Any:
    return client.post(reverse(name, args=[pk]), told)


def write(client: Client, pairing: Any, **told: Any) -> Any:
    told = {"record": uuid.uuid4(), "title": SENTENCE, **told}
    return client.post(reverse("new_goal", args=[pairing.pk]), told)


def test_a_goal_begins_with_a_rough_sentence(
    as_mentee: Client, as_mentor: Client, pairing: Any
) -> None:
    answer = write(as_mentee, pairing, title="improve my coding skills")
    goal = Goal.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("goal", args=[goal.pk]))
    page = words(as_mentee.get(answer.url))
    assert "“Improve” can mean many things." in page
    assert "Release ___ that does ___ by ___." in page
    assert as_mentor.get(answer.url).status_code == 404


def test_everything_that_was_told_is_kept(as_mentee: Client, pairing: Any, mentee: Any) -> None:
    told = {
        "measure": "ten names",
        "matters": "mine",
        "due_on": "2026-07-01",
        "confidence": "6",
        "is_new": "on",
    }
    write(as_mentee, pairing, **told)
    goal = Goal.objects.get()
    assert goal.told(by=mentee) == {"title": SENTENCE, "measure": "ten names", "matters": "mine"}
    assert (goal.due_on, goal.confidence, goal.is_new) == (dt.date(2026, 7, 1), 6, True)


def test_one_form_posted_twice_makes_one_goal(as_mentee: Client, pairing: Any) -> None:
    record = uuid.uuid4()
    urls = {write(as_mentee, pairing, record=record).url for _ in range(2)}
    assert urls == {reverse("goal", args=[record])}
    assert Goal.objects.count() == 1


def test_a_begun_sentence_waits_and_goes_when_it_is_saved(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    place = f"goal:{pairing.pk}"
    Draft.objects.keep(by=mentee, place=place, text="Give two ta", now=timezone.now())
    page = as_mentee.get(reverse("new_goal", args=[pairing.pk]))
    assert page.context["form"]["title"].value() == "Give two ta"
    write(as_mentee, pairing)
    assert Draft.objects.count() == 0


def test_a_begun_change_waits_and_goes_when_it_is_saved(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    place = f"goal:{goal.pk}"
    Draft.objects.keep(by=mentee, place=place, text="Release it to twel", now=timezone.now())
    page = as_mentee.get(reverse("revise_goal", args=[goal.pk]))
    assert page.context["form"]["title"].value() == "Release it to twel"
    assert "The first box holds what you were writing when you left." in words(page)
    revise(as_mentee, goal)
    assert Draft.objects.count() == 0


def test_from_a_draft_to_an_agreed_goal(as_mentee: Client, as_mentor: Client, pairing: Any) -> None:
    write(as_mentee, pairing)
    goal = Goal.objects.get()
    act(as_mentee, "propose_goal", goal.pk)
    page = words(as_mentor.get(reverse("goal", args=[goal.pk])))
    assert "Amara proposes this." in page
    answer = act(as_mentor, "agree_goal", goal.pk, version=goal.version)
    goal.refresh_from_db()
    assert (goal.status, said(answer)) == ("agreed", ["Agreed. Amara hears from us by mail."])
    assert "You both believe in it." in words(as_mentee.get(answer.url))


def test_proposing_can_be_undone_from_the_line_that_says_so(
    as_mentee: Client, as_mentor: Client, pairing: Any
) -> None:
    goal = make_goal(pairing=pairing)
    page = words(as_mentee.get(act(as_mentee, "propose_goal", goal.pk).url))
    assert f'action="{reverse("withdraw_goal", args=[goal.pk])}"' in page
    act(as_mentee, "withdraw_goal", goal.pk)
    assert as_mentor.get(reverse("goal", args=[goal.pk])).status_code == 404


@pytest.mark.parametrize(
    ("status", "verb", "after"),
    [
        ("proposed", "agree_goal", "proposed"),
        ("draft", "reach_goal", "draft"),
        ("agreed", "propose_goal", "agreed"),
        ("agreed", "take_up_goal", "agreed"),
        ("agreed", "withdraw_goal", "agreed"),
        ("agreed", "bring_back_goal", "agreed"),
        ("agreed", "reopen_goal", "agreed"),
        ("closed", "reach_goal", "closed"),
    ],
)
def test_what_is_not_possible_now_is_said_and_changes_nothing(
    as_mentee: Client, pairing: Any, status: str, verb: str, after: str
) -> None:
    goal = make_goal(pairing=pairing, status=status)
    answer = act(as_mentee, verb, goal.pk)
    goal.refresh_from_db()
    assert goal.status == after
    assert said(answer) == ["That is not possible just now. Here is how it stands."]


@pytest.mark.parametrize(
    ("status", "verb", "after", "undo", "restored"),
    [
        ("agreed", "reach_goal", "reached", "reopen_goal", "agreed"),
        ("draft", "propose_goal", "proposed", "withdraw_goal", "draft"),
    ],
)
def test_acts_can_be_undone(
    as_mentee: Client, pairing: Any, status: str, verb: str, after: str, undo: str, restored: str
) -> None:
    goal = make_goal(pairing=pairing, status=status)
    states = []
    for name in (verb, undo):
        act(as_mentee, name, goal.pk)
        goal.refresh_from_db()
        states.append(goal.status)
    assert states == [after, restored]


def test_a_goal_is_let_go_with_a_reason_and_what_takes_its_place(
    as_mentee: Client, as_mentor: Client, pairing: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed", title="Learn Haskell")
    other = make_goal(pairing=pairing, status="agreed", title="Ship the tool")
    answer = act(
        as_mentee, "close_goal", goal.pk, reason="something_better", successor=str(other.pk)
    )
    page = words(as_mentor.get(answer.url))
    assert "something better took its place" in page
    assert reverse("goal", args=[other.pk]) in page
    act(as_mentee, "bring_back_goal", goal.pk)
    goal.refresh_from_db()
    assert goal.status == "parked"


def test_a_successor_that_is_still_a_draft_is_not_told(
    as_mentee: Client, as_mentor: Client, pairing: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    draft = make_goal(pairing=pairing, title="Mine alone")
    answer = act(as_mentee, "close_goal", goal.pk, reason="life", successor=str(draft.pk))
    assert "Mine alone" in words(as_mentee.get(answer.url))
    assert "Mine alone" not in words(as_mentor.get(answer.url))


def test_letting_go_asks_for_a_reason(as_mentee: Client, pairing: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    assert act(as_mentee, "close_goal", goal.pk).status_code == 200
    goal.refresh_from_db()
    assert goal.status == "agreed"


def revise(client: Client, goal: Goal, **told: Any) -> Any:
    told = {"title": SENTENCE, "version": goal.version, "reason": "shorter", **told}
    return act(client, "revise_goal", goal.pk, **told)


def test_a_change_is_told_with_its_reason(
    as_mentee: Client, as_mentor: Client, pairing: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed", title="Release it to everybody")
    answer = revise(as_mentor, goal, reason="ten is enough to learn from")
    assert said(answer) == ["Saved. Amara hears of the change by mail."]
    page = words(as_mentee.get(answer.url))
    assert "Dela changed it" in page
    assert "ten is enough to learn from" in page
    assert "Release it to everybody" in page


def test_what_both_can_see_is_not_changed_without_a_reason(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed", title="As it was")
    assert revise(as_mentee, goal, reason="").status_code == 200
    assert goal.told(by=mentee)["title"] == "As it was"


def test_a_draft_needs_no_reason(as_mentee: Client, pairing: Any) -> None:
    goal = make_goal(pairing=pairing)
    page = as_mentee.get(reverse("revise_goal", args=[goal.pk]))
    assert "reason" not in page.context["form"].fields
    assert said(revise(as_mentee, goal)) == ["Saved. Only you can see it until you propose it."]


def test_two_wordings_at_once_are_both_shown_and_neither_is_lost(
    as_mentee: Client, as_mentor: Client, pairing: Any, mentee: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed", title="As it was")
    revise(as_mentor, goal, title="As Dela has it")
    conflict = revise(as_mentee, goal, title="As Amara has it")
    assert conflict.status_code == 409
    page = words(conflict)
    assert ("As Dela has it" in page, "As Amara has it" in page) == (True, True)
    goal.refresh_from_db()
    assert conflict.context["form"]["version"].value() == str(goal.version)
    assert revise(as_mentee, goal, title="As Amara has it").status_code == 303
    goal.refresh_from_db()
    assert goal.told(by=mentee)["title"] == "As Amara has it"


def add(client: Client, goal: Goal, *titles: str, record: Any = None) -> Any:
    told = {"record": record or uuid.uuid4(), "row-TOTAL_FORMS": len(titles)}
    told |= {"row-INITIAL_FORMS": 0} | {f"row-{n}-title": t for n, t in enumerate(titles)}
    return act(client, "add_checkpoint", goal.pk, **told)


def line(goal: Goal, reader: Any) -> list[str]:
    return [open_for(point, "title", reader) for point in Checkpoint.objects.filter(goal=goal)]


def test_three_checkpoints_at_once_and_empty_rows_left_out(
    as_mentee: Client, pairing: Any, mentor: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    assert len(as_mentee.get(reverse("add_checkpoint", args=[goal.pk])).context["rows"].forms) == 3
    record = uuid.uuid4()
    for _post in range(2):
        add(as_mentee, goal, "Data model", "", "Public beta", record=record)
    assert line(goal, mentor) == ["Data model", "Public beta"]


def test_what_does_not_fit_on_the_line_stays_in_its_boxes(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    for number in range(6):
        make_checkpoint(goal=goal, title=str(number))
    answer = add(as_mentee, goal, "Seventh", "Eighth")
    assert "Seven are plenty. Join two, or take one away first." in words(answer)
    assert ('value="Seventh"' in words(answer), 'value="Eighth"' in words(answer)) == (True, True)
    assert len(line(goal, mentee)) == 6


def test_a_checkpoint_needs_words(as_mentee: Client, pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    told = {"record": uuid.uuid4(), "row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 0}
    answer = act(as_mentee, "add_checkpoint", goal.pk, **told, **{"row-0-due_on": "2026-07-01"})
    assert (answer.status_code, line(goal, mentee)) == (200, [])


def test_reaching_leads_to_its_celebration_which_is_asked_once(
    as_mentee: Client, as_mentor: Client, pairing: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    point = make_checkpoint(goal=goal)
    answer = act(as_mentee, "reach_checkpoint", point.pk)
    stone = Celebration.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("celebration", args=[stone.pk]))
    assert as_mentee.get(answer.url).status_code == 200
    again = act(as_mentor, "reach_checkpoint", point.pk)
    assert (again.url, Celebration.objects.count()) == (reverse("goal", args=[goal.pk]), 1)
    act(as_mentee, "take_back_checkpoint", point.pk)
    point.refresh_from_db()
    assert (point.reached_at, Celebration.objects.count()) == (None, 0)


def test_checkpoints_are_moved_changed_taken_away_and_put_back(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    one, two = (make_checkpoint(goal=goal, title=title) for title in ("one", "two"))
    act(as_mentee, "earlier_checkpoint", two.pk)
    assert line(goal, mentee) == ["two", "one"]
    act(as_mentee, "checkpoint", one.pk, title="uno", due_on="2026-07-01", version=1)
    assert line(goal, mentee) == ["two", "uno"]
    act(as_mentee, "drop_checkpoint", two.pk)
    assert line(goal, mentee) == ["uno"]
    act(as_mentee, "put_back_checkpoint", two.pk)
    assert line(goal, mentee) == ["two", "uno"]


def test_two_wordings_of_a_checkpoint_are_both_shown(
    as_mentee: Client, as_mentor: Client, pairing: Any
) -> None:
    point = make_checkpoint(goal=make_goal(pairing=pairing, status="agreed"))
    act(as_mentor, "checkpoint", point.pk, title="As Dela has it", version=1)
    conflict = act(as_mentee, "checkpoint", point.pk, title="As Amara has it", version=1)
    page = words(conflict)
    assert conflict.status_code == 409
    assert ("As Dela has it" in page, "As Amara has it" in page) == (True, True)


def test_a_late_checkpoint_is_waiting_and_nothing_worse(as_mentee: Client, pairing: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    make_checkpoint(goal=goal, in_days=-3)
    page = words(as_mentee.get(reverse("goal", args=[goal.pk])))
    assert page.count("</svg>Waiting</span>") == 1
    assert re.findall(r"\b(overdue|late|failed|missed)\b", page, re.IGNORECASE) == []


GOAL_ACTS = (
    "propose_goal withdraw_goal agree_goal park_goal take_up_goal reach_goal reopen_goal "
    "close_goal bring_back_goal revise_goal add_checkpoint"
)
POINT_ACTS = (
    "checkpoint reach_checkpoint take_back_checkpoint earlier_checkpoint drop_checkpoint "
    "put_back_checkpoint"
)


@pytest.mark.parametrize("name", f"{GOAL_ACTS} {POINT_ACTS}".split())  # noqa: SIM905
@pytest.mark.parametrize("who", ["outsider", "coordinator"])
def test_nobody_else_finds_anything(
    client: Client, request: Any, pairing: Any, name: str, who: str
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    point = make_checkpoint(goal=goal)
    client.force_login(request.getfixturevalue(who))
    pk = point.pk if name in POINT_ACTS else goal.pk
    assert act(client, name, pk, reason="life", title="Mine now", version=1).status_code == 404
    assert client.get(reverse("goal", args=[goal.pk])).status_code == 404
    assert client.get(reverse("goals", args=[pairing.pk])).status_code == 404
    assert client.get(reverse("new_goal", args=[pairing.pk])).status_code == 404


@pytest.mark.parametrize("name", f"{GOAL_ACTS} {POINT_ACTS}".split())  # noqa: SIM905
def test_former_partners_keep_everything_to_read_and_nothing_to_change(
    as_mentee: Client, pairing: Any, mentee: Any, name: str
) -> None:
    goal = make_goal(pairing=pairing, status="agreed", title="As it was")
    point = make_checkpoint(goal=goal, title="A point")
    pairing.end(by=None, reason="moved_away")
    pk = point.pk if name in POINT_ACTS else goal.pk
    act(as_mentee, name, pk, reason="life", title="Changed", version=1)
    goal.refresh_from_db()
    assert (goal.status, goal.version, goal.told(by=mentee)["title"]) == ("agreed", 1, "As it was")
    assert (line(goal, mentee), Checkpoint.objects.ahead().count()) == (["A point"], 1)
    page = words(as_mentee.get(reverse("goal", args=[goal.pk])))
    main = page.partition("<main")[2].partition("</main>")[0]
    assert ("As it was" in main, "<button" in main) == (True, False)


def test_a_partners_draft_is_not_there(as_mentor: Client, pairing: Any) -> None:
    goal = make_goal(pairing=pairing, title="Mine alone")
    assert as_mentor.get(reverse("goal", args=[goal.pk])).status_code == 404
    assert "Mine alone" not in words(as_mentor.get(reverse("goals", args=[pairing.pk])))


def test_private_entries_are_on_no_page_of_the_partner(
    as_mentee: Client, as_mentor: Client, pairing: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    entry = make_entry(pairing=pairing, text="My secret", goal=goal, audience="me", kind="win")
    entry.follow_up("My secret reason", by=pairing.mentee_person)
    urls = [
        reverse("goal", args=[goal.pk]),
        reverse("goals", args=[pairing.pk]),
        reverse("progress", args=[pairing.pk]),
        f"{reverse('progress', args=[pairing.pk])}?logged={entry.pk}",
        reverse("celebrations", args=[pairing.pk]),
        f"{reverse('log')}?pairing={pairing.pk}",
    ]
    shown = [["My secret" in words(c.get(url)) for url in urls] for c in (as_mentee, as_mentor)]
    assert shown == [[True, False, True, True, False, False], [False] * 6]


def test_the_lists_sort_what_stands_waits_and_lies_behind(as_mentee: Client, pairing: Any) -> None:
    for status in ("draft", "proposed", "agreed", "parked", "reached", "closed"):
        make_goal(pairing=pairing, title=status, status=status)
    page = as_mentee.get(reverse("goals", args=[pairing.pk]))
    groups = [
        [card.title for card in page.context[name]] for name in ("standing", "waiting", "behind")
    ]
    assert groups == [["agreed", "proposed"], ["draft", "parked"], ["reached", "closed"]]


def test_no_goal_yet_invites_to_write_one(as_mentee: Client, pairing: Any) -> None:
    page = words(as_mentee.get(reverse("goals", args=[pairing.pk])))
    assert ("No goal yet" in page, reverse("new_goal", args=[pairing.pk]) in page) == (True, True)


def test_a_shape_takes_the_place_of_no_sentence(as_mentee: Client, pairing: Any) -> None:
    """Without a word of script: the boxes come back as they were, nothing is asked or saved."""
    answer = write(as_mentee, pairing, title=" ", measure="ten names", shape="release")
    form = answer.context["form"]
    assert (answer.status_code, Goal.objects.count()) == (200, 0)
    assert form["title"].value() == "Release ___ that does ___ by ___."
    assert (form["measure"].value(), form.errors) == ("ten names", {})


def test_a_shape_stands_beside_a_sentence_and_never_over_it(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    goal = make_goal(pairing=pairing, by=mentee, title="improve my coding")
    told = {"title": "improve my tests", "version": goal.version, "due_on": "never"}
    answer = act(as_mentee, "revise_goal", goal.pk, shape="learn", **told)
    form = answer.context["form"]
    assert (form["title"].value(), form["due_on"].value()) == ("improve my tests", "never")
    assert "Find and try 3 ways to ___ by ___, and keep the best one." in form["title"].help_text
    assert (form.errors, goal.told(by=mentee)["title"]) == ({}, "improve my coding")


def test_a_shape_that_nobody_knows_is_no_shape(as_mentee: Client, pairing: Any) -> None:
    assert write(as_mentee, pairing, shape="<b>").status_code == 303
    assert Goal.objects.count() == 1


def test_a_goal_is_parked_with_a_reason_and_taken_up_again(as_mentee: Client, pairing: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    assert act(as_mentee, "park_goal", goal.pk).status_code == 200
    assert act(as_mentee, "park_goal", goal.pk, because="brought_back").status_code == 200
    act(as_mentee, "park_goal", goal.pk, because="other_first")
    page = words(as_mentee.get(reverse("goal", args=[goal.pk])))
    assert "It waits, and asks for nothing: another goal comes first." in page
    act(as_mentee, "take_up_goal", goal.pk)
    goal.refresh_from_db()
    assert (goal.status, goal.parked_because) == ("agreed", "")


def test_any_two_wordings_stand_side_by_side(
    as_mentee: Client, as_mentor: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    goal = make_goal(pairing=pairing, status="agreed", title="Give one talk", measure="A date")
    goal.revise(by=mentor, shown_version=1, reason="it goes well", title="Give two talks")
    goal.revise(by=mentee, shown_version=2, reason="I dare", title="Give a keynote")
    url = reverse("compare_goal", args=[goal.pk])
    newest = as_mentor.get(url)
    assert (newest.context["before"].number, newest.context["after"].number) == (2, 3)
    assert "because: I dare" in words(newest)
    first = as_mentee.get(url, {"a": "1", "b": "2"})
    found = [(str(one.label), one.is_same) for one in first.context["differences"]]
    assert found == [("The goal", False), ("Known because", True)]
    assert "Give one talk" in words(first)
    assert "because: it goes well" in words(first)
    assert as_mentee.get(url, {"a": "99", "b": "x"}).context["before"].number == 2


def test_a_goal_that_never_changed_has_nothing_to_compare(as_mentee: Client, pairing: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    answer = as_mentee.get(reverse("compare_goal", args=[goal.pk]))
    assert answer.url == reverse("goal", args=[goal.pk])


def test_a_checkpoint_may_show_where_it_can_be_seen(as_mentee: Client, pairing: Any) -> None:
    goal = make_goal(pairing=pairing)
    point = make_checkpoint(goal=goal)
    told = {"title": "Ship it", "version": 1}
    for bad in ("http://example.org/x", "javascript:alert(1)", "https://", "a picture"):
        answer = act(as_mentee, "checkpoint", point.pk, **told, evidence=bad)
        assert (answer.status_code, answer.context["form"]["evidence"].value()) == (200, bad)
    act(as_mentee, "checkpoint", point.pk, **told, evidence="https://example.org/x?a=b&c")
    page = words(as_mentee.get(reverse("goal", args=[goal.pk])))
    assert '<a href="https://example.org/x?a=b&amp;c" rel="noopener noreferrer">' in page
    assert "See it at example.org" in page


def test_checkpoints_go_up_and_down(as_mentee: Client, pairing: Any) -> None:
    goal = make_goal(pairing=pairing)
    one, two, three = (make_checkpoint(goal=goal, title=title) for title in ("A", "B", "C"))
    act(as_mentee, "later_checkpoint", one.pk)
    act(as_mentee, "earlier_checkpoint", three.pk)
    act(as_mentee, "later_checkpoint", one.pk)
    line = list(Checkpoint.objects.filter(goal=goal).values_list("pk", flat=True))
    assert line == [two.pk, three.pk, one.pk]


def test_a_mentor_may_have_something_to_learn_too(
    as_mentee: Client, as_mentor: Client, pairing: Any, mentor: Any
) -> None:
    form = as_mentee.get(reverse("new_goal", args=[pairing.pk])).context["form"]
    assert "is_own" not in form.fields
    write(as_mentor, pairing, title="Ask before I advise", is_own="on")
    goal = Goal.objects.get()
    assert (goal.owner_role, goal.owner, goal.author) == ("mentor", mentor, mentor)
    assert as_mentee.get(reverse("goal", args=[goal.pk])).status_code == 404
    goal.propose(by=mentor)
    page = words(as_mentee.get(reverse("goal", args=[goal.pk])))
    assert ("Dela’s own, to learn" in page, "your own, to learn" in page) == (True, False)
    assert list(Goal.objects.of_mentee()) == []


def test_a_mentee_cannot_write_a_goal_of_the_mentors(as_mentee: Client, pairing: Any) -> None:
    write(as_mentee, pairing, is_own="on")
    assert Goal.objects.get().owner_role == "mentee"


def test_what_they_hoped_for_is_where_a_goal_may_begin(mentee: Any, mentor: Any) -> None:
    pairing = make_pairing(mentee=mentee, mentor=mentor, is_started=False)
    page, as_mentor = reverse("new_goal", args=[pairing.pk]), Client()
    as_mentor.force_login(mentor)
    said = ("- Lead a review\n\n* Speak in June", "")
    for person, goals in zip(pairing.people, said, strict=True):
        assert as_mentor.get(page).context["hoped"] == []
        mine = Expectation.objects.of(pairing, person)
        mine.answer("hopes", {"goals": goals}, by=person, shown={})
        mine.finish(by=person)
    assert as_mentor.get(page).context["hoped"] == ["Lead a review", "Speak in June"]
    told = {"record": uuid.uuid4(), "title": ""}
    answer = as_mentor.post(page, told | {"line": "1"})
    assert answer.context["form"]["title"].value() == "Speak in June"
    assert as_mentor.post(page, told | {"line": "9"}).status_code == 200
    assert Goal.objects.count() == 0
