"""What moved? One box, one button; and whoever is not meant to read it never does."""

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
from goals.models import Progress
from mentorship.models import Celebration, Pairing
from tests.factories import make_enrolment, make_pairing, make_person
from tests.goals.factories import make_entry, make_goal

pytestmark = pytest.mark.django_db
WORDS = "Asked my first question in the team meeting."


@pytest.fixture
def as_mentee(client: Client, mentee: Any) -> Client:
    client.force_login(mentee)
    return client


def log_url(pairing: Any, **more: Any) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"pairing": pairing.pk, **more}.items())
    return f"{reverse('log')}?{query}"


def post(client: Client, pairing: Any, text: str = WORDS, **told: Any) -> Any:
    told = {"record": uuid.uuid4(), "kind": "step", **told}
    return client.post(log_url(pairing), {"text": text, **told})


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def place(pairing: Any) -> str:
    return f"log:{pairing.pk}"


def test_nothing_but_the_words_is_needed(as_mentee: Client, pairing: Any, mentor: Any) -> None:
    answer = post(as_mentee, pairing)
    entry = Progress.objects.get()
    trail = f"{reverse('progress', args=[pairing.pk])}?logged={entry.pk}"
    assert (answer.status_code, answer.url) == (303, trail)
    told = (entry.kind, entry.audience, entry.confidence, entry.goal)
    assert told == ("step", "pair", None, None)
    assert open_for(entry, "text", mentor) == WORDS


