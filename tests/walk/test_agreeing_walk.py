"""U5: from the mail about a match to one's own expectations, eight minutes a side, none seen early.

Then both read them side by side, settle what differs, and sign.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from mentorship.clause_words import CLAUSES
from mentorship.models import Agreement, Pairing
from tests.factories import make_cohort, make_enrolment, make_person, make_program
from tests.walk.conftest import Walker, last_mail, links_in, post_arrives
from tests.walk.test_matching_walk import sign_in
from tests.walk.watch import Watch

pytestmark = [
    pytest.mark.walk,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
MOST_MINUTES, MOST_PRESSES = 8, 40
# What each of the two writes, by the label of the box; what is chosen already stays.
SAID = {
    "hopes": "To lead a project without dread, and to sleep before it.",
    "contact": "Short messages are welcome.",
    "pace": "Small steps, but every week one.",
    "feedback": "Straight, and with time to think about it afterwards.",
    "off_limits": "My family, for now.",
    "good_end": "I present our numbers, and my voice stays where it is.",
}
OWN = {"mentee": "heron", "mentor": "otter"}


@pytest.fixture
def pairing(transactional_db: None) -> Pairing:
    cohort = make_cohort(program=make_program(name="Open Doors"), status="running")
    people = {"mentee": make_person(name="Ana Ruiz"), "mentor": make_person(name="Ben Holt")}
    mentee, mentor = (
        make_enrolment(cohort=cohort, person=person, role=role) for role, person in people.items()
    )
    return Pairing.objects.propose(mentee, mentor, by=None)


def test_two_say_what_they_expect_alone_and_sign_it_together(
    walker: Callable[[str], Walker], pairing: Pairing, capsys: Any
) -> None:
    post_arrives()
    sides: dict[str, Walker] = {}
    for role, person in zip(("mentee", "mentor"), pairing.people, strict=True):
        sides[role] = walker("Europe/Berlin")
        sign_in(sides[role], person)
    for role, person in zip(sides, pairing.people, strict=True):
        watch = Watch(sides[role])
        says_what_they_expect(watch, person, role, pairing)
        assert (sides[role].acts <= MOST_PRESSES, watch.minutes < MOST_MINUTES) == (True, True)
        assert watch.minutes > 3
        with capsys.disabled():
            sys.stdout.write(f"\nU5, {role}: {sides[role].acts} acts, {watch.minutes:.1f} min.")
    settle_and_sign(sides, pairing)


def says_what_they_expect(watch: Watch, person: Any, role: str, pairing: Pairing) -> None:
    walker = watch.walker
    walker.go(next(url for url in links_in(last_mail(person.email, "match")) if "/pairs/" in url))
    walker.acts = 1
    walker.follow("Begin")
    watch.reads("What do you expect?")
    walker.follow("Begin")
    early = 0
    for clause in CLAUSES:
        watch.reads(str(clause.title))
        early += sees_the_other(walker, role)
        for part in clause.asked_apart:
            if part.key in SAID:
                writes(watch, part.key, f"{SAID[part.key]} {OWN[role]}")
        walker.press("Continue")
    watch.reads("Check your answers")
    early += sees_the_other(walker, role)
    for name in ("pair", "agreement", "horizon"):
        page = walker.page.context.new_page()
        page.goto(f"{walker.site}{reverse(name, args=[pairing.pk])}")
        early += OTHER[role] in page.content()
        page.close()
    assert early == 0
    walker.press("I am done")


OTHER = {"mentee": OWN["mentor"], "mentor": OWN["mentee"]}


def sees_the_other(walker: Walker, role: str) -> bool:
    return OTHER[role] in walker.page.content()


def writes(watch: Watch, key: str, text: str) -> None:
    watch.walker.acts += 1
    watch.walker.page.locator(f"main [name={key}]").fill(text)
    watch.characters += len(text)


def settle_and_sign(sides: dict[str, Walker], pairing: Pairing) -> None:
    """Both read both; one settles for the two who sit together; both sign."""
    post_arrives()
    ana, ben = sides["mentee"], sides["mentor"]
    ana.go(links_in(last_mail(pairing.mentee_person.email, "both answered"))[0])
    for walker, role in ((ana, "mentee"), (ben, "mentor")):
        walker.go(reverse("reveal", args=[pairing.pk]))
        assert sees_the_other(walker, role)
    for clause in CLAUSES:
        ana.go(f"{reverse('settle', args=[pairing.pk, clause.key])}?take=mine")
        ana.press("This is ours")
    ana.go(reverse("check_terms", args=[pairing.pk]))
    ana.press("Make it our agreement")
    for walker, person in ((ana, pairing.mentee_person), (ben, pairing.mentor_person)):
        walker.go(reverse("agreement", args=[pairing.pk]))
        walker.fill("Your name", person.name)
        walker.press("Sign")
    walker.sees("Both of you have signed.")
    assert Agreement.objects.of(pairing).status == Agreement.Status.IN_FORCE
