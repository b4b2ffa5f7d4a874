"""Do the two still aim at the same horizon? Said alone, sealed, and open to both at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.private import NotYours, Words, open_for
from mentorship import horizon as our
from mentorship.horizon_reminders import plan
from mentorship.models import Event, HorizonCheck, HorizonMark, Notice, NotNow, Pairing
from tests.mentorship.aiming import SENTENCE, make_check, make_two, sign

pytestmark = pytest.mark.django_db
SECRET = "I would rather build than lead."


def fresh(check: HorizonCheck) -> HorizonCheck:
    return HorizonCheck.objects.with_marks().get(pk=check.pk)


def told(kind: str) -> list[str]:
    found = Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True)
    return sorted(found)


# --- the sentence ----------------------------------------------------------------------------


def sentence(pairing: Any, reader: Any) -> str:
    found = Pairing.objects.select_related(our.IN_FORCE).get(pk=pairing.pk)
    return our.sentence_of(found, Words(our.places_of(found), reader))


def test_the_horizon_is_the_sentence_of_the_agreement_in_force() -> None:
    pairing = make_two()
    sign(pairing, hopes="To grow", horizon=SENTENCE)
    assert sentence(pairing, pairing.mentee_person) == SENTENCE


def test_a_wording_that_waits_for_a_signature_changes_no_horizon() -> None:
    pairing = make_two()
    agreement = sign(pairing, horizon=SENTENCE)
    shown = agreement.newest.content_hash
    agreement.propose({"horizon": "Elsewhere."}, by=pairing.mentee_person, shown_hash=shown)
    assert sentence(pairing, pairing.mentor_person) == SENTENCE


@pytest.mark.parametrize("terms", [{}, {"hopes": "To grow"}, {"horizon": "  "}])
def test_an_agreement_that_never_asked_for_a_horizon_has_none(terms: dict[str, str]) -> None:
    pairing = make_two()
    if terms:
        sign(pairing, **terms)
    assert sentence(pairing, pairing.mentee_person) == ""


def test_nobody_but_the_two_reads_the_horizon() -> None:
    pairing = make_two()
    sign(pairing, horizon=SENTENCE)
    chief = pairing.cohort.enrolments.coordinators().get().person
    with pytest.raises(NotYours):
        sentence(pairing, chief)


# --- marking ---------------------------------------------------------------------------------


def test_one_mark_alone_reveals_nothing() -> None:
    pairing = make_two()
    check = make_check(pairing, mentee="off", mentee_line="")
    mark, dela = HorizonMark.objects.get(), pairing.mentor_person
    assert fresh(check).both == ()
    assert [*HorizonMark.objects.visible_to(dela)] == []
    assert [*HorizonMark.objects.visible_to(pairing.mentee_person)] == [mark]
    with pytest.raises(NotYours):
        open_for(mark, "line", dela)


def test_the_second_mark_reveals_both() -> None:
    pairing = make_two()
    check = make_check(pairing, mentee="off", mentor="same")
    found = fresh(check)
    assert (found.status, found.closeness) == ("gap", 1)
    assert [mark.person for mark in found.both] == [*pairing.people]
    for person in pairing.people:
        assert HorizonMark.objects.visible_to(person).count() == 2


@pytest.mark.parametrize(
    ("mentee", "mentor", "status", "closeness"),
    [
        ("same", "same", "same", 2),
        ("same", "off", "gap", 1),
        ("off", "off", "gap", 1),
        ("off", "apart", "gap", 0),
        ("apart", "same", "gap", 0),
    ],
)
def test_only_twice_the_same_is_the_same(
    mentee: str, mentor: str, status: str, closeness: int
) -> None:
    check = fresh(make_check(make_two(), mentee=mentee, mentor=mentor))
    assert (check.status, check.closeness) == (status, closeness)


def test_whoever_answered_first_hears_that_both_are_open() -> None:
    make_check(make_two(), mentee="same", mentor="off")
    assert told("horizon_revealed") == ["Amara Okafor"]


def test_a_mark_may_be_said_anew_until_the_partner_has_answered() -> None:
    pairing = make_two()
    check = make_check(pairing, mentee="off")
    now = timezone.now()
    check.mark(by=pairing.mentee_person, direction="same", line=SECRET, now=now)
    mark = HorizonMark.objects.get()
    assert (mark.direction, open_for(mark, "line", mark.person)) == ("same", SECRET)


def test_what_is_revealed_stays_as_it_is() -> None:
    pairing = make_two()
    check = make_check(pairing, mentee="off", mentor="same", mentee_line=SECRET)
    amara, now = pairing.mentee_person, timezone.now()
    check.mark(by=amara, direction="off", line=SECRET, now=now)  # the same form, posted twice
    with pytest.raises(NotNow):
        check.mark(by=amara, direction="same", line="", now=now)
    assert fresh(check).both[0].direction == "off"


@pytest.mark.parametrize("act", ["update", "delete", "insert", "reopen", "swap"])
def test_the_database_lets_nobody_change_a_revealed_check(act: str) -> None:
    pairing = make_two()
    check = make_check(pairing, mentee="off", mentor="same")
    marks = HorizonMark.objects.filter(horizon_check=check)
    rows = HorizonCheck.objects.filter(pk=check.pk)
    empty = {"mentee_mark": None, "mentor_mark": None, "closeness": None, "revealed_at": None}
    acts = {
        "update": lambda: marks.update(direction="same"),
        "delete": lambda: marks._raw_delete("default"),
        "insert": lambda: marks.create(
            horizon_check=check, person=pairing.cohort.enrolments.first().person, direction="same"
        ),
        "reopen": lambda: rows.update(status="open", **empty),
        "swap": lambda: rows.update(mentee_mark=check.mentor_mark),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        acts[act]()


def test_the_database_reveals_no_mark_of_somebody_else() -> None:
    check, other = (make_check(make_two(), mentee="off") for _ in range(2))
    mine, theirs = (HorizonMark.objects.get(horizon_check=one) for one in (check, other))
    told = {"closeness": 1, "revealed_at": timezone.now(), "mentor_mark": theirs}
    with pytest.raises(IntegrityError), transaction.atomic():
        HorizonCheck.objects.filter(pk=check.pk).update(status="gap", mentee_mark=mine, **told)


# --- talking ---------------------------------------------------------------------------------


def test_a_gap_leads_the_agenda_until_it_was_talked_about() -> None:
    pairing = make_two()
    check = fresh(make_check(pairing, mentee="off", mentor="same"))
    check.talk(by=pairing.mentor_person)
    check.talk(by=pairing.mentee_person)
    assert fresh(check).status == "talked"
    assert Event.objects.about(check).filter(verb="talk").count() == 1


def test_a_newer_look_takes_the_place_of_an_older_gap(time_machine: Any) -> None:
    pairing = make_two()
    older = make_check(pairing, mentee="off", mentor="same")
    time_machine.move_to(timezone.now() + dt.timedelta(days=5))
    newer = make_check(pairing, mentee="apart", mentor="same")
    assert (fresh(older).status, fresh(newer).status) == ("passed", "gap")


def test_what_was_sealed_and_never_opened_stays_with_who_wrote_it(
    client: Any, time_machine: Any
) -> None:
    pairing = make_two()
    check = make_check(pairing, mentee="off", mentee_line=SECRET)
    time_machine.move_to(timezone.now() + dt.timedelta(days=31))
    HorizonCheck.objects.lapse_stale(timezone.now())
    assert fresh(check).status == "lapsed"
    ended = make_check(pairing, mentor="apart", cause="monthly", mentor_line="We drift.")
    assert ended
    pairing.end(by=pairing.mentor_person, reason="time")
    seen = {}
    for person in pairing.people:
        client.force_login(person)
        seen[person] = client.get(reverse("horizon", args=[pairing.pk])).content.decode()
    mentee, mentor = (seen[person] for person in pairing.people)
    assert [SECRET in mentee, "We drift." in mentee] == [True, False]
    assert [SECRET in mentor, "We drift." in mentor] == [False, True]


def test_what_is_sealed_still_is_on_its_own_page_only(client: Any) -> None:
    pairing = make_two()
    make_check(pairing, mentee="off", mentee_line=SECRET)
    client.force_login(pairing.mentee_person)
    assert SECRET not in client.get(reverse("horizon", args=[pairing.pk])).content.decode()
    marking = client.get(reverse("mark_horizon", args=[pairing.pk])).content.decode()
    assert SECRET in marking
    assert "Only you, until Dela has answered as well" in marking


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("revealed", "You both have answered"), ("lapsed", "let go after a month")],
)
def test_who_comes_too_late_reads_why_and_nothing_else(
    client: Any, time_machine: Any, state: str, sentence: str
) -> None:
    pairing = make_two()
    check = make_check(pairing, mentee="off", mentor="same" if state == "revealed" else "")
    time_machine.move_to(timezone.now() + dt.timedelta(days=31))
    HorizonCheck.objects.lapse_stale(timezone.now())
    client.force_login(pairing.mentee_person)
    told = {"shown": check.number, "direction": "same", "line": SECRET}
    answer = client.post(reverse("mark_horizon", args=[pairing.pk]), told)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, SECRET in page) == (409, True, True)


@pytest.mark.parametrize(("days", "asked"), [(10, 0), (40, 1)])
def test_the_month_asks_nobody_near_their_own_last_day(
    time_machine: Any, days: int, asked: int
) -> None:
    pairing = make_two()
    time_machine.move_to(timezone.now() + dt.timedelta(days=31))
    pairing.cohort.ends_on = timezone.localdate() + dt.timedelta(days=200)
    pairing.cohort.save(update_fields=["ends_on"])
    pairing.promise(ends_on=timezone.localdate() + dt.timedelta(days=days))
    plan(timezone.now())
    monthly = HorizonCheck.objects.filter(pairing=pairing, cause="monthly")
    assert monthly.count() == asked


def test_asking_while_the_partner_has_just_asked_leads_to_what_waits(client: Any) -> None:
    pairing = make_two()
    make_check(pairing, mentor="off")
    client.force_login(pairing.mentee_person)
    answer = client.post(reverse("ask_horizon", args=[pairing.pk]))
    assert answer.url == reverse("mark_horizon", args=[pairing.pk])
