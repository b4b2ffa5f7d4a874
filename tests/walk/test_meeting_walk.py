"""People meet, have their say, and are matched by it; one says no after all, and has another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mentorship.models import Enrolment, Introduction, Pairing
from tests.factories import make_cohort, make_enrolment, make_person, make_program
from tests.walk.conftest import Walker, last_mail, links_in, post_arrives
from tests.walk.test_matching_walk import sign_in

pytestmark = [
    pytest.mark.walk,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
NAMES = {"Ana Ruiz": "mentee", "Bo Lind": "mentee", "Kim Park": "mentor", "Lou Weir": "mentor"}
Make = Callable[[str], Walker]


@pytest.fixture
def places() -> dict[str, Enrolment]:
    cohort = make_cohort(program=make_program(name="Open Doors"), status="matching")
    cohort.appoint(make_person(name="Chidi Brandt"), by=None)
    return {
        name.split()[0]: make_enrolment(cohort=cohort, role=role, person=make_person(name=name))
        for name, role in NAMES.items()
    }


def test_people_meet_and_are_matched_by_what_they_say(
    walker: Make, places: dict[str, Enrolment]
) -> None:
    cohort = places["Ana"].cohort
    chidi = at_their_browser(walker, cohort.enrolments.get(role="admin"))
    introduce(chidi, cohort)
    post_arrives(timezone.now() + timedelta(minutes=11))
    ana, kim = (at_their_browser(walker, places[name]) for name in ("Ana", "Kim"))
    says(ana, places["Ana"], Lou="very much", Kim="rather somebody else")
    says(kim, places["Kim"], Bo="I would like to")
    close_and_publish(chidi, cohort)
    assert mentors_of() == {"Ana": "Lou", "Bo": "Kim"}
    decline(ana)
    assert mentors_of() == {"Bo": "Kim"}
    ana.go(reverse("waiting_place", args=[places["Ana"].pk]))
    ana.sees("You are the only one in line")


def at_their_browser(walker: Make, place: Enrolment) -> Walker:
    found = walker("Europe/Berlin")
    found.email = place.person.email
    sign_in(found, place.person)
    return found


def introduce(chidi: Walker, cohort: Any) -> None:
    """Wishes count clearly, so that what people say decides."""
    chidi.go(reverse("matching_rules", args=[cohort.pk]))
    chidi.fill("Whom they asked for", "9")
    chidi.press("Keep them")
    chidi.follow("Let people meet first")
    chidi.press("Introduce them")
    chidi.sees("They hear of it by mail in ten minutes.")
    assert Introduction.objects.count() == len(NAMES)


def says(person: Walker, place: Enrolment, **said: str) -> None:
    """From the mail to the page, where one tap for each is enough."""
    person.go(links_in(last_mail(person.email, "people to meet"))[0])
    for name, words in said.items():
        box = person.page.get_by_role("group", name=f"Would you like to work with {name}?")
        box.get_by_text(words, exact=True).click()
    person.press("Save what I say")
    person.sees("Kept.")
    assert Introduction.objects.of(place).answered().count() >= len(said)


def close_and_publish(chidi: Walker, cohort: Any) -> None:
    chidi.go(reverse("introductions", args=[cohort.pk]))
    chidi.sees("Would gladly have Lou Weir.")
    chidi.press("Close the round")
    chidi.go(reverse("matching", args=[cohort.pk]))
    chidi.press("Find the best pairs")
    chidi.follow("Publish 2 pairs")
    chidi.press("Publish")
    chidi.sees("2 pairs are published.")
    mail.outbox.clear()
    post_arrives(timezone.now() + timedelta(minutes=11))


def decline(ana: Walker) -> None:
    """No other place is free, so Ana waits; Lou hears of it, kindly, and of nobody's fault."""
    ana.go(links_in(last_mail(ana.email, "You have a match"))[0])
    ana.follow("This is not the right match for me")
    ana.press("We do not begin")
    ana.sees("You are in line again, at your old place.")


def mentors_of() -> dict[str, str]:
    pairs = Pairing.objects.open().with_people()
    return {
        pair.mentee_person.get_short_name(): pair.mentor_person.get_short_name() for pair in pairs
    }
