"""A coordinator pairs a hundred people: few presses, and nothing published unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from mentorship.models import MatchRun, Pairing, Suggestion
from tests.factories import make_cohort, make_person, make_program
from tests.walk.conftest import Walker
from tests.walk.people import hundred_people

pytestmark = [
    pytest.mark.walk,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
MOST_ACTS = 25  # import 100 people, match, pin 3, veto 2, compare, publish


def decided(decision: str) -> set[tuple[Any, Any]]:
    found = Suggestion.objects.filter(run__status="draft", decision=decision)
    return set(found.values_list("mentee", "mentor"))


def test_a_hundred_people_are_paired_with_few_presses(walker: Callable[[str], Walker]) -> None:
    cohort = make_cohort(program=make_program(), status="matching")
    coordinator = make_person()
    cohort.appoint(coordinator, by=None)
    noor = walker("Europe/Berlin")
    sign_in(noor, coordinator)
    bring_in(noor, cohort)
    noor.go(reverse("cohort", args=[cohort.pk]))
    noor.follow("Match")
    noor.press("Find the best pairs")
    for _ in range(3):
        noor.press("Pin")
    for _ in range(2):
        veto_the_weakest(noor)
    pinned, vetoed = decided("pinned"), decided("vetoed")
    noor.press("Compute again")
    compare_and_take(noor)
    publish(noor)
    pairs = set(Pairing.objects.values_list("mentee", "mentor"))
    assert (len(pinned), len(vetoed), len(pairs)) == (3, 2, 55)
    assert pinned <= pairs
    assert vetoed & pairs == set()
    assert noor.acts <= MOST_ACTS


def sign_in(noor: Walker, person: Any) -> None:
    """Signing in is another walk's story: here the session is simply there."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    told = {"name": cookie.key, "value": cookie.value, "url": noor.site}
    noor.page.context.add_cookies([told])


def bring_in(noor: Walker, cohort: Any) -> None:
    noor.go(reverse("cohort_import", args=[cohort.pk]))
    noor.page.locator("textarea[name=text]").fill(hundred_people())
    noor.acts += 1
    noor.press("Look at the list")
    noor.press("Check the people")
    noor.press("Bring 100 people in")
    assert cohort.enrolments.accepted().exclude(role="admin").count() == 100


def veto_the_weakest(noor: Walker) -> None:
    """Of those not decided yet; the reason may stay empty."""
    noor.page.locator("summary", has_text="Veto").first.click()
    noor.acts += 1
    noor.page.get_by_role("button", name="Veto this pair").locator("visible=true").first.click()
    noor.acts += 1


def compare_and_take(noor: Walker) -> None:
    noor.follow("Weights and limits")
    noor.fill("How they like to work", "5")
    noor.press("See what would change")
    noor.sees("As it is")
    noor.press("Take the new ones")
    noor.sees("Taken over, with its rules.")


def publish(noor: Walker) -> None:
    noor.follow("Publish 55 pairs")
    noor.sees("What the mentor reads")
    noor.press("Publish")
    noor.sees("55 pairs are published.")
    assert MatchRun.objects.get(status="published").cohort.matching["weights"]["style"] == 5