def test_everything_else_may_be_told(as_mentee: Client, pairing: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    post(as_mentee, pairing, kind="snag", confidence="2", goal=str(goal.pk), private="on")
    entry = Progress.objects.get()
    told = (entry.kind, entry.audience, entry.confidence, entry.goal)
    assert told == ("snag", "me", 2, goal)


@pytest.mark.parametrize("text", ["", "   \n"])
def test_an_empty_box_is_answered_kindly(as_mentee: Client, pairing: Any, text: str) -> None:
    answer = post(as_mentee, pairing, text=text)
    assert answer.status_code == 200
    assert "Write down what moved; half a sentence will do." in answer.content.decode()
    assert Progress.objects.count() == 0


def test_posting_twice_makes_one_record(as_mentee: Client, pairing: Any) -> None:
    record = uuid.uuid4()
    answers = [post(as_mentee, pairing, record=record, kind="win") for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Progress.objects.count() == 1
    assert Pairing.objects.get(pk=pairing.pk).wins == 1


@pytest.mark.parametrize(
    ("asked", "chosen"), [("win", "win"), ("snag", "snag"), ("", "step"), ("else", "step")]
)
def test_the_address_chooses_the_kind(
    as_mentee: Client, pairing: Any, asked: str, chosen: str
) -> None:
    page = as_mentee.get(log_url(pairing, kind=asked))
    assert page.context["form"]["kind"].value() == chosen


def chosen_goal(page: Any) -> str:
    return page.context["form"]["goal"].value()


def test_the_goal_used_last_is_chosen(as_mentee: Client, pairing: Any) -> None:
    first, second = (make_goal(pairing=pairing, status="agreed") for _ in range(2))
    assert chosen_goal(as_mentee.get(log_url(pairing))) in (str(first.pk), str(second.pk))
    make_entry(pairing=pairing, goal=second)
    make_entry(pairing=pairing, goal=None)
    assert chosen_goal(as_mentee.get(log_url(pairing))) == str(second.pk)
    assert chosen_goal(as_mentee.get(log_url(pairing, goal=first.pk))) == str(first.pk)


def test_a_goal_that_is_over_is_not_offered(as_mentee: Client, pairing: Any, mentee: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    make_entry(pairing=pairing, goal=goal)
    goal.park(by=mentee, because="no_room")
    assert "goal" not in as_mentee.get(log_url(pairing)).context["form"].fields


def test_a_goal_of_another_pair_is_refused(as_mentee: Client, pairing: Any) -> None:
    other = make_goal(pairing=make_pairing(cohort=pairing.cohort), status="agreed")
    make_goal(pairing=pairing, status="agreed")
    answer = post(as_mentee, pairing, goal=str(other.pk))
    assert (answer.status_code, Progress.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("hours", "told", "line"),
    [
        (None, {}, "Added. Dela can read it now."),
        (-24, {}, "Added. Dela can read it now."),
        (1, {}, "Added. Dela sees it before you meet today."),
        (48, {}, "Added. Dela sees it before Thursday."),
        (216, {}, "Added. Dela sees it before 21 May."),
        (48, {"private": "on"}, "Kept. Only you can read it."),
    ],
)
def test_one_line_back_says_who_reads_it_by_when(
    as_mentee: Client, pairing: Any, time_machine: Any, hours: Any, told: Any, line: str
) -> None:
    time_machine.move_to(dt.datetime(2026, 5, 12, 8, 0, tzinfo=dt.UTC), tick=False)
    at = None if hours is None else timezone.now() + dt.timedelta(hours=hours)
    Pairing.objects.filter(pk=pairing.pk).update(next_check_in_at=at)
    assert said(post(as_mentee, pairing, **told)) == [line]


def test_the_line_carries_its_undo(as_mentee: Client, pairing: Any, mentee: Any) -> None:
    page = as_mentee.get(post(as_mentee, pairing).url)
    undo = reverse("undo_progress", args=[Progress.objects.get().pk])
    assert f'action="{undo}"' in page.content.decode()
    answer = as_mentee.post(undo)
    assert (answer.status_code, answer.url) == (303, log_url(pairing, kind="step"))
    assert list(Progress.objects.standing()) == []
    assert Draft.objects.text(by=mentee, place=place(pairing)) == WORDS


def test_undoing_twice_says_no_more_than_once(as_mentee: Client, pairing: Any, mentee: Any) -> None:
    undo = reverse("undo_progress", args=[make_entry(pairing=pairing, text=WORDS).pk])
    assert {as_mentee.post(undo).status_code for _ in range(2)} == {303}
    assert Draft.objects.text(by=mentee, place=place(pairing)) == WORDS


def test_undoing_keeps_what_is_being_written(as_mentee: Client, pairing: Any, mentee: Any) -> None:
    entry = make_entry(pairing=pairing, text=WORDS)
    Draft.objects.keep(by=mentee, place=place(pairing), text="Begun", now=timezone.now())
    as_mentee.post(reverse("undo_progress", args=[entry.pk]))
    assert Draft.objects.text(by=mentee, place=place(pairing)) == f"{WORDS}\n\nBegun"


def test_after_ten_minutes_it_stays(as_mentee: Client, pairing: Any, time_machine: Any) -> None:
    entry = make_entry(pairing=pairing)
    time_machine.move_to(entry.logged_at + dt.timedelta(minutes=11))
    answer = as_mentee.post(reverse("undo_progress", args=[entry.pk]))
    assert said(answer) == ["This was written a while ago; it stays."]
    assert Progress.objects.standing().count() == 1


def test_a_draft_waits_in_the_box_and_goes_when_it_is_saved(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    Draft.objects.keep(by=mentee, place=place(pairing), text="Half a", now=timezone.now())
    page = as_mentee.get(log_url(pairing))
    assert page.context["form"]["text"].value() == "Half a"
    assert "In the box is what you were writing when you left." in page.content.decode()
    assert f'data-draft-url="{reverse("draft", args=[place(pairing)])}"' in page.content.decode()
    post(as_mentee, pairing)
    assert Draft.objects.count() == 0


def test_of_several_pairs_the_last_one_used_is_chosen(client: Client, mentor: Any) -> None:
    first, second = (make_pairing(mentor=mentor) for _ in range(2))
    client.force_login(mentor)
    assert client.get(reverse("log")).context["pairing"] == first
    make_entry(pairing=second, by=mentor)
    assert client.get(reverse("log")).context["pairing"] == second
    assert client.get(log_url(first)).context["pairing"] == first
    goal = make_goal(pairing=first, status="proposed")
    assert client.get(f"{reverse('log')}?goal={goal.pk}").context["pairing"] == first


def test_somebody_in_one_pair_is_not_asked_with_whom(as_mentee: Client, pairing: Any) -> None:
    assert 'aria-label="With whom"' not in as_mentee.get(reverse("log")).content.decode()


def test_a_mentor_logs_too(client: Client, pairing: Any, mentor: Any) -> None:
    client.force_login(mentor)
    post(client, pairing)
    assert Progress.objects.get().author == mentor


def test_without_an_open_pair_there_is_a_kind_page(client: Client, outsider: Any) -> None:
    client.force_login(outsider)
    page = client.get(reverse("log"))
    assert page.templates[0].name == "goals/log_closed.html"
    assert reverse("new_entry") in page.content.decode()


def test_words_for_a_pair_that_is_over_are_shown_and_not_saved(
    as_mentee: Client, pairing: Any
) -> None:
    pairing.end(by=None, reason="moved_away")
    answer = post(as_mentee, pairing)
    assert WORDS in answer.content.decode()
    assert Progress.objects.count() == 0


def test_a_post_for_somebody_elses_pair_lands_nowhere(as_mentee: Client, pairing: Any) -> None:
    other = make_pairing(cohort=pairing.cohort)
    assert post(as_mentee, other).templates[0].name == "goals/log_closed.html"
    assert Progress.objects.count() == 0


@pytest.mark.parametrize("name", ["undo_progress", "follow_up"])
def test_only_the_author_may_touch_an_entry(
    client: Client, pairing: Any, mentor: Any, outsider: Any, name: str
) -> None:
    entry = make_entry(pairing=pairing, kind="snag")
    for person in (mentor, outsider):
        client.force_login(person)
        answer = client.post(reverse(name, args=[entry.pk]), {"text": "Mine now"})
        assert answer.status_code == 404
    entry.refresh_from_db()
    assert (entry.undone_at, bool(entry.after)) == (None, False)


def test_a_snag_is_followed_by_one_question_whose_answer_may_stay_away(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    page = as_mentee.get(post(as_mentee, pairing, kind="snag").url)
    entry = Progress.objects.get()
    assert page.context["form"]["text"].label == entry.question
    follow_up = reverse("follow_up", args=[entry.pk])
    answer = as_mentee.post(follow_up, {"text": "That I skip the estimate."})
    assert answer.url == reverse("progress", args=[pairing.pk])
    entry.refresh_from_db()
    assert open_for(entry, "after", mentee) == "That I skip the estimate."
    assert as_mentee.get(f"{answer.url}?logged={entry.pk}").context["form"] is None


def test_who_rewords_what_was_answered_reads_why_it_stays_and_keeps_the_words(
    as_mentee: Client, pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = make_entry(pairing=pairing, kind="win")
    entry.follow_up("Kofi.", by=mentee)
    Celebration.objects.get().answer(by=mentor, text="Thank Kofi!")
    told = {"text": "Nobody helped me."}
    page = as_mentee.post(reverse("follow_up", args=[entry.pk]), told)
    assert page.status_code == 409
    said = page.content.decode()
    assert "This was answered by now; your words stay." in said
    assert "Nobody helped me." in said


def test_an_answer_after_the_end_or_without_end_is_handed_back(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    entry = make_entry(pairing=pairing, kind="snag")
    url = reverse("follow_up", args=[entry.pk])
    long = as_mentee.post(url, {"text": "So long. " * 400})
    pairing.end(by=mentee, reason="life")
    late = as_mentee.post(url, {"text": "I would ask earlier."})
    assert (long.status_code, late.status_code) == (409, 409)
    assert "So long." in long.content.decode()
    assert "I would ask earlier." in late.content.decode()


def test_an_old_address_opens_nobody_elses_box(
    as_mentee: Client, pairing: Any, mentee: Any
) -> None:
    other = make_pairing(mentee=mentee)
    pairing.end(by=mentee, reason="life")
    page = as_mentee.get(f"{reverse('log')}?pairing={pairing.pk}").content.decode()
    assert "This box is closed" in page
    assert f"{reverse('log')}?pairing={other.pk}" in page
    assert "<textarea" not in page


def test_a_step_is_followed_by_no_question(as_mentee: Client, pairing: Any) -> None:
    assert as_mentee.get(post(as_mentee, pairing).url).context["form"] is None


def test_a_stone_settles_for_a_win_that_was_just_shared(as_mentee: Client, pairing: Any) -> None:
    shared = as_mentee.get(post(as_mentee, pairing, kind="win").url).content.decode()
    private = as_mentee.get(post(as_mentee, pairing, kind="win", private="on").url).content.decode()
    assert ("picture-cairn" in shared, "picture-cairn" in private) == (True, False)


def test_the_page_says_who_reads_it_before_anybody_types(as_mentee: Client, pairing: Any) -> None:
    page = as_mentee.get(log_url(pairing)).content.decode()
    reader, box = page.index("Dela and you can read this"), page.index("<textarea")
    assert reader < box
    assert re.search(r"<textarea[^>]*autofocus", page)


def test_the_first_time_there_are_two_small_examples(as_mentee: Client, pairing: Any) -> None:
    assert "Asked for help" in as_mentee.get(log_url(pairing)).content.decode()
    make_entry(pairing=pairing)
    assert "Asked for help" not in as_mentee.get(log_url(pairing)).content.decode()


def test_signed_out_people_are_led_to_sign_in(client: Client, pairing: Any) -> None:
    assert client.get(log_url(pairing)).url.startswith(reverse("account_login"))


def test_a_new_mentee_of_the_same_mentor_starts_with_an_empty_trail(
    client: Client, cohort: Any, pairing: Any, mentor: Any, mentee: Any
) -> None:
    """The former mentor keeps the shared trail to read, and sees nothing of what comes next."""
    make_entry(pairing=pairing, text="With the first mentor")
    pairing.end(by=None, reason="moved_away")
    later = make_person(name="Femi Castell")
    make_enrolment(cohort=cohort, person=later, role="mentor")
    enrolment = cohort.enrolments.get(person=mentee)
    renewed = Pairing.objects.propose(enrolment, cohort.enrolments.get(person=later), by=None)
    make_entry(pairing=renewed, text="With the second mentor")
    client.force_login(mentor)
    page = client.get(reverse("progress", args=[pairing.pk])).content.decode()
    assert ("With the first mentor" in page, "With the second mentor" in page) == (True, False)
    assert reverse("log") + "?pairing" not in page
    assert client.get(reverse("progress", args=[renewed.pk])).status_code == 404
