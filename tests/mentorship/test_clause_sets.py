"""A program words its own clauses; pairs keep those with which they began."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from mentorship.clause_sets import (
    BY_KEY,
    DEFAULT,
    Entry,
    asked,
    entries_in,
    moved,
    next_own_key,
    put,
    with_later,
)
from mentorship.clause_words import CLAUSES
from mentorship.models import (
    Agreement,
    Changed,
    ClauseSet,
    Event,
    Expectation,
    NotNow,
    Pairing,
    clauses_of,
)
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person

pytestmark = pytest.mark.django_db
TEA = {"title": "Tea or coffee", "why": "It helps to know.", "prompt": "", "samples": ("Tea.",)}


@pytest.fixture
def cohort() -> Any:
    return make_cohort()


@pytest.fixture
def client(cohort: Any) -> Client:
    """Signed in as somebody who runs the program."""
    person = make_enrolment(cohort=cohort, role="admin").person
    client = Client()
    client.force_login(person)
    return client


def entry(key: str) -> Entry:
    return next(one for one in DEFAULT if one.key == key)


def revise(cohort: Any, *entries: Entry, shown: int = 0) -> ClauseSet:
    by = make_person()
    return ClauseSet.objects.revise(cohort.program, entries, by=by, shown=shown)


def paired(cohort: Any) -> Pairing:
    """As publishing a match pairs two."""
    mentee, mentor = (make_enrolment(cohort=cohort, role=role) for role in ("mentee", "mentor"))
    return Pairing.objects.propose(mentee, mentor, by=None)


def keys(pairing: Pairing) -> list[str]:
    return [clause.key for clause in clauses_of(pairing)]


# --- what is kept --------------------------------------------------------------------------------


def test_only_what_differs_is_kept_so_that_the_rest_stays_in_the_readers_language() -> None:
    plain = entry("rhythm").clause
    same = {"title": str(plain.title), "why": str(plain.why), "prompt": str(plain.prompt)}
    said = entry("rhythm").saying(**same | {"why": "Ours."}, samples=tuple(map(str, plain.samples)))
    assert said.to_data() == {"key": "rhythm", "is_on": True, "why": "Ours."}
    with override("de"):
        assert said.clause.title == plain.title
    assert said.clause.parts == plain.parts


def test_what_is_kept_reads_the_same_again() -> None:
    entries = (*DEFAULT[:2], Entry("own-1").saying(**TEA))
    assert entries_in([one.to_data() for one in entries]) == entries
    (own,) = asked(entries)[2:]
    assert (own.title, [part.key for part in own.parts]) == ("Tea or coffee", ["own_1"])


def test_clauses_move_one_place_and_no_further() -> None:
    first, second, last = DEFAULT[0].key, DEFAULT[1].key, DEFAULT[-1].key
    assert [one.key for one in moved(DEFAULT, second, -1)][:2] == [second, first]
    assert moved(DEFAULT, first, -1) == moved(DEFAULT, last, 1) == DEFAULT


def test_no_own_clause_takes_the_key_of_another() -> None:
    entries = put(DEFAULT, Entry("own-1").saying(**TEA))
    assert (next_own_key(DEFAULT), next_own_key(entries)) == ("own-1", "own-2")


# --- versions ------------------------------------------------------------------------------------


def test_each_change_is_a_version_and_nobody_overwrites_another(cohort: Any) -> None:
    first = revise(cohort, *DEFAULT[:5])
    assert revise(cohort, *DEFAULT[:5], shown=7) == first
    with pytest.raises(Changed):
        revise(cohort, *DEFAULT[:4])
    second = revise(cohort, *DEFAULT[:4], shown=1)
    assert (first.number, second.number) == (1, 2)
    assert [event.after for event in Event.objects.filter(verb="revise_clauses")] == ["1", "2"]


def test_at_least_one_clause_is_left(cohort: Any) -> None:
    off = [Entry(one.key, is_on=False) for one in DEFAULT]
    with pytest.raises(NotNow, match="at least one"):
        revise(cohort, *off)


def test_the_database_lets_nobody_change_a_version(cohort: Any) -> None:
    made = revise(cohort, *DEFAULT[:5])
    with transaction.atomic(), pytest.raises(IntegrityError, match="clause_set_is_never_changed"):
        ClauseSet.objects.filter(pk=made.pk).update(data=[])


# --- pairs ---------------------------------------------------------------------------------------


def test_a_pair_keeps_the_clauses_with_which_it_began(cohort: Any) -> None:
    before = paired(cohort)
    revise(cohort, DEFAULT[0], Entry("own-1").saying(**TEA))
    during = paired(cohort)
    revise(cohort, DEFAULT[1], shown=1)
    after = paired(cohort)
    every = [clause.key for clause in CLAUSES]
    found = [keys(Pairing.objects.get(pk=one.pk)) for one in (before, during, after)]
    assert found == [every, ["hopes", "own-1"], [DEFAULT[1].key]]


def test_another_program_is_not_touched(cohort: Any) -> None:
    revise(cohort, DEFAULT[0])
    assert len(keys(paired(make_cohort()))) == len(CLAUSES)


def test_two_answer_an_own_clause_alone_see_both_and_sign(cohort: Any) -> None:
    revise(cohort, entry("rhythm"), Entry("own-1").saying(**TEA))
    pairing = paired(cohort)
    clients = {person.pk: Client() for person in pairing.people}
    for person, drink in zip(pairing.people, ("Tea", "Coffee"), strict=True):
        mine = clients[person.pk]
        mine.force_login(person)
        page = mine.get(reverse("expectation", args=[pairing.pk, "own-1"]))
        assert "Tea or coffee" in page.content.decode()
        assert "Page 2 of 2" in page.content.decode()
        told = {"own_1": drink, "shown": page.context["form"]["shown"].value()}
        mine.post(reverse("expectation", args=[pairing.pk, "own-1"]), told)
        assert mine.get(reverse("expectation", args=[pairing.pk, "hopes"])).status_code == 404
        mine.post(reverse("expectations", args=[pairing.pk]))
    ana = clients[pairing.mentee_person_id]
    assert "Coffee" in ana.get(reverse("reveal", args=[pairing.pk])).content.decode()
    ana.post(reverse("settle", args=[pairing.pk, "own-1"]), {"own_1": "Both", "shown": "0"})
    shown = ana.get(reverse("check_terms", args=[pairing.pk])).context["number"]
    ana.post(reverse("check_terms", args=[pairing.pk]), {"shown": shown})
    version = Agreement.objects.of(pairing).newest
    assert version is not None
    assert version.read(by=pairing.mentee_person) == {"own_1": "Both"}
    assert "Tea or coffee" in ana.get(reverse("agreement", args=[pairing.pk])).content.decode()
    form = ana.get(reverse("write_agreement", args=[pairing.pk])).context["form"]
    assert set(form.fields) == {"shown_hash", "cadence_days", "minutes", "own_1"}


def test_answers_that_were_given_stay_whatever_is_asked_now(cohort: Any) -> None:
    pairing = paired(cohort)
    mine = Expectation.objects.of(pairing, pairing.mentee_person)
    mine.answer("hopes", {"hopes": "To dare"}, by=pairing.mentee_person, shown={})
    revise(cohort, DEFAULT[3])
    said, _seen = Expectation.objects.of(pairing, pairing.mentee_person).read(
        by=pairing.mentee_person
    )
    assert (said["hopes"], keys(Pairing.objects.get(pk=pairing.pk))[0]) == ("To dare", "hopes")


# --- the pages of who runs it --------------------------------------------------------------------


def test_clauses_are_switched_ordered_and_brought_back(client: Client, cohort: Any) -> None:
    url = reverse("clause_set", args=[cohort.program_id])
    for act in ("switch:hopes", "up:where", "down:hopes", "back:1", "back:0", "up:none", "x"):
        shown = client.get(url).context["number"]
        client.post(url, {"act": act, "shown": shown})
    made = list(ClauseSet.objects.order_by("number"))
    first = [[one.key for one in version.entries][:3] for version in made]
    assert first == [
        ["hopes", "rhythm", "where"],
        ["hopes", "where", "rhythm"],
        ["where", "hopes", "rhythm"],
        ["hopes", "rhythm", "where"],
        ["hopes", "rhythm", "where"],
    ]
    assert [version.entries[0].is_on for version in made] == [False, False, True, False, True]


def test_a_clause_is_reworded_and_another_added(client: Client, cohort: Any) -> None:
    def save(key: str, **told: str) -> Any:
        return client.post(reverse("edit_clause", args=[cohort.program_id, key]), told)

    page = client.get(reverse("edit_clause", args=[cohort.program_id, "rhythm"]))
    shown = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    save("rhythm", **shown | {"title": "Our beat"})
    assert save("new", title="", why="x", shown="1").status_code == 200
    save("new", title="Tea or coffee", why="It helps.", first="Tea.", shown="1")
    newest = ClauseSet.objects.current(cohort.program_id)
    assert newest is not None
    titles = [str(clause.title) for clause in asked(newest.entries)]
    assert (titles[1], titles[-1], newest.number) == ("Our beat", "Tea or coffee", 2)
    assert newest.entries[1].to_data() == {"key": "rhythm", "is_on": True, "title": "Our beat"}


def test_a_clause_is_looked_at_as_two_people_see_it_before_it_is_kept(
    client: Client, cohort: Any
) -> None:
    url = reverse("edit_clause", args=[cohort.program.pk, "rhythm"])
    assert client.get(url).context["look"].clause.title == "Rhythm and length"
    typed = {"title": "Our beat", "why": "Reminders follow it.", "first": "Weekly.", "shown": "0"}
    page = client.post(url, typed | {"look": "yes"})
    shown = page.content.decode()
    assert page.context["look"].clause.title == "Our beat"
    assert page.context["form"]["title"].value() == "Our beat"
    assert [words in shown for words in ("nothing is saved yet", "Weekly.")] == [True, True]
    assert ClauseSet.objects.count() == 0


def test_a_set_outlives_the_clauses_that_ship_with_us() -> None:
    """One of ours may go, and another come; what a program put in its own words stays."""
    kept = entries_in(
        [
            {"key": "gone", "is_on": True, "why": "Of old."},
            {"key": "ours_once", "is_on": True, "title": "Our lunch", "why": "Food helps."},
            {"key": "hopes", "is_on": True},
        ]
    )
    assert [entry.key for entry in kept] == ["ours_once", "hopes"]
    assert next(iter(asked(kept))).title == "Our lunch"
    later = with_later(kept)[2:]
    assert {(entry.key, entry.is_on) for entry in later} == {
        (key, False) for key in BY_KEY if key != "hopes"
    }


def test_two_coordinators_at_one_clause_see_both_wordings(client: Client, cohort: Any) -> None:
    revise(cohort, *put(DEFAULT, entry("rhythm").saying(title="Her beat", why="w", prompt="p")))
    url = reverse("edit_clause", args=[cohort.program_id, "rhythm"])
    answer = client.post(url, {"title": "My beat", "why": "Mine.", "shown": "0"})
    page = answer.content.decode()
    assert (answer.status_code, "Her beat" in page, "My beat" in page) == (409, True, True)
    told = {"title": "My beat", "why": "Mine."}
    assert client.post(url, told | {"shown": answer.context["form"]["shown"].value()}).url
    assert ClauseSet.objects.count() == 2


def test_a_pair_of_before_has_no_set_and_is_asked_the_eleven() -> None:
    assert clauses_of(make_pairing()) == CLAUSES
