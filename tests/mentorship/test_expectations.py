"""What each expects: answered alone, and opened together once both are done."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.private import NotYours, open_for
from mentorship.clauses import CLAUSES
from mentorship.models import (
    Changed,
    Event,
    Expectation,
    Notice,
    NotNow,
    Pairing,
)
from tests.factories import make_pairing, make_person
from tests.mentorship.factories import HOPE, answer, reveal

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing() -> Pairing:
    return make_pairing(is_started=False)


def ask(person: Any, name: str, *args: Any, **told: Any) -> Any:
    client = Client()
    client.force_login(person)
    url = reverse(name, args=args)
    return client.post(url, told) if told else client.get(url)


def words(answer: Any) -> str:
    return answer.content.decode()


# --- alone -----------------------------------------------------------------------------------


def test_one_clause_a_page_and_every_page_is_kept(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    first = ask(mentee, "expectations", pairing.pk)
    assert reverse("expectation", args=[pairing.pk, "hopes"]) in words(first)
    for number, clause in enumerate(CLAUSES, start=1):
        page = ask(mentee, "expectation", pairing.pk, clause.key)
        assert f"Page {number} of 11" in words(page)
        following = ask(mentee, "expectation", pairing.pk, clause.key, shown="{}")
        name = "expectation" if number < len(CLAUSES) else "expectations"
        key = [CLAUSES[number].key] if number < len(CLAUSES) else []
        assert following.url == reverse(name, args=[pairing.pk, *key])
    said, seen = Expectation.objects.of(pairing, mentee).read(by=mentee)
    assert seen == [clause.key for clause in CLAUSES]
    assert set(said.values()) == {""}


def test_it_goes_on_where_one_stopped(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    left = ask(mentee, "expectation", pairing.pk, "hopes", hopes=HOPE, shown="{}", leave="yes")
    assert left.url == reverse("expectations", args=[pairing.pk])
    page = words(ask(mentee, "expectations", pairing.pk))
    assert HOPE in page
    assert reverse("expectation", args=[pairing.pk, "rhythm"]) in page


def test_the_mentor_is_asked_what_they_offer(pairing: Pairing) -> None:
    asked = {who: words(ask(who, "expectation", pairing.pk, "hopes")) for who in pairing.people}
    mentee, mentor = pairing.people
    assert "Up to three things to reach" in asked[mentee]
    assert "What I can offer" in asked[mentor]
    assert all("Our horizon" not in page for page in asked.values())


def test_two_tabs_never_overwrite_each_other(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    answer(pairing, mentee, hopes="In the first tab", goals="")
    late = ask(mentee, "expectation", pairing.pk, "hopes", hopes="In the second", shown="{}")
    assert late.status_code == 409
    assert all(text in words(late) for text in ("In the first tab", "In the second"))
    mine = Expectation.objects.of(pairing, mentee)
    with pytest.raises(Changed):
        mine.answer("hopes", {"hopes": "In the third"}, by=mentee, shown={})
    assert mine.read(by=mentee)[0]["hopes"] == "In the first tab"


def test_a_choice_that_is_none_is_refused_and_nothing_is_lost(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    refused = ask(mentee, "expectation", pairing.pk, "rhythm", cadence_days="3", minutes="45")
    assert "Select a valid choice" in words(refused)
    assert not Expectation.objects.exists()


@pytest.mark.parametrize(
    ("days", "says"), [(-1, "still to come"), (0, ""), (200, ""), (300, "when your round ends")]
)
def test_a_day_is_still_to_come_and_lies_within_the_round(
    pairing: Pairing, days: int, says: str
) -> None:
    today = timezone.localdate(timezone=pairing.mentee_person.zone)
    on = today + dt.timedelta(days=days)
    told = {"ends_on": on.isoformat(), "good_end": HOPE, "shown": "{}"}
    page = ask(pairing.mentee_person, "expectation", pairing.pk, "ending", **told)
    if not says:
        assert page.status_code == 302
        return
    assert [says in words(page), HOPE in words(page)] == [True, True]
    assert "&lt;" not in str(page.context["form"].errors)


def test_a_day_that_stood_there_before_needs_no_mending(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    answer(pairing, mentee, "ending", ends_on="2020-05-04", good_end="We laugh.")
    mine = Expectation.objects.of(pairing, mentee)
    shown = {"review_on": "", "ends_on": "2020-05-04", "good_end": "We laugh."}
    told = shown | {"good_end": HOPE, "shown": json.dumps(shown)}
    assert ask(mentee, "expectation", pairing.pk, "ending", **told).status_code == 302
    assert mine.read(by=mentee)[0]["good_end"] == "We laugh."
    assert Expectation.objects.of(pairing, mentee).read(by=mentee)[0]["good_end"] == HOPE


@pytest.mark.parametrize("name", ["expectation", "settle"])
def test_there_are_no_other_clauses(pairing: Pairing, name: str) -> None:
    reveal(pairing) if name == "settle" else None
    assert ask(pairing.mentee_person, name, pairing.pk, "fees").status_code == 404


# --- sealed ----------------------------------------------------------------------------------


def test_neither_may_open_the_other_s_before_both_are_done(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    mine = answer(pairing, mentee)
    assert open_for(mine, "answers", mentee)
    for _step in range(2):
        theirs = Expectation.objects.get(pk=mine.pk)
        with pytest.raises(NotYours):
            open_for(theirs, "answers", mentor)
        assert not Expectation.objects.visible_to(mentor).exists()
        assert Expectation.objects.both(pairing, mentor) is None
        assert ask(mentor, "reveal", pairing.pk).status_code == 404
        assert ask(mentor, "settle", pairing.pk, "hopes").status_code == 404
        assert ask(mentor, "check_terms", pairing.pk).status_code == 404
        mine.finish(by=mentee)


# --- together --------------------------------------------------------------------------------


def test_the_second_one_opens_both_at_once_and_the_first_hears_of_it(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    answer(pairing, mentee)
    waiting = ask(mentee, "expectations", pairing.pk, done="yes")
    assert waiting.url == reverse("expectations", args=[pairing.pk])
    assert "has not finished" in words(ask(mentee, "expectations", pairing.pk))
    assert not Notice.objects.filter(kind="expectations_ready").exists()
    answer(pairing, mentor, hopes="To listen")
    assert ask(mentor, "expectations", pairing.pk, done="yes").url == reverse(
        "reveal", args=[pairing.pk]
    )
    assert [n.recipient for n in Notice.objects.filter(kind="expectations_ready")] == [mentee]
    for person in pairing.people:
        page = words(ask(person, "reveal", pairing.pk))
        assert HOPE in page
        assert "To listen" in page
    verbs = Event.objects.about(pairing).filter(verb="reveal_expectations")
    assert verbs.count() == 1


def test_what_was_revealed_stays_as_it_was(pairing: Pairing) -> None:
    reveal(pairing)
    mine = Expectation.objects.of(pairing, pairing.mentee_person)
    with pytest.raises(NotNow):
        mine.answer("hopes", {"hopes": "Other"}, by=pairing.mentee_person, shown={})
    for field in ("answers", "done_at", "revealed_at"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Expectation.objects.filter(pk=mine.pk).update(**{field: getattr(mine, field)})


def test_the_database_opens_nothing_before_both_are_done(pairing: Pairing) -> None:
    mine = answer(pairing, pairing.mentee_person)
    mine.finish(by=pairing.mentee_person)
    kept = Expectation.objects.filter(pk=mine.pk)
    mine.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.update(revealed_at=mine.done_at)
    told = {"pairing": pairing, "person": pairing.mentor_person, "done_at": mine.done_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Expectation.objects.create(**told, revealed_at=mine.done_at)


def test_a_pair_that_ends_before_never_opens_them(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    answer(pairing, mentee).finish(by=mentee)
    answer(pairing, mentor)
    pairing.end(by=mentor, reason="time")
    ask(mentor, "expectations", pairing.pk, done="yes")
    assert Expectation.objects.both(pairing, mentor) is None


def test_strangers_and_coordinators_find_nothing(pairing: Pairing) -> None:
    reveal(pairing)
    coordinator = make_person()
    pairing.cohort.appoint(coordinator, by=None)
    for person in (coordinator, make_person()):
        for name in ("expectations", "reveal", "check_terms"):
            assert ask(person, name, pairing.pk).status_code == 404
        for name in ("expectation", "settle"):
            assert ask(person, name, pairing.pk, "hopes").status_code == 404


def test_nothing_opens_once_the_pair_is_over(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    answer(pairing, mentee).finish(by=mentee)
    late = answer(pairing, mentor)
    pairing.end(by=mentee, reason="time")
    with pytest.raises(NotNow, match="over"):
        late.finish(by=mentor)
    assert Expectation.objects.both(pairing, mentor) is None
