"""People of the demo: one click to become them, and production refuses to start with them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from accounts import demo
from accounts.models import User
from tests.accounts.doors import SIGN_IN, is_signed_in
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def make_demo_person(**fields: Any) -> User:
    told = {"name": "Amara Okafor", "is_demo": True, "demo_hint": "A mentee, halfway", **fields}
    return make_person(**told)


def button(person: User) -> str:
    return reverse("demo_sign_in", args=[person.pk])


@pytest.fixture
def embedded(settings: Any) -> None:
    settings.EMBEDDED = True


@pytest.mark.usefixtures("embedded")
def test_the_sign_in_page_offers_them_by_one_click(client: Client) -> None:
    person = make_demo_person()
    page = client.get(SIGN_IN).content.decode()
    assert [w for w in (button(person), "Amara Okafor", "A mentee, halfway") if w not in page] == []
    answer = client.post(button(person))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.usefixtures("embedded")
def test_the_click_works_from_the_page_as_a_browser_posts_it() -> None:
    strict = Client(enforce_csrf_checks=True)
    person = make_demo_person()
    page = strict.get(SIGN_IN).content.decode()
    form = page[page.index(button(person)) :]
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    strict.post(button(person), {"csrfmiddlewaretoken": token})
    assert is_signed_in(strict)


@pytest.mark.usefixtures("embedded")
def test_from_one_to_the_next_nothing_of_the_first_stays(client: Client) -> None:
    first, second = make_demo_person(), make_demo_person(name="Dela Mensah")
    client.post(button(first))
    session = client.session.session_key
    client.post(button(second))
    assert client.session["_auth_user_id"] == str(second.pk)
    assert client.session.session_key != session


@pytest.mark.usefixtures("embedded")
@pytest.mark.parametrize("fields", [{"is_demo": False}, {"demo_hint": ""}, {"is_active": False}])
def test_nobody_else_can_be_become(client: Client, fields: dict[str, Any]) -> None:
    person = make_demo_person(**fields)
    assert button(person) not in client.get(SIGN_IN).content.decode()
    assert client.post(button(person)).status_code == 404
    assert not is_signed_in(client)


def test_outside_the_embedded_profile_there_is_no_such_door(client: Client) -> None:
    person = make_demo_person()
    assert button(person) not in client.get(SIGN_IN).content.decode()
    assert client.post(button(person)).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.usefixtures("embedded")
def test_without_a_demo_the_sign_in_page_says_nothing_of_it(client: Client) -> None:
    assert "made up" not in client.get(SIGN_IN).content.decode()


@pytest.mark.parametrize(
    ("production", "is_demo", "found"),
    [(True, True, ["accounts.E003"]), (True, False, []), (False, True, [])],
)
def test_the_check_finds_them_in_production_only(
    settings: Any, *, production: bool, is_demo: bool, found: list[str]
) -> None:
    settings.PRODUCTION = production
    make_demo_person(is_demo=is_demo)
    assert [error.id for error in demo.check_demo(None, databases=["default"])] == found
    assert demo.check_demo(None, databases=None) == []


def test_a_production_server_refuses_to_start_with_them(settings: Any) -> None:
    settings.PRODUCTION = True
    demo.refuse()
    make_demo_person()
    with pytest.raises(ImproperlyConfigured, match="demo clear"):
        demo.refuse()


SERVE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "mentorship.settings"
django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("migrate", verbosity=0)
from accounts.models import User
User.objects.create_user("amara@example.org", is_demo=True)
settings.PRODUCTION = True
import mentorship.{server}
"""


@pytest.mark.parametrize("server", ["wsgi", "asgi"])
def test_the_entry_point_of_a_server_does_not_load(tmp_path: Any, server: str) -> None:
    env = {**os.environ, "SAMEHORIZON_PROFILE": "embedded", "SAMEHORIZON_DATA": str(tmp_path)}
    env.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", SERVE.format(server=server)],
        cwd=project.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "The demo story is in this database" in done.stderr.splitlines()[-1]
