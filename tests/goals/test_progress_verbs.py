"""What moved is logged once, may be taken back for ten minutes, and tells only what it may."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse

from accounts.private import open_for
from goals import questions
from goals.models import Progress
from mentorship.models import Celebration, Event, Notice, NotNow, Pairing
from tests.goals.factories import make_entry, make_goal

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 5, 12, 10, 0, tzinfo=dt.UTC)
TEN_MINUTES = dt.timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def read_by(person: Any, pairing: Any) -> list[str]:
    trail = Progress.objects.for_trail(pairing, person)
    return [open_for(entry, "text", person) for entry in trail]


def wins(pairing: Any) -> int:
    return Pairing.objects.get(pk=pairing.pk).wins


def test_a_step_is_read_by_both_and_by_nobody_else(
    pairing: Any, mentee: Any, mentor: Any, outsider: Any, coordinator: Any
) -> None:
    make_entry(pairing=pairing, text="Asked my first question.")
    assert [read_by(p, pairing) for p in (mentee, mentor, outsider, coordinator)] == [
        ["Asked my first question."],
        ["Asked my first question."],
        [],
        [],
    ]


def test_a_private_entry_leaves_no_mark_that_others_see(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = make_entry(pairing=pairing, text="I nearly gave up.", audience="me", kind="win")
    pairing.refresh_from_db()
    assert (read_by(mentee, pairing), read_by(mentor, pairing)) == (["I nearly gave up."], [])
    assert (pairing.last_entry_at, pairing.wins, Celebration.objects.count()) == (None, 0, 0)
    assert Event.objects.about(entry).count() == 0
    assert entry.can_be_read_by(mentor) is False


def test_the_same_post_twice_makes_one_record(pairing: Any) -> None:
    record = uuid.uuid4()
    entries = {make_entry(pairing=pairing, id=record, kind="win").pk for _ in range(2)}
    assert (entries, wins(pairing)) == ({record}, 1)


def test_other_words_under_the_same_id_are_not_lost(pairing: Any, mentee: Any) -> None:
    record = uuid.uuid4()
    for text in ("First words", "Other words", "First words", "Other words"):
        make_entry(pairing=pairing, id=record, text=text)
    assert sorted(read_by(mentee, pairing)) == ["First words", "Other words"]


def test_an_id_that_somebody_else_took_is_no_obstacle(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    record = uuid.uuid4()
    make_entry(pairing=pairing, by=mentee, id=record, text="Hers", audience="me")
    make_entry(pairing=pairing, by=mentor, id=record, text="His")
    assert (read_by(mentor, pairing), sorted(read_by(mentee, pairing))) == (
        ["His"],
        ["Hers", "His"],
    )


def test_a_shared_win_lays_a_stone_and_the_mail_waits_while_it_can_be_undone(
    pairing: Any, mentor: Any
) -> None:
    entry = make_entry(pairing=pairing, kind="win", text="Shipped the import screen")
    stone = Celebration.objects.get()
    notice = Notice.objects.get(about_id=stone.pk)
    assert (stone.status, stone.key, wins(pairing)) == ("celebrated", f"win:{entry.pk}", 1)
    assert open_for(stone, "title", mentor) == "Shipped the import screen"
    assert (notice.kind, notice.recipient, notice.due_at) == (
        "celebrated",
        mentor,
        NOW + TEN_MINUTES,
    )


@pytest.mark.parametrize("kind", ["step", "snag"])
def test_a_step_and_a_snag_tell_nobody_at_once(pairing: Any, kind: str) -> None:
    Notice.objects.all().delete()
    make_entry(pairing=pairing, kind=kind)
    assert (Notice.objects.count(), Celebration.objects.count()) == (0, 0)


def test_taking_back_leaves_nothing_behind(pairing: Any, mentee: Any, mentor: Any) -> None:
    entry = make_entry(pairing=pairing, kind="win")
    entry.undo(by=mentee)
    pairing.refresh_from_db()
    assert (read_by(mentee, pairing), read_by(mentor, pairing)) == ([], [])
    assert (pairing.wins, pairing.last_entry_at, Celebration.objects.count()) == (0, None, 0)
    assert list(Notice.objects.filter(kind="celebrated", state="owed")) == []


def test_taking_back_the_last_entry_leaves_the_one_before(
    pairing: Any, mentee: Any, time_machine: Any
) -> None:
    make_entry(pairing=pairing)
    time_machine.shift(dt.timedelta(days=2))
    make_entry(pairing=pairing, text="Another").undo(by=mentee)
    pairing.refresh_from_db()
    assert pairing.last_entry_at == NOW


@pytest.mark.parametrize(
    ("after", "is_possible"),
    [(TEN_MINUTES - dt.timedelta(seconds=1), True), (TEN_MINUTES, False)],
)
def test_taking_back_is_possible_for_ten_minutes(
    pairing: Any, mentee: Any, time_machine: Any, after: dt.timedelta, *, is_possible: bool
) -> None:
    entry = make_entry(pairing=pairing)
    time_machine.shift(after)
    assert entry.may_be_undone() == is_possible
    if not is_possible:
        with pytest.raises(NotNow, match="it stays"):
            entry.undo(by=mentee)
    assert Progress.objects.standing().count() == 1


def test_words_that_were_taken_back_can_be_saved_again(pairing: Any, mentee: Any) -> None:
    record = uuid.uuid4()
    make_entry(pairing=pairing, id=record, text="Again").undo(by=mentee)
    make_entry(pairing=pairing, id=record, text="Again")
    assert read_by(mentee, pairing) == ["Again"]


def test_six_snags_meet_six_questions_and_then_the_first_again(pairing: Any, mentor: Any) -> None:
    make_entry(pairing=pairing, by=mentor, kind="snag")
    asked = [make_entry(pairing=pairing, kind="snag").asked for _ in range(7)]
    assert asked == [*questions.SNAG, next(iter(questions.SNAG))]


@pytest.mark.parametrize(("kind", "asked"), [("step", ""), ("win", "worked")])
def test_a_step_is_followed_by_no_question_and_a_win_by_one(
    pairing: Any, kind: str, asked: str
) -> None:
    assert make_entry(pairing=pairing, kind=kind).asked == asked


def test_what_made_a_win_work_stands_with_its_stone(pairing: Any, mentee: Any, mentor: Any) -> None:
    entry = make_entry(pairing=pairing, kind="win")
    entry.follow_up("Kofi reviewed it twice.", by=mentee)
    entry.refresh_from_db()
    stone = Celebration.objects.get()
    assert open_for(entry, "after", mentor) == "Kofi reviewed it twice."
    assert open_for(stone, "what_worked", mentor) == "Kofi reviewed it twice."


def told_after(entry: Any, reader: Any) -> list[str]:
    """What stands beside the entry, and on its stone."""
    rows = [
        (Progress.objects.get(pk=entry.pk), "after"),
        (Celebration.objects.get(), "what_worked"),
    ]
    return [open_for(row, field, reader) for row, field in rows]


def marks(entry: Any) -> int:
    return Event.objects.about(entry).filter(verb="follow_up").count()


def test_other_words_for_what_worked_leave_a_mark_each_time(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = make_entry(pairing=pairing, kind="win")
    for words in ("Kofi.", "Kofi.", "Kofi and Ama."):
        entry.follow_up(words, by=mentee)
    assert told_after(entry, mentor) == ["Kofi and Ama."] * 2
    assert marks(entry) == 2


def test_what_the_partner_has_answered_stands(pairing: Any, mentee: Any, mentor: Any) -> None:
    entry = make_entry(pairing=pairing, kind="win")
    entry.follow_up("Kofi reviewed it twice.", by=mentee)
    Celebration.objects.get().answer(by=mentor, text="Thank Kofi!")
    with pytest.raises(NotNow, match="your words stay"):
        entry.follow_up("Nobody helped me.", by=mentee)
    entry.follow_up("Kofi reviewed it twice.", by=mentee)
    assert told_after(entry, mentor) == ["Kofi reviewed it twice."] * 2
    assert marks(entry) == 1


def test_a_first_answer_after_the_partners_is_kept_beside_the_entry_alone(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = make_entry(pairing=pairing, kind="win")
    Celebration.objects.get().answer(by=mentor, text="Well done!")
    entry.follow_up("Kofi reviewed it twice.", by=mentee)
    assert told_after(entry, mentor) == ["Kofi reviewed it twice.", ""]


def test_an_answer_to_a_private_snag_leaves_no_mark(pairing: Any, mentee: Any) -> None:
    entry = make_entry(pairing=pairing, kind="snag", audience="me")
    entry.follow_up("Half of it would do.", by=mentee)
    assert marks(entry) == 0


def test_an_answer_to_a_private_snag_stays_private(pairing: Any, mentee: Any, mentor: Any) -> None:
    entry = make_entry(pairing=pairing, kind="snag", audience="me")
    entry.follow_up("Half of it would do.", by=mentee)
    entry.refresh_from_db()
    assert open_for(entry, "after", mentee) == "Half of it would do."
    assert entry.can_be_read_by(mentor) is False


def test_an_entry_remembers_its_goal_and_confidence(pairing: Any) -> None:
    goal = make_goal(pairing=pairing, status="agreed")
    entry = make_entry(pairing=pairing, goal=goal, confidence=4)
    entry.refresh_from_db()
    assert (entry.goal, entry.confidence) == (goal, 4)


def test_who_posts_at_the_same_moment_gets_the_record_of_the_other(pairing: Any) -> None:
    """A queryset that hides the first record stands for a post that came before it was written."""
    record = uuid.uuid4()
    make_entry(pairing=pairing, id=record, kind="win", text="Same words")
    blind = Progress.objects.filter(kind="snag")
    entry = blind.log(pairing, "Same words", by=pairing.mentee_person, id=record, kind="win")
    assert (entry.pk, Progress.objects.count(), wins(pairing)) == (record, 1, 1)


def test_what_the_partner_has_answered_is_not_taken_back(
    pairing: Any, mentee: Any, mentor: Any
) -> None:
    entry = make_entry(pairing=pairing, kind="win")
    stone = Celebration.objects.get()
    stone.answer(by=mentor, text="Thank Kofi!")
    with pytest.raises(NotNow, match="has answered this one"):
        entry.undo(by=mentee)
    entry.refresh_from_db()
    assert (entry.undone_at, Celebration.objects.get()) == (None, stone)


def test_words_for_a_stone_that_is_gone_or_answered_are_handed_back(
    client: Any, pairing: Any, mentor: Any
) -> None:
    make_entry(pairing=pairing, kind="win")
    stone = Celebration.objects.get()
    client.force_login(mentor)
    url = reverse("celebration", args=[stone.pk])
    answers = [client.post(url, {"text": words}) for words in ("Bravo!", "Bravo!", "Who helped?")]
    assert [answer.status_code for answer in answers] == [302, 302, 409]
    assert "Who helped?" in answers[2].content.decode()
    late = Celebration.objects.get()
    stone.delete()
    with pytest.raises(NotNow, match="taken back"):
        late.answer(by=mentor, text="Bravo!")
