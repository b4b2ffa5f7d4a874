"""What can be done from every page: colours, and signing out of all of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts import links
from tests.accounts.doors import PASSWORD, SIGN_IN, is_signed_in, make_account
from tests.factories import make_person

pytestmark = pytest.mark.django_db
THEME = reverse("theme")


def test_a_visitor_keeps_colours_in_a_cookie(client: Client) -> None:
    answer = client.post(THEME, {"theme": "dark", "next": "/help/"})
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("dark", "Lax", True)
    assert 'data-theme="dark"' in client.get(SIGN_IN).content.decode()


def test_somebody_signed_in_keeps_colours_with_their_account(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    client.post(THEME, {"theme": "dark"})
    person.refresh_from_db()
    assert person.theme == "dark"
    assert 'data-theme="dark"' in client.get(reverse("account")).content.decode()


@pytest.mark.parametrize("chosen", ["", "pink", "dark; evil"])
def test_colours_that_we_do_not_have_change_nothing(client: Client, chosen: str) -> None:
    answer = client.post(THEME, {"theme": chosen})
    assert answer.status_code == 302
    assert "theme" not in answer.cookies


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "", "javascript:1"])
def test_the_switch_leads_back_to_this_site_only(client: Client, target: str) -> None:
    assert client.post(THEME, {"theme": "dark", "next": target})["Location"] == "/"


def test_signing_out_everywhere_ends_every_session_and_every_link(client: Client) -> None:
    person = make_account(email="amara@example.org")
    phone = Client()
    for browser in (client, phone):
        browser.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    link = reverse("stop_mail", args=[links.token(person, "stop", category="pair")])
    answer = client.post(reverse("sign_out_everywhere"))
    assert (answer.status_code, answer["Location"]) == (302, SIGN_IN)
    assert not is_signed_in(client)
    assert phone.get(reverse("account")).status_code == 302
    assert client.get(link).status_code == 410


def test_signing_out_everywhere_leaves_others_alone(client: Client) -> None:
    other = Client()
    other.force_login(make_person())
    client.force_login(make_person())
    client.post(reverse("sign_out_everywhere"))
    assert other.get(reverse("account")).status_code == 200


def test_signing_out_everywhere_else_keeps_this_browser_and_ends_every_link(
    client: Client,
) -> None:
    person = make_account(email="amara@example.org")
    phone = Client()
    for browser in (client, phone):
        browser.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    link = reverse("stop_mail", args=[links.token(person, "stop", category="pair")])
    page = client.post(reverse("usersessions_list"), follow=True)
    assert "signed out everywhere else" in page.text
    assert len(page.context["sessions"]) == page.text.count("This one") == 1
    assert client.get(reverse("account")).status_code == 200
    assert phone.get(reverse("account")).status_code == 302
    assert phone.get(link).status_code == 410


def test_changing_the_password_says_what_it_does_not_end(client: Client) -> None:
    person = make_account(email="amara@example.org")
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    page = client.get(reverse("account_change_password")).text
    assert f'<a href="{reverse("account")}#out">sign out everywhere</a>' in page
    assert 'id="out"' in client.get(reverse("account")).text


def test_where_nobody_else_is_signed_in_links_live_on(client: Client) -> None:
    person = make_account(email="amara@example.org")
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})
    link = reverse("stop_mail", args=[links.token(person, "stop", category="pair")])
    assert "everywhere else" not in client.get(reverse("usersessions_list")).text
    client.post(reverse("usersessions_list"))
    assert client.get(link).status_code == 200
