"""U18: from the mail about a place to a first result of one's own, in fewer than eight minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from mentorship.models import Enrolment, Pairing, StartingPoint
from tests.factories import make_cohort, make_enrolment, make_person, make_program
from tests.walk.conftest import Walker, last_mail, links_in, post_arrives
from tests.walk.test_matching_walk import sign_in
from tests.walk.watch import Watch

pytestmark = [
    pytest.mark.walk,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
MOST_PRESSES, MOST_MINUTES = 25, 8
SKILLS = ["Public speaking", "SQL", "Saying no kindly", "Planning", "Writing", "Feedback"]
TITLES = {
    "mentee": (
        "Where do you want to be?",
        "Why does that matter to you?",
        "What are you good at?",
        "What worries you about this?",
    ),
    "mentor": (
        "What can you offer, and how?",
        "What do you hope to learn?",
        "What are you good at as a mentor?",
        "What worries you as a mentor?",
    ),
}
SAID = "Something that takes about sixty characters to be written."


@pytest.fixture(params=["mentee", "mentor"])
def place(request: pytest.FixtureRequest, transactional_db: None) -> Enrolment:
    cohort = make_cohort(program=make_program(name="Open Doors", skills=SKILLS), status="open")
    person = make_person(name="Ana Ruiz", last_login=timezone.now())
    found = make_enrolment(cohort=cohort, person=person, role=request.param, status="applied")
    found.accept(by=None)
    return found


def test_somebody_new_sees_where_they_stand_within_eight_minutes(
    walker: Callable[[str], Walker], place: Enrolment
) -> None:
    ana = walker("Europe/Berlin")
    sign_in(ana, place.person)
    ana.acts = 0
    watch = Watch(ana)
    open_the_mail(ana, place)
    for title in TITLES[place.role]:
        watch.reads(title)
        watch.writes(SAID)
        ana.press("Continue")
    say_what_they_can(watch)
    say_how_they_work(watch)
    watch.reads("What would a good end look like?")
    watch.writes(SAID)
    ana.press("Continue")
    watch.reads("Check your answers")
    ana.press("It is ready")
    watch.reads("Where you stand today")
    ana.sees("You stand on your own with 1 of 3 skills. 1 is new to you.")
    assert (ana.acts <= MOST_PRESSES, ana.acts) == (True, 24)
    assert 5 < watch.minutes < MOST_MINUTES
    nobody_asks_again(place)


def open_the_mail(ana: Walker, place: Enrolment) -> None:
    post_arrives()
    ana.go(links_in(last_mail(place.person.email, "You have a place"))[0])
    ana.acts += 1


def say_what_they_can(watch: Watch) -> None:
    ana = watch.walker
    watch.reads("Choose three to six")
    for skill in SKILLS[:3]:
        ana.choose(skill)
    ana.press("Continue")
    watch.reads("How far are you with each?")
    levels = ("new to me", "with help", "alone on hard cases")
    for skill, level in zip(SKILLS[:3], levels, strict=True):
        taps(ana, skill, level)
    ana.press("Continue")


def taps(walker: Walker, group: str, choice: str) -> None:
    walker.acts += 1
    walker.page.get_by_role("group", name=group).get_by_label(choice, exact=True).check()


def say_how_they_work(watch: Watch) -> None:
    watch.reads("How do you like to work?")
    taps(watch.walker, "I like feedback", "rather gently")
    taps(watch.walker, "I think", "alone first, then I talk")
    taps(watch.walker, "I go about things", "with a plan")
    watch.walker.press("Continue")


def nobody_asks_again(place: Enrolment) -> None:
    """What is done is reminded of by nobody; a partner finds it when there is one."""
    point = StartingPoint.objects.get()
    assert (point.finished_at is not None, point.next_key) == (True, "")
    post_arrives(timezone.now() + timedelta(days=6))
    assert "Where do you start from?" not in [sent.subject for sent in mail.outbox]
    other = make_enrolment(
        cohort=place.cohort, role="mentor" if place.role == "mentee" else "mentee"
    )
    pair: Any = (place, other) if place.role == "mentee" else (other, place)
    pairing = Pairing.objects.propose(*pair, by=None)
    assert len(StartingPoint.objects.read_by_partner(pairing, other.person)) == 1
