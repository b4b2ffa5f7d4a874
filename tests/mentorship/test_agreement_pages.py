"""Writing the agreement: two may write at once, and nobody's words are lost or passed over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mentorship import clauses
from mentorship.models import Agreement, Changed, Notice, Pairing
from tests.factories import make_pairing, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing() -> Pairing:
    return make_pairing(
        mentee=make_person(name="Amara Okafor"), mentor=make_person(name="Dela Mensah")
    )


@pytest.fixture
def as_mentee(client: Client, pairing: Pairing) -> Client:
    client.force_login(pairing.mentee_person)
    return client


def page_of(pairing: Pairing) -> str:
    return reverse("write_agreement", args=[pairing.pk])


def as_shown(client: Client, pairing: Pairing) -> dict[str, str]:
    """Everything that the form would post if nothing were typed."""
    form = client.get(page_of(pairing)).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def propose(pairing: Pairing, by: Any, **terms: str) -> None:
    agreement = Agreement.objects.of(pairing)
    shown = agreement.newest.content_hash if agreement.newest else ""
    agreement.propose(clauses.starting_terms() | terms, by=by, shown_hash=shown)


def hopes(pairing: Pairing) -> list[str]:
    versions = Agreement.objects.of(pairing).versions.all()
    return [version.read(by=pairing.mentee_person).get("hopes", "") for version in versions]


def beside(answer: Any) -> dict[str, str]:
    """What stands beside the clauses, by key."""
    form = answer.context["form"]
    return {
        name: re.sub("</?(time|strong|p)[^>]*>", "", str(field.help_text).partition("<strong>")[2])
        for name, field in form.fields.items()
        if "<strong>" in str(field.help_text)
    }


def test_only_a_proposal_begins_an_agreement(as_mentee: Client, pairing: Pairing) -> None:
    for name in ("agreement", "write_agreement"):
        assert as_mentee.get(reverse(name, args=[pairing.pk])).status_code == 200
    assert not Agreement.objects.exists()
    found = Agreement.objects.of(pairing)
    found.propose(clauses.starting_terms(), by=pairing.mentee_person)
    assert Agreement.objects.get() == found
    assert found.newest == Agreement.objects.of(pairing).newest


def test_what_is_written_on_the_newest_wording_is_kept(as_mentee: Client, pairing: Pairing) -> None:
    for words in ("To laugh more.", "To laugh, and to build."):
        answer = as_mentee.post(page_of(pairing), as_shown(as_mentee, pairing) | {"hopes": words})
        assert answer["Location"] == reverse("agreement", args=[pairing.pk])
    assert hopes(pairing) == ["To laugh more.", "To laugh, and to build."]


@pytest.mark.parametrize("was_begun", [True, False])
def test_who_was_overtaken_sees_both_wordings_and_nothing_is_written(
    as_mentee: Client, pairing: Pairing, *, was_begun: bool
) -> None:
    if was_begun:
        propose(pairing, pairing.mentee_person, pace="Brisk.")
    mine = as_shown(as_mentee, pairing) | {"hopes": "Mine <b>", "off_limits": "Pay."}
    propose(pairing, pairing.mentor_person, hopes="Hers <i>", pace="Gentle.", place="")
    owed = Notice.objects.count()
    before = hopes(pairing)
    answer = as_mentee.post(page_of(pairing), mine)
    assert (answer.status_code, hopes(pairing), Notice.objects.count()) == (409, before, owed)
    form = answer.context["form"]
    assert {name: form[name].value() for name in ("hopes", "off_limits", "place")} == {
        "hopes": "Mine <b>",
        "off_limits": "Pay.",
        "place": "The mentee sends the link",
    }
    assert beside(answer) == {
        "hopes": "Dela changed this meanwhile: Hers &lt;i&gt;",
        "pace": "Dela changed this meanwhile: Gentle.",
        "place": "Dela emptied this meanwhile.",
    }
    page = answer.content.decode()
    assert "Save my wording" in page
    assert "Small steps or big ones" in page  # the question's own hint stays


def test_a_choice_and_a_day_are_told_in_words(as_mentee: Client, pairing: Pairing) -> None:
    mine = as_shown(as_mentee, pairing)
    propose(pairing, pairing.mentor_person, cadence_days="28", review_on="2027-03-04")
    assert beside(as_mentee.post(page_of(pairing), mine)) == {
        "cadence_days": "Dela changed this meanwhile: every four weeks",
        "review_on": "Dela changed this meanwhile: Thursday 4 March 2027",
    }


def test_mine_is_kept_on_top_of_the_newest_by_saving_again(
    as_mentee: Client, pairing: Pairing
) -> None:
    propose(pairing, pairing.mentee_person)
    mine = as_shown(as_mentee, pairing) | {"hopes": "Mine."}
    propose(pairing, pairing.mentor_person, hopes="Hers.")
    form = as_mentee.post(page_of(pairing), mine).context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    propose(pairing, pairing.mentor_person, hopes="Hers, again.")
    answer = as_mentee.post(page_of(pairing), again)
    assert (answer.status_code, hopes(pairing)) == (409, ["", "Hers.", "Hers, again."])
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert as_mentee.post(page_of(pairing), again).status_code == 302
    assert hopes(pairing) == ["", "Hers.", "Hers, again.", "Mine."]


def test_ones_own_other_window_counts_too(as_mentee: Client, pairing: Pairing) -> None:
    shown = as_shown(as_mentee, pairing)
    as_mentee.post(page_of(pairing), shown | {"hopes": "First window."})
    answer = as_mentee.post(page_of(pairing), shown | {"hopes": "Second window."})
    assert beside(answer) == {"hopes": "You changed this meanwhile: First window."}
    answer = as_mentee.post(page_of(pairing), shown | {"hopes": "First window."})
    assert answer.status_code == 302  # the same form, posted twice
    assert hopes(pairing) == ["First window."]


@pytest.mark.parametrize("shown", ["", "0" * 64])
def test_a_wording_without_its_base_writes_nothing(pairing: Pairing, shown: str) -> None:
    propose(pairing, pairing.mentor_person, hopes="Hers.")
    with pytest.raises(Changed):
        Agreement.objects.of(pairing).propose(
            {"hopes": "Mine."}, by=pairing.mentee_person, shown_hash=shown
        )
    assert hopes(pairing) == ["Hers."]
