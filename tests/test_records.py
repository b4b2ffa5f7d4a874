"""The id that a creating form carries: what it was given for, and never somebody else's row."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkins.models import Action, CheckIn, Series
from goals.models import Checkpoint, Goal, Ladder, Progress
from journal.models import Entry
from mentorship.models import Intake
from tests.checkins.factories import make_check_in, make_series
from tests.factories import make_cohort, make_pairing
from tests.goals.factories import make_goal

pytestmark = pytest.mark.django_db
LIST = "Name,Email,Role\nEva,eva@example.org,Mentee\n"


@pytest.fixture
def theirs() -> Any:
    """Another pair, with one row of each kind."""
    pairing = make_pairing()
    mentee = pairing.mentee_person
    Entry.objects.write("A thought.", by=mentee)
    Goal.objects.draft(pairing, by=mentee, id=uuid.uuid4(), title="Find a rhythm")
    make_series(pairing=pairing)
    Action.objects.add(make_check_in(pairing=pairing), "Call", by=mentee, owner=mentee)
    return pairing


def post(client: Client, name: str, data: dict[str, Any], *args: Any) -> int:
    return client.post(reverse(name, args=args), data).status_code


def test_the_id_of_somebody_elses_row_makes_a_row_of_ones_own(
    client: Client, pairing: Any, theirs: Any
) -> None:
    client.force_login(pairing.mentee_person)
    check_in = make_check_in(pairing=pairing)
    first_on = timezone.localdate() + dt.timedelta(days=5)
    rhythm = {"first_on": first_on, "wall_time": "17:00", "rhythm": "weekly-2", "minutes": 45}
    what = {"action-text": "Write", "action-owner": str(pairing.mentee_person.pk)}
    told = {"record": Entry.objects.get().pk, "text": "Mine."}
    assert post(client, "new_entry", told) == 302
    told = {"record": Goal.objects.get().pk, "title": "Mine"}
    assert post(client, "new_goal", told, pairing.pk) == 303
    told = rhythm | {"record": Series.objects.get().pk}
    assert post(client, "new_series", told, pairing.pk) == 302
    told = what | {"action-record": Action.objects.get().pk}
    assert post(client, "add_action", told, check_in.pk) == 302
    for rows in (Goal.objects, Series.objects, Action.objects):
        assert sorted(rows.values_list("pairing", flat=True)) == sorted([pairing.pk, theirs.pk])
    assert Entry.objects.of(pairing.mentee_person).count() == 1


def test_a_list_under_the_id_of_somebody_elses_list_is_one_of_its_own(
    client: Client, cohort: Any, coordinator: Any, outsider: Any
) -> None:
    other = Intake.objects.begin(cohort, LIST.encode(), name="", by=outsider, id=uuid.uuid4())
    client.force_login(coordinator)
    assert post(client, "cohort_import", {"record": other.pk, "text": LIST}, cohort.pk) == 302
    assert Intake.objects.filter(by=coordinator).count() == 1


Wrote = Callable[[Any, Any, uuid.UUID], Any]


def _checkpoint(pairing: Any, by: Any, record: uuid.UUID) -> Any:
    goal = Goal.objects.filter(pairing=pairing).first()
    goal = goal or make_goal(pairing=pairing, status="proposed")
    return Checkpoint.objects.add(goal, "Ship it", by=by, id=record)


def _action(pairing: Any, by: Any, record: uuid.UUID) -> Any:
    check_in = CheckIn.objects.filter(pairing=pairing).first() or make_check_in(pairing=pairing)
    return Action.objects.add(check_in, "Call", by=by, owner=by, id=record)


WRITERS: dict[str, Wrote] = {
    "goal": lambda pairing, by, record: Goal.objects.draft(pairing, by=by, id=record, title="A"),
    "checkpoint": _checkpoint,
    "action": _action,
    "entry": lambda pairing, by, record: Progress.objects.log(
        pairing, "It moved", by=by, id=record
    ),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_one_id_for_two_parents_makes_one_row_under_each(pairing: Any, kind: str) -> None:
    """Goals, check-ins and pairs of one person; clicking twice adds nothing to either."""
    write, mentor, record = WRITERS[kind], pairing.mentor_person, uuid.uuid4()
    other = make_pairing(cohort=pairing.cohort, mentor=mentor)
    parents = [pairing, other, pairing, other]
    here, there, here_again, there_again = (write(one, mentor, record).pk for one in parents)
    assert (here, there) == (here_again, there_again) == (record, there)
    assert here != there


@pytest.mark.parametrize("kind", WRITERS)
def test_one_id_of_two_people_makes_one_row_of_each(pairing: Any, kind: str) -> None:
    record = uuid.uuid4()
    rows = [WRITERS[kind](pairing, by, record) for by in pairing.people * 2]
    assert [row.author for row in rows] == [*pairing.people * 2]
    assert len({row.pk for row in rows}) == 2


def test_one_id_for_two_journals_makes_an_entry_in_each(pairing: Any) -> None:
    record = uuid.uuid4()
    rows = [Entry.objects.write("A thought.", by=by, id=record) for by in pairing.people * 2]
    assert [row.author for row in rows] == [*pairing.people * 2]
    assert Entry.objects.count() == 2


def test_one_id_for_two_rounds_brings_a_list_to_each(cohort: Any, coordinator: Any) -> None:
    record = uuid.uuid4()
    for round_ in (cohort, make_cohort()) * 2:
        made = Intake.objects.begin(round_, LIST.encode(), name="", by=coordinator, id=record)
        assert made.cohort == round_
    assert Intake.objects.count() == 2


def test_a_full_line_still_knows_the_form_that_was_posted_twice(pairing: Any) -> None:
    goal, record, by = make_goal(pairing=pairing), uuid.uuid4(), pairing.mentee_person
    for number in range(7):
        Checkpoint.objects.add(goal, "Ship it", by=by, id=uuid.uuid5(record, str(number)))
    again = Checkpoint.objects.add(goal, "Ship it", by=by, id=uuid.uuid5(record, "6"))
    assert (again.position, goal.checkpoints.count()) == (7, 7)


def test_checkpoints_of_one_form_may_go_to_two_goals(client: Client, pairing: Any) -> None:
    client.force_login(pairing.mentee_person)
    told = {"record": uuid.uuid4(), "row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 0}
    told |= {"row-0-title": "Ship it", "row-0-due_on": "", "row-0-done_when": ""}
    for goal in (make_goal(pairing=pairing), make_goal(pairing=pairing)):
        answers = [post(client, "add_checkpoint", told, goal.pk) for _click in range(2)]
        assert (answers, goal.checkpoints.count()) == ([303, 303], 1)


def test_the_same_form_posted_twice_makes_one_row(client: Client, outsider: Any) -> None:
    client.force_login(outsider)
    told = {"record": uuid.uuid4(), "text": "A thought."}
    assert [post(client, "new_entry", told) for _click in range(2)] == [302, 302]
    assert Entry.objects.count() == 1


def _rating(pairing: Any, by: Any, record: uuid.UUID, **told: Any) -> Any:
    goal = Goal.objects.filter(pairing=pairing).first() or make_goal(pairing=pairing, by=by)
    ladder = Ladder.objects.newest_of(goal) or Ladder.objects.describe(
        goal, ["None.", "One.", "Two.", "Three.", "All."], weight=1, by=by
    )
    return ladder.rate(by=by, id=record, **told)


def _on_one_goal(pairing: Any, by: Any, record: uuid.UUID, **told: Any) -> Any:
    goal = Goal.objects.filter(pairing=pairing).first() or make_goal(pairing=pairing, by=by)
    return Checkpoint.objects.add(goal, "Ship it", by=by, id=record, **told)


def _at_one_check_in(pairing: Any, by: Any, record: uuid.UUID, **told: Any) -> Any:
    check_in = CheckIn.objects.filter(pairing=pairing).first() or make_check_in(pairing=pairing)
    return Action.objects.add(check_in, "Call", by=by, owner=by, id=record, **told)


def _list(pairing: Any, by: Any, record: uuid.UUID, *, more: str = "") -> Any:
    text = (LIST + more).encode()
    return Intake.objects.begin(pairing.cohort, text, name="", by=by, id=record)


DAY = dt.date(2031, 5, 4)
# What was posted first, and what stood in the form when it was posted after going back.
CHANGED: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "the day of a goal": (
        lambda pairing, by, record, **told: Goal.objects.draft(
            pairing, by=by, id=record, title="A", **told
        ),
        {"due_on": None},
        {"due_on": DAY},
    ),
    "when a checkpoint is done": (_on_one_goal, {"done_when": ""}, {"done_when": "It runs."}),
    "the line of a rating": (
        _rating,
        {"level": 0, "line": "As meant."},
        {"level": 0, "line": "More or less."},
    ),
    "the day of an action": (_at_one_check_in, {"due_on": None}, {"due_on": DAY}),
    "the kind of an entry": (
        lambda pairing, by, record, **told: Progress.objects.log(
            pairing, "It moved", by=by, id=record, **told
        ),
        {"kind": "step"},
        {"kind": "win"},
    ),
    "a mood": (
        lambda pairing, by, record, **told: Entry.objects.write("Hm.", by=by, id=record, **told),
        {"mood": "calm"},
        {"mood": "proud"},
    ),
    "a list": (_list, {}, {"more": "Ana,ana@example.org,Mentor\n"}),
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_is_changed_after_going_back_is_never_dropped(pairing: Any, what: str) -> None:
    """The form has the id that it had, and the first row stays as it is."""
    write, before, after = CHANGED[what]
    by, record = pairing.mentee_person, uuid.uuid4()
    rows = [write(pairing, by, record, **told) for told in (before, after, before, after)]
    assert [rows[0].pk, rows[1].pk] == [rows[2].pk, rows[3].pk]
    assert rows[0].pk == record != rows[1].pk
