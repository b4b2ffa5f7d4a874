"""C1 and C3: what two people, or two clicks, do in the same moment. On PostgreSQL only.

Every race starts at a barrier; whoever loses it gets a page, and the database has it once.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import links
from accounts.models import Availability, Draft, Leave, MailPreferences, User
from checkins.models import Action, CalendarFeed, CheckIn, Note, Prep, Series
from goals.models import Checkpoint, Goal, Progress
from journal.models import Entry, Share
from mentorship.models import (
    Agreement,
    Celebration,
    Cohort,
    Enrolment,
    Event,
    Intake,
    MatchRun,
    Notice,
    NotNow,
    Pairing,
    Suggestion,
    founding,
)
from tests.access.policy import POLICY
from tests.access.posts import bring_about, post_of, query_of
from tests.checkins.factories import make_check_in
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person
from tests.world import ACTORS, build_world, enter

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="its test database is in one process"),
]
ROUNDS = 3


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each gives back, or the NotNow that it met; anything else is raised."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(20)
            return act()
        except NotNow as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def browser(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def post(person: Any, name: str, data: dict[str, Any], *args: Any, query: str = "") -> Any:
    """One post of a browser of its own, made before the race begins."""
    client, url = browser(person), reverse(name, args=args) + query
    return lambda: client.post(url, data).status_code


def answers(acts: Iterable[Callable[[], Any]]) -> set[int]:
    """The answers of all, as hundreds."""
    return {status // 100 for status in at_once(list(acts))}


def twice(person: Any, name: str, data: dict[str, Any], *args: Any, query: str = "") -> set[int]:
    return answers(post(person, name, data, *args, query=query) for _click in range(2))


@pytest.fixture(autouse=True)
def _no_limits() -> None:
    cache.clear()


def record() -> str:
    return str(uuid.uuid4())


def on(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


# --- two people -------------------------------------------------------------------------------


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_both_sign_at_once_and_it_comes_into_force(_round: int) -> None:
    pairing = make_pairing(is_started=False)
    agreement = Agreement.objects.of(pairing)
    shown = agreement.propose({"hopes": "More."}, by=pairing.mentee_person).content_hash
    signed = {"typed_name": "Me", "shown_hash": shown}
    posts = [post(who, "sign_agreement", signed, pairing.pk) for who in pairing.people]
    assert answers(posts) == {3}
    agreement.refresh_from_db()
    pairing.refresh_from_db()
    assert (agreement.status, pairing.status) == ("in_force", "active")
    assert Notice.objects.filter(kind="agreement_signed").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_coordinators_pair_the_same_mentee_once(_round: int) -> None:
    cohort = make_cohort()
    mentee = make_enrolment(cohort=cohort)
    mentors = [make_enrolment(cohort=cohort, role="mentor") for _one in range(2)]
    done = at_once([lambda m=m: Pairing.objects.propose(mentee, m, by=None) for m in mentors])
    assert sorted(type(one).__name__ for one in done) == ["NotNow", "Pairing"]
    assert Pairing.objects.filter(mentee=mentee).count() == 1
    assert sorted(Enrolment.objects.mentors().values_list("seats_taken", flat=True)) == [0, 1]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_the_last_seat_is_taken_once(_round: int) -> None:
    cohort = make_cohort()
    mentor = make_enrolment(cohort=cohort, role="mentor", capacity=1)
    mentees = [make_enrolment(cohort=cohort) for _one in range(3)]
    done = at_once([lambda m=m: Pairing.objects.propose(m, mentor, by=None) for m in mentees])
    assert sorted(type(one).__name__ for one in done) == ["NotNow", "NotNow", "Pairing"]
    mentor.refresh_from_db()
    assert mentor.seats_taken == 1


def _draft_run(cohort: Cohort, pairs: Sequence[tuple[Enrolment, Enrolment]]) -> MatchRun:
    run = MatchRun.objects.create(program_id=cohort.program_id, cohort=cohort)
    for mentee, mentor in pairs:
        Suggestion.objects.create(run=run, mentee=mentee, mentor=mentor, score=500)
    return run


def _runs() -> tuple[Any, list[MatchRun]]:
    """Two drafts over the same people, in opposite order."""
    cohort = make_cohort(status="matching")
    chief = make_person()
    cohort.appoint(chief, by=None)
    mentees = [make_enrolment(cohort=cohort) for _one in range(4)]
    mentors = [make_enrolment(cohort=cohort, role="mentor", capacity=2) for _one in range(4)]
    pairs = list(zip(mentees, mentors, strict=True))
    return chief, [_draft_run(cohort, pairs), _draft_run(cohort, pairs[::-1])]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_publishing_twice_pairs_everybody_once(_round: int) -> None:
    chief, (run, _other) = _runs()
    assert twice(chief, "publish_run", {}, run.pk) == {3}
    assert Pairing.objects.count() == 4
    assert Notice.objects.filter(kind="match_published").count() == 8


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_drafts_over_the_same_people_one_is_published(_round: int) -> None:
    chief, runs = _runs()
    assert answers(post(chief, "publish_run", {}, run.pk) for run in runs) == {3}
    assert sorted(MatchRun.objects.values_list("status", flat=True)) == ["draft", "published"]
    assert Pairing.objects.count() == 4


def test_computing_twice_leaves_one_draft() -> None:
    chief, _runs_before = _runs()
    MatchRun.objects.all().delete()
    cohort = Cohort.objects.get()
    assert twice(chief, "matching", {}, cohort.pk) == {3}
    assert twice(chief, "matching", {}, cohort.pk) == {3}
    assert MatchRun.objects.filter(status="draft").count() == 1


def test_the_partners_first_reply_stays() -> None:
    pairing = make_pairing()
    stone = Celebration.objects.ask(pairing, key="a", title="It", by=pairing.mentee_person)
    stone.celebrate(by=pairing.mentee_person)
    reply = {"text": "Well done."}
    assert twice(pairing.mentor_person, "celebration", reply, stone.pk) <= {2, 3}
    assert Notice.objects.filter(kind="celebration_reply").count() == 1


def test_letting_a_moment_pass_twice_is_said_once() -> None:
    pairing = make_pairing()
    stone = Celebration.objects.ask(pairing, key="a", title="It", by=pairing.mentee_person)
    assert twice(pairing.mentee_person, "let_pass", {}, stone.pk) == {3}
    assert Event.objects.about(stone).filter(verb="let_pass").count() == 1


def test_two_answers_about_one_check_in_leave_one() -> None:
    pairing = make_pairing()
    past = make_check_in(pairing=pairing, starts_at=timezone.now() - timedelta(days=1))
    posts = [
        post(who, "answer_check_in", {}, past.pk, act)
        for who, act in zip(pairing.people, ("hold", "miss"), strict=True)
    ]
    assert answers(posts) == {3}
    assert Event.objects.about(past).filter(verb__in=("hold", "miss")).count() >= 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_founders_one_founds_and_the_other_is_told(_round: int) -> None:
    token, owner = founding.make_token(), {"name": "Chidi Brandt", "password": "harbour lights 47"}
    program = {"program_name": "Harbour", "cohort_name": "Spring"}
    days = {"starts_on": on(10), "ends_on": on(100)}
    posts = []
    for number in range(2):
        client, told = Client(), owner | {"email": f"founder-{number}@example.org"}
        client.post(reverse("setup", args=[token]), program | days)
        posts.append(partial(client.post, reverse("setup_owner", args=[token]), told))
    assert sorted(answer.status_code for answer in at_once(posts)) == [302, 410]
    assert (User.objects.count(), Cohort.objects.count()) == (1, 1)


# --- two clicks -------------------------------------------------------------------------------


def test_a_journal_entry_is_written_once() -> None:
    person = make_person()
    assert twice(person, "new_entry", {"text": "A thought.", "record": record()}) == {3}
    assert Entry.objects.count() == 1


def test_an_entry_is_shared_once() -> None:
    pairing = make_pairing()
    entry = Entry.objects.write("A thought.", by=pairing.mentee_person)
    asked = {"pairing": str(pairing.pk)}
    assert twice(pairing.mentee_person, "share_entry", asked, entry.pk) == {3}
    assert Share.objects.count() == Notice.objects.filter(kind="entry_shared").count() == 1


def test_an_entry_is_put_away_and_brought_back_once() -> None:
    person = make_person()
    entry = Entry.objects.write("A thought.", by=person)
    assert twice(person, "delete_entry", {}, entry.pk) <= {3, 4}
    assert twice(person, "restore_entry", {}, entry.pk) <= {3, 4}
    assert Entry.objects.of(person).count() == 1


def test_a_series_begins_once() -> None:
    pairing = make_pairing()
    rhythm = {"first_on": on(5), "wall_time": "17:00", "rhythm": "weekly-2", "minutes": 45}
    told = rhythm | {"record": record()}
    assert twice(pairing.mentee_person, "new_series", told, pairing.pk) == {3}
    assert Series.objects.count() == 1
    assert CheckIn.objects.values("local_on").distinct().count() == CheckIn.objects.count()


def test_of_two_series_begun_at_once_one_runs() -> None:
    pairing = make_pairing()
    rhythm = {"first_on": on(5), "wall_time": "17:00", "rhythm": "weekly-2", "minutes": 45}
    posts = [
        post(who, "new_series", rhythm | {"record": record()}, pairing.pk) for who in pairing.people
    ]
    assert answers(posts) == {3}
    assert sorted(Series.objects.values_list("status", flat=True)) == ["running", "stopped"]


def test_what_is_written_around_a_check_in_is_there_once() -> None:
    pairing = make_pairing()
    check_in, mentee = make_check_in(pairing=pairing), pairing.mentee_person
    asked = {"action-text": "Call", "action-owner": str(mentee.pk), "action-record": record()}
    assert twice(mentee, "prep", {"want": "Courage.", "pulse": "3"}, check_in.pk) == {3}
    assert twice(mentee, "add_action", asked, check_in.pk) == {3}
    note = {"text": "We met.", "version": 0}
    posts = [post(who, "keep_note", note, check_in.pk, "pair") for who in pairing.people]
    assert answers(posts) == {3, 4}  # the slower one is shown both texts
    assert [kind.objects.count() for kind in (Prep, Action, Note)] == [1, 1, 1]


def test_goals_and_checkpoints_are_there_once() -> None:
    pairing = make_pairing()
    mentee = pairing.mentee_person
    told = {"title": "Find a rhythm", "record": record()}
    assert twice(mentee, "new_goal", told, pairing.pk) == {3}
    row = {"row-0-title": "One more", "row-0-due_on": "", "row-0-done_when": ""}
    rows = row | {"row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 0, "record": record()}
    assert twice(mentee, "add_checkpoint", rows, Goal.objects.get().pk) == {3}
    assert (Goal.objects.count(), Checkpoint.objects.count()) == (1, 1)


def test_two_people_may_hold_the_same_id_at_once() -> None:
    pairing = make_pairing()
    told = {"title": "Find a rhythm", "record": record()}
    assert answers(post(who, "new_goal", told, pairing.pk) for who in pairing.people) == {3}
    assert {goal.author for goal in Goal.objects.all()} == set(pairing.people)


def test_a_win_is_logged_once_and_lays_one_stone() -> None:
    pairing = make_pairing()
    told = {"text": "It works.", "kind": "win", "record": record()}
    asked = f"?pairing={pairing.pk}"
    assert twice(pairing.mentee_person, "log", told, query=asked) == {3}
    assert Progress.objects.count() == Celebration.objects.count() == 1
    pairing.refresh_from_db()
    assert pairing.wins == 1


def test_a_goal_is_proposed_agreed_and_reached_once() -> None:
    pairing = make_pairing()
    mentee, mentor = pairing.people
    goal = Goal.objects.draft(pairing, by=mentee, id=uuid.uuid4(), title="Find a rhythm")
    shown = {"version": goal.version}
    for who, verb in ((mentee, "propose"), (mentor, "agree"), (mentor, "reach")):
        assert twice(who, f"{verb}_goal", shown, goal.pk) == {3}
        assert Event.objects.about(goal).filter(verb=verb).count() == 1
    assert Celebration.objects.count() == 1


def test_a_wording_of_the_agreement_is_proposed_once() -> None:
    pairing = make_pairing()
    hopes = {"hopes": "To laugh more."}
    assert twice(pairing.mentee_person, "write_agreement", hopes, pairing.pk) == {3}
    assert Agreement.objects.get().versions.count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_wordings_at_once_the_slower_one_is_shown_the_other(_round: int) -> None:
    pairing = make_pairing()
    first = Agreement.objects.of(pairing).propose({"hopes": "More."}, by=pairing.mentee_person)
    shown = {"shown_hash": first.content_hash}
    posts = [
        post(who, "write_agreement", shown | {"hopes": f"What {who} hopes."}, pairing.pk)
        for who in pairing.people
    ]
    assert answers(posts) == {3, 4}
    assert Agreement.objects.get().versions.count() == 2


def test_an_application_is_begun_once() -> None:
    cohort, person = make_cohort(status="open"), make_person()
    role = {"role": "mentee", "capacity": 1}
    assert twice(person, "apply", role, cohort.program.slug) == {3}
    assert Enrolment.objects.count() == 1


def test_a_cohort_and_a_list_come_in_once() -> None:
    cohort, chief = make_cohort(), make_person()
    cohort.appoint(chief, by=None)
    round_two = {"name": "Second", "starts_on": on(10), "ends_on": on(100)}
    assert twice(chief, "new_cohort", round_two, cohort.program_id) <= {2, 3}
    assert Cohort.objects.filter(name="Second").count() == 1
    people = "Name,Email,Role\nEva,eva@example.org,Mentee\n"
    assert twice(chief, "cohort_import", {"text": people, "record": record()}, cohort.pk) == {3}
    intake = Intake.objects.get()
    assert twice(chief, "bring_in", {"joins": "accepted", "seen": intake.version}, intake.pk) == {3}
    assert cohort.enrolments.mentees().count() == 1
    assert Notice.objects.filter(kind="welcomed").count() == 1


def test_what_is_ones_own_is_kept_once() -> None:
    person = make_person()
    days = {"starts_on": on(10), "ends_on": on(12)}
    hours = {"weekdays": ["2"], "starts": "09:00", "ends": "10:00"}
    assert twice(person, "draft", {"text": "Half a"}, "journal") == {2}
    assert twice(person, "away", days) == {3}
    assert twice(person, "free_hours", hours) == {3}
    assert twice(person, "calendar_page", {"act": "new"}) == {2}
    for kind in (Draft, Leave, Availability, CalendarFeed):
        assert (kind.__name__, kind.objects.count()) == (kind.__name__, 1)


def test_two_stop_links_followed_at_once_are_both_heard() -> None:
    person = make_person()
    MailPreferences.objects.of(person)
    tokens = [links.token(person, "stop", category=name) for name in ("prompt", "session", "pair")]
    assert answers(post(person, "stop_mail", {}, token) for token in tokens) == {2}
    assert sorted(MailPreferences.objects.get().muted) == ["pair", "prompt", "session"]


def test_two_answers_of_an_application_are_both_kept() -> None:
    mine = make_enrolment(status="draft")
    windows = [Enrolment.objects.get(pk=mine.pk) for _window in range(3)]
    at_once(
        [
            lambda w=window, n=number: w.answer(f"question {n}", "Yes.", by=mine.person)
            for number, window in enumerate(windows)
        ]
    )
    mine.refresh_from_db()
    assert sorted(mine.answers) == ["question 0", "question 1", "question 2"]


# --- no transaction around --------------------------------------------------------------------


def test_no_post_leans_on_a_transaction_that_only_tests_have() -> None:
    """A lock outside of a transaction is an error, on PostgreSQL only."""
    world = build_world()
    clients = {actor: Client(raise_request_exception=False) for actor in ACTORS}
    for actor, client in clients.items():
        enter(client, world, actor)
    wrong = []
    for rule in POLICY:
        able = [a for a in ACTORS if a in rule.reads | rule.acts and a not in ("anonymous",)]
        for actor in able[:2]:
            url = rule.url(world) + query_of(rule, world)
            status = clients[actor].get(url).status_code if "GET" in rule.methods else 0
            if "POST" in rule.methods and rule.route != "sign_out_everywhere":
                try:
                    bring_about(rule, world)
                except NotNow:
                    continue
                data = post_of(rule, world, world.people[actor])
                status = max(status, clients[actor].post(url, data).status_code)
            wrong += [f"{rule.title} as {actor}"] if status >= 500 else []
    assert wrong == []
