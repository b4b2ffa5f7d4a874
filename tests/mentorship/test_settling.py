"""Side by side: gaps first, clause after clause settled, one version that both sign."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mentorship import policies
from mentorship.models import Agreement, Changed, Expectation, NotNow, Pairing, Settling
from tests.factories import make_pairing
from tests.mentorship.factories import agree, answer, reveal

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing() -> Pairing:
    return make_pairing(is_started=False)


def ask(person: Any, name: str, *args: Any, query: str = "", **told: Any) -> Any:
    client = Client()
    client.force_login(person)
    url = reverse(name, args=args) + query
    return client.post(url, told) if told else client.get(url)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_gaps_come_first_and_the_headline_is_a_count(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    answer(pairing, mentee, "rhythm", cadence_days="7", minutes="45")
    answer(pairing, mentor, "rhythm", cadence_days="28", minutes="45")
    answer(pairing, mentee, "feedback", feedback_way="gentle", feedback="")
    answer(pairing, mentor, "feedback", feedback_way="rather_gentle", feedback="")
    for person in pairing.people:
        answer(pairing, person, "where", channel="phone", place="")
    reveal(pairing)
    page = ask(mentee, "reveal", pairing.pk)
    standing = {c.clause.key: c.standing for c in page.context["columns"]}
    assert list(standing)[:2] == ["hopes", "rhythm"]
    assert standing["feedback"] == "talk"  # a step of three is more than a quarter
    assert "1 of 4 matches already." in words(page)
    assert "Which weeks are hard for either of you?" in words(page)


def test_the_picture_of_both_says_what_is_left_and_lists_every_answered_clause(
    pairing: Pairing,
) -> None:
    mentee, mentor = pairing.people
    answer(pairing, mentee, "rhythm", cadence_days="7", minutes="45")
    answer(pairing, mentor, "rhythm", cadence_days="28", minutes="45")
    reveal(pairing)

    def seen() -> tuple[str, list[tuple[str, str]]]:
        page = " ".join(words(ask(mentor, "reveal", pairing.pk)).split())
        finding = re.search(r'"picture-finding">(.*?)<', page)
        assert finding
        return finding[1], re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', page)

    hopes, rhythm = "What each of us hopes for", "Rhythm and length"
    assert seen() == (
        "2 clauses are left to settle.",
        [(hopes, "Talk about it"), (rhythm, "Talk about it")],
    )
    told = {"by": mentee, "shown": 0}
    Settling.objects.settle(pairing, "rhythm", {"cadence_days": "14"}, **told)
    assert seen() == (
        "1 clause is left to settle.",
        [(hopes, "Talk about it"), (rhythm, "Settled")],
    )


def test_what_both_left_open_comes_last_and_is_said_to_match_nothing(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    for person in pairing.people:
        answer(pairing, person, "where", channel="phone", place="")
    reveal(pairing)
    columns = ask(mentee, "reveal", pairing.pk).context["columns"]
    assert [(c.clause.key, c.is_blank) for c in columns[:3]] == [
        ("hopes", False),
        ("where", False),
        ("rhythm", True),
    ]
    (channel, place) = columns[1].lines
    assert (channel.is_alike, place.is_blank) == (True, True)
    assert words(ask(mentee, "reveal", pairing.pk)).count("You both left this open.") == 9


def test_mine_theirs_or_ours(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    reveal(pairing)
    url = reverse("settle", args=[pairing.pk, "hopes"])
    client = Client()
    client.force_login(mentee)
    assert "What the mentee hopes</textarea>" in words(client.get(url + "?take=mine"))
    assert "What the mentor hopes</textarea>" in words(client.get(url + "?take=theirs"))
    client.post(url, {"hopes": "To dare", "horizon": "She leads her own review.", "shown": "0"})
    settled = Settling.objects.read(pairing, mentee)
    assert settled["hopes"][1] == {
        "hopes": "To dare",
        "goals": "",
        "horizon": "She leads her own review.",
    }


def test_two_who_settle_the_same_clause_both_keep_their_words(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    reveal(pairing)
    ask(mentor, "settle", pairing.pk, "hopes", hopes="To rest", shown="0")
    late = ask(mentee, "settle", pairing.pk, "hopes", hopes="To run", shown="0")
    assert late.status_code == 409
    assert all(text in words(late) for text in ("To rest", "To run"))
    number = Settling.objects.newest(pairing)["hopes"].number
    ask(mentee, "settle", pairing.pk, "hopes", hopes="To run", shown=str(number))
    assert Settling.objects.read(pairing, mentor)["hopes"][1]["hopes"] == "To run"
    with pytest.raises(IntegrityError), transaction.atomic():
        Settling.objects.update(clause="pace")


def test_marking_two_texts_as_nearly_the_same_moves_them(pairing: Pairing) -> None:
    reveal(pairing)
    ask(pairing.mentee_person, "settle", pairing.pk, "hopes", hopes="x", mark="close", shown="0")
    page = ask(pairing.mentee_person, "reveal", pairing.pk)
    assert {c.clause.key: c.standing for c in page.context["columns"]}["hopes"] == "close"


def test_what_was_settled_becomes_version_one_and_both_sign_it(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    for person in pairing.people:
        answer(pairing, person, "rhythm", cadence_days="7", minutes="45")
    reveal(pairing)
    nothing = ask(mentee, "check_terms", pairing.pk)
    assert "One clause is not settled yet" in words(nothing)
    ask(mentor, "settle", pairing.pk, "hopes", hopes="To dare", horizon="Onwards.", shown="0")
    for person in pairing.people:  # both press it; there is one version
        ask(person, "check_terms", pairing.pk, shown="1")
    version = Agreement.objects.of(pairing).newest
    assert version
    assert version.number == 1
    said = version.read(by=mentee)
    assert (said["cadence_days"], said["hopes"], said["horizon"]) == ("7", "To dare", "Onwards.")
    for person in pairing.people:
        ask(person, "sign_agreement", pairing.pk, typed_name="X", shown_hash=version.content_hash)
    pairing.refresh_from_db()
    assert (pairing.status, pairing.cadence_days) == ("active", 7)
    assert ask(mentee, "expectations", pairing.pk).status_code == 302
    assert ask(mentee, "settle", pairing.pk, "hopes").status_code == 302


def test_settling_one_leads_to_the_next_and_the_last_to_what_they_sign(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    answer(pairing, mentee, "rhythm", cadence_days="7", minutes="45")
    answer(pairing, mentor, "rhythm", cadence_days="28", minutes="45")
    reveal(pairing)
    first = ask(mentee, "settle", pairing.pk, "hopes")
    assert "2 clauses are left to settle." in words(first)
    onwards = reverse("settle", args=[pairing.pk, "rhythm"])
    assert f'href="{onwards}">Leave it for now' in words(first)
    told = ask(mentee, "settle", pairing.pk, "hopes", hopes="To dare", shown="0")
    assert told.url == onwards
    told = ask(mentor, "settle", pairing.pk, "rhythm", cadence_days="14", shown="0")
    assert told.url == reverse("check_terms", args=[pairing.pk])
    page = words(ask(mentee, "reveal", pairing.pk))
    by_other = f"Settled by {mentor.get_short_name()}"
    assert [page.count(said) for said in ("Settled by you", by_other)] == [1, 1]


def test_changing_what_was_settled_leads_back_to_where_it_was_read(pairing: Pairing) -> None:
    reveal(pairing)
    for shown, hope in enumerate(("To dare", "To dare more")):
        told = {"hopes": hope, "shown": str(shown)}
        said = ask(pairing.mentee_person, "settle", pairing.pk, "hopes", **told)
    assert said.url == reverse("reveal", args=[pairing.pk]) + "#c-hopes"


def test_what_was_settled_meanwhile_is_read_before_it_becomes_the_agreement(
    pairing: Pairing,
) -> None:
    mentee, mentor = pairing.people
    reveal(pairing)
    ask(mentor, "settle", pairing.pk, "hopes", hopes="To dare", shown="0")
    shown = ask(mentee, "check_terms", pairing.pk).context["number"]
    ask(mentor, "settle", pairing.pk, "hopes", hopes="To rest", shown=str(shown))
    late = ask(mentee, "check_terms", pairing.pk, shown=str(shown))
    assert late.status_code == 409
    assert "Something was settled while you were reading." in words(late)
    assert Agreement.objects.of(pairing).newest is None
    ask(mentee, "check_terms", pairing.pk, shown=str(late.context["number"]))
    version = Agreement.objects.of(pairing).newest
    assert version is not None
    assert version.read(by=mentee) == {"hopes": "To rest"}


def test_the_second_signature_leads_on_to_the_pair(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    found = Agreement.objects.of(pairing)
    seal = found.propose({"hopes": "To dare"}, by=mentee).content_hash
    told = {"typed_name": "X", "shown_hash": seal}
    stays, goes = (ask(who, "sign_agreement", pairing.pk, **told) for who in (mentee, mentor))
    assert stays.url == reverse("agreement", args=[pairing.pk])
    assert goes.url == reverse("pair", args=[pairing.pk])


def test_who_waits_for_a_signature_finds_a_way_to_say_so(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    found = Agreement.objects.of(pairing)
    version = found.propose({"hopes": "To dare"}, by=mentee)
    found.sign(by=mentee, typed_name="X", shown_hash=version.content_hash)
    way = f'href="{reverse("reply", args=[pairing.pk])}"'
    seen = [way in words(ask(who, "agreement", pairing.pk)) for who in (mentee, mentor)]
    assert seen == [True, False]
    found.sign(by=mentor, typed_name="Y", shown_hash=version.content_hash)
    assert way not in words(ask(mentee, "agreement", pairing.pk))


def test_one_clause_is_changed_and_the_others_stay_as_they_were(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    agree(pairing, hopes="To dare", minutes="60")
    before = Agreement.objects.of(pairing).newest
    assert before is not None
    page = ask(mentee, "write_agreement", pairing.pk, query="?clause=rhythm")
    assert set(page.context["form"].fields) == {"shown_hash", "cadence_days", "minutes"}
    told = {"cadence_days": "7", "minutes": "60", "shown_hash": before.content_hash}
    ask(mentee, "write_agreement", pairing.pk, query="?clause=rhythm", **told)
    after = Agreement.objects.of(pairing).newest
    assert after is not None
    said = {key: words for key, words in before.read(by=mentee).items() if words}
    assert after.read(by=mentee) == said | {"cadence_days": "7"}


def test_two_who_change_one_clause_at_once_see_both_and_lose_nothing(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    agree(pairing, hopes="To dare", minutes="60")
    seal = Agreement.objects.of(pairing).newest.content_hash  # type: ignore[union-attr]
    asked = {"query": "?clause=hopes", "shown_hash": seal}
    ask(mentor, "write_agreement", pairing.pk, **asked, hopes="To rest")
    late = ask(mentee, "write_agreement", pairing.pk, **asked, hopes="To run")
    assert late.status_code == 409
    assert all(text in words(late) for text in ("To rest", "To run", "changed this meanwhile"))
    again = late.context["form"]["shown_hash"].value()
    asked["shown_hash"] = again
    ask(mentee, "write_agreement", pairing.pk, **asked, hopes="To run")
    said = Agreement.objects.of(pairing).newest.read(by=mentee)  # type: ignore[union-attr]
    assert (said["hopes"], said["minutes"]) == ("To run", "60")


def test_a_wording_that_nobody_changed_stays_as_it_was_signed(pairing: Pairing) -> None:
    agree(pairing, hopes="To dare")
    found = Agreement.objects.of(pairing)
    for person in pairing.people:
        form = ask(person, "write_agreement", pairing.pk).context["form"]
        told = {name: form[name].value() or "" for name in form.fields}
        client = Client()
        client.force_login(person)
        kept = client.post(reverse("write_agreement", args=[pairing.pk]), told, follow=True)
        assert "Nothing was changed. It stands as it was." in words(kept)
    assert (found.versions.count(), found.in_force) == (1, found.newest)


def test_who_signs_sees_what_was_taken_out_and_what_it_said_before(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    agree(pairing, hopes="To dare", contact="By mail", minutes="60")
    found = Agreement.objects.of(pairing)
    assert found.newest
    told = found.newest.read(by=mentee) | {"contact": "", "cadence_days": "7", "minutes": "45"}
    found.propose(told, by=mentor, shown_hash=found.newest.content_hash)
    page = words(ask(mentee, "agreement", pairing.pk))
    assert "2 clauses differ" in page
    assert page.count("left out now") == 1
    assert all(f"Before: {said}" in page for said in ("By mail", "one hour"))


def test_nothing_is_settled_any_more_once_it_is_an_agreement(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    reveal(pairing)
    Settling.objects.settle(pairing, "hopes", {"hopes": "To dare"}, by=mentee, shown=0)
    with pytest.raises(Changed):
        Settling.objects.propose(pairing, by=mentor, shown=0)
    version = Settling.objects.propose(pairing, by=mentor, shown=1)
    assert version.read(by=mentee) == {"hopes": "To dare"}
    with pytest.raises(NotNow):
        Settling.objects.settle(pairing, "pace", {"pace": "Slow"}, by=mentee, shown=0)


def test_a_mark_stays_when_the_words_are_changed(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    reveal(pairing)
    ask(mentee, "settle", pairing.pk, "hopes", hopes="x", mark="close", shown="0")
    form = ask(mentee, "settle", pairing.pk, "hopes").context["form"]
    assert form["mark"].value() == "close"


def test_silence_settles_no_horizon(pairing: Pairing) -> None:
    for person in pairing.people:
        answer(pairing, person, "where", channel="phone", place="")
        Expectation.objects.of(pairing, person).finish(by=person)
    page = ask(pairing.mentee_person, "reveal", pairing.pk)
    assert page.context["first_open"].clause.key == "hopes"


def test_nothing_is_agreed_on_once_the_pair_is_over(pairing: Pairing) -> None:
    mentee, mentor = pairing.people
    agree(pairing, hopes="To dare")
    found = Agreement.objects.of(pairing)
    assert found.newest
    version = found.propose({"hopes": "x"}, by=mentee, shown_hash=found.newest.content_hash)
    stale = Agreement.objects.of(Pairing.objects.get(pk=pairing.pk))
    pairing.end(by=mentor, reason="life")
    with pytest.raises(NotNow, match="over"):
        stale.sign(by=mentee, typed_name="X", shown_hash=version.content_hash)
    with pytest.raises(NotNow, match="over"):
        stale.propose({"hopes": "y"}, by=mentee, shown_hash=version.content_hash)


def test_a_name_that_is_too_long_is_shown_again(pairing: Pairing) -> None:
    mentee = pairing.mentee_person
    version = Agreement.objects.of(pairing).propose({"hopes": "x"}, by=mentee)
    told = {"typed_name": "Name " * 30, "shown_hash": version.content_hash}
    page = words(ask(mentee, "sign_agreement", pairing.pk, **told))
    assert "Name Name" in page
    assert "at most 120 characters" in page


def test_no_agreement_is_made_of_what_cannot_be_read(pairing: Pairing) -> None:
    answer(pairing, pairing.mentee_person)
    with pytest.raises(NotNow):
        Settling.objects.propose(pairing, by=pairing.mentee_person, shown=0)
    assert Agreement.objects.of(pairing).newest is None


def test_a_pair_that_ends_while_one_makes_it_the_agreement(
    pairing: Pairing, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentee, mentor = pairing.people
    reveal(pairing)
    Settling.objects.settle(pairing, "hopes", {"hopes": "To dare"}, by=mentee, shown=0)
    pairing.end(by=mentor, reason="life")
    monkeypatch.setattr(policies, "can_settle", lambda *_told: True)  # read before the end
    late = ask(mentee, "check_terms", pairing.pk, shown="1")
    assert late.url == reverse("agreement", args=[pairing.pk])
    assert Agreement.objects.of(pairing).newest is None
