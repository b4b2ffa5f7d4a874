"""A2 for what others guard: allauth's pages and Django's admin answer as the table says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import User
from tests.access.foreign import FOREIGN, Kind, path_of
from tests.access.guards import lacking
from tests.access.rules import MEMBERS
from tests.access.stage import Answer, Stage, sampled
from tests.world import ACTORS

pytestmark = pytest.mark.django_db

METHODS = ("get", "head", "post", "put", "patch", "delete")
SIGN_IN = (reverse("account_login"), "/site-admin/login/")


@pytest.mark.parametrize("actor", sampled(ACTORS))
def test_everybody_gets_what_the_table_says(stage: Stage, actor: str) -> None:
    ran, wrong = 0, []
    for route, kind in FOREIGN.items():
        for method in METHODS:
            answer = stage.ask(actor, method, path_of(route, stage.world))
            cell = f"{method.upper()} {route} as {actor}"
            wrong += [f"{cell}: {what}" for what in deviations(kind, actor, method, answer)]
            ran += 1
    assert "\n".join(wrong) == ""
    assert ran == len(FOREIGN) * len(METHODS)


def deviations(kind: Kind, actor: str, method: str, answer: Answer) -> Iterator[str]:
    """No bare request changes a row, breaks, or shows to a visitor what is behind sign-in."""
    if answer.touched:
        yield f"changed {answer.touched}"
    if answer.status >= 500:
        yield f"broke with {answer.status}"
    yield from lacking(answer.response)
    is_turned_away = answer.place.startswith(SIGN_IN)
    if kind.is_behind_sign_in and actor not in MEMBERS and not is_turned_away:
        yield f"answered a visitor with {answer.status} {answer.place}"
    if method == "get" and answer.status not in expected(kind, actor):
        yield f"answered {answer.status}"


def expected(kind: Kind, actor: str) -> frozenset[int]:
    if actor not in MEMBERS:
        return kind.visitors
    is_owner = actor == "site_owner" and kind.owner is not None
    return kind.owner if is_owner else kind.members  # type: ignore[return-value]


def test_the_workshop_holds_people_as_rows_and_nothing_else() -> None:
    """No private text, no secret, and no address: who may add one has the way in sent there."""
    assert set(admin.site._registry) == {User}


def test_who_runs_the_site_cannot_take_over_an_account(stage: Stage) -> None:
    person = stage.world.mentee
    asked = {"name": "Renamed", "email": "owner@example.org", "time_zone": "Europe/Berlin"}
    asked |= {"password": "another way in", "is_active": "on"}
    kept = (person.email, person.password)

    def look() -> None:
        found = User.objects.get(pk=person.pk)
        assert (found.name, found.email, found.password) == ("Renamed", *kept)

    url = reverse("admin:accounts_user_change", args=[person.pk])
    answer = stage.ask("site_owner", "post", url, asked, then=look)
    assert answer.touched.count("accounts_user") == 1


def test_a_password_is_changed_where_a_mail_says_so(stage: Stage) -> None:
    answer = stage.ask("site_owner", "get", "/site-admin/password_change/")
    assert answer.place == reverse("account_change_password")
