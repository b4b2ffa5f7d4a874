"""What coordinators do beside each other, and what a cohort's pages make of odd requests."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentorship.models import MatchRun, NotNow, Pairing, Suggestion, matchmaking
from tests.factories import make_enrolment

pytestmark = pytest.mark.django_db


def run_of(cohort: Any, *pairs: tuple[Any, Any], vetoed: Any = None) -> MatchRun:
    run = MatchRun.objects.create(program_id=cohort.program_id, cohort=cohort)
    for mentee, mentor in pairs:
        decision = "vetoed" if mentee == vetoed else "open"
        Suggestion.objects.create(
            run=run, mentee=mentee, mentor=mentor, score=500, decision=decision
        )
    return run


def test_an_older_draft_over_people_who_are_paired_by_now_is_not_published(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    mentee, mentor = make_enrolment(cohort=cohort), make_enrolment(cohort=cohort, role="mentor")
    free = make_enrolment(cohort=cohort)
    other = make_enrolment(cohort=cohort, role="mentor", capacity=2)
    older = run_of(cohort, (free, other), (mentee, other))
    run_of(cohort, (mentee, mentor)).publish(by=coordinator)
    client.force_login(coordinator)
    page = client.post(reverse("publish_run", args=[older.pk]), follow=True)
    older.refresh_from_db()
    assert (page.status_code, older.status, Pairing.objects.count()) == (200, "draft", 1)
    assert f"{mentee.person} is paired already." in page.content.decode()


def test_taking_back_a_publication_leaves_the_pairs_of_another_alone(
    cohort: Any, coordinator: Any
) -> None:
    first, second = make_enrolment(cohort=cohort), make_enrolment(cohort=cohort)
    mentor = make_enrolment(cohort=cohort, role="mentor", capacity=2)
    run = run_of(cohort, (first, mentor), (second, mentor), vetoed=second)
    run.publish(by=coordinator)
    run_of(cohort, (second, mentor)).publish(by=coordinator)
    run.recall(by=coordinator)
    states = Pairing.objects.values_list("mentee", "status")
    assert dict(states) == {first.pk: "recalled", second.pk: "proposed"}


def test_a_draft_that_was_computed_meanwhile_is_not_doubled(cohort: Any, coordinator: Any) -> None:
    matchmaking.compute(cohort, by=coordinator)
    with pytest.raises(NotNow):
        matchmaking.compute(cohort, by=coordinator)
    assert MatchRun.objects.count() == 1


def test_two_cohorts_of_a_programme_have_two_names(
    client: Client, cohort: Any, coordinator: Any
) -> None:
    client.force_login(coordinator)
    today = timezone.localdate()
    told = {"name": cohort.name, "starts_on": today, "ends_on": today + dt.timedelta(days=90)}
    page = client.post(reverse("new_cohort", args=[cohort.program_id]), told)
    assert page.status_code == 200
    assert "there is a cohort of that name" in page.content.decode()
    assert client.post(reverse("edit_cohort", args=[cohort.pk]), told).status_code == 302
    assert cohort.program.cohorts.count() == 1


@pytest.mark.parametrize("word", ["\0", "captain", "draft\0"])
def test_a_filter_that_is_none_shows_everybody(
    client: Client, cohort: Any, coordinator: Any, word: str
) -> None:
    client.force_login(coordinator)
    page = client.get(
        reverse("cohort", args=[cohort.pk]), {"role": word, "status": word, "find": "\0"}
    )
    assert page.status_code == 200
    assert page.context["chosen"] | {"find": ""} == {"role": "", "status": "", "find": ""}
