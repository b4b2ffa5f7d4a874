"""A real installation starts from a link: once, and only while nobody runs the site."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from mentorship.models import Cohort, Event, NotNow, Program, founding
from tests.factories import make_person, make_program

pytestmark = pytest.mark.django_db
NINE = dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC)
PROGRAM = {
    "program_name": "Harbour Mentoring",
    "cohort_name": "Spring",
    "starts_on": "2026-06-01",
    "ends_on": "2027-02-28",
}
OWNER = {
    "name": "Chidi Brandt",
    "email": "Chidi@example.org",
    "password": "harbour lights 47",
    "time_zone": "Africa/Lagos",
}
KINDLY = "This is set up already"


@pytest.fixture(autouse=True)
def unused_limits() -> None:
    cache.clear()


def printed_link() -> str:
    out = StringIO()
    call_command("setup_link", stdout=out)
    return next(line.strip() for line in out.getvalue().splitlines() if "http" in line)


def found(*, email: str) -> None:
    days = {"starts_on": dt.date(2026, 6, 1), "ends_on": dt.date(2027, 2, 28)}
    founding.found(program=PROGRAM | days, owner=OWNER | {"email": email})


def path_of(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


def test_three_pages_make_a_working_site(client: Client) -> None:
    first = path_of(printed_link())
    assert client.get(first).status_code == 200
    answer = client.post(first, PROGRAM)
    assert answer["Location"] == f"{first}owner/"
    assert client.get(f"{first}owner/").status_code == 200
    answer = client.post(f"{first}owner/", OWNER)
    assert answer["Location"] == reverse("mail_test")

    person = User.objects.get()
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.email, person.is_superuser, person.is_staff) == ("chidi@example.org", True, True)
    assert person.time_zone == "Africa/Lagos"
    assert EmailAddress.objects.get(user=person).verified
    program = Program.objects.get()
    assert (program.name, program.slug) == ("Harbour Mentoring", "harbour-mentoring")
    cohort = Cohort.objects.run_by(person).get()
    assert (cohort.name, cohort.starts_on) == ("Spring", dt.date(2026, 6, 1))

    assert client.get(reverse("mail_test")).status_code == 200
    answer = client.post(reverse("mail_test"))
    assert "The mail server took it" in answer.content.decode()
    assert [(m.to, m.subject) for m in mail.outbox] == [(["chidi@example.org"], "Mails go out")]


def test_the_defaults_work_as_they_are(client: Client) -> None:
    first = path_of(printed_link())
    form = client.get(first).context["form"]
    told = {name: form[name].value() for name in form.fields}
    client.post(first, told)
    client.post(f"{first}owner/", OWNER)
    assert Cohort.objects.get().starts_on == told["starts_on"]


def test_afterwards_the_link_is_dead(client: Client) -> None:
    first = path_of(printed_link())
    client.post(first, PROGRAM)
    client.post(f"{first}owner/", OWNER)
    for visitor in (client, Client()):
        answers = [
            visitor.get(first),
            visitor.post(first, PROGRAM),
            visitor.get(f"{first}owner/"),
            visitor.post(f"{first}owner/", {**OWNER, "email": "second@example.org"}),
        ]
        assert [answer.status_code for answer in answers] == [404, 410, 404, 404]
    assert User.objects.count() == 1
    with pytest.raises(CommandError, match="set up already"):
        printed_link()


def test_who_was_in_the_middle_of_it_learns_where_to_sign_in(client: Client) -> None:
    """Two others stand on the first and on the second page when one makes everything."""
    first, other, third = path_of(printed_link()), Client(), Client()
    for browser in (client, other):
        browser.post(first, PROGRAM)
    client.post(f"{first}owner/", OWNER)
    second = {**OWNER, "email": "second@example.org"}
    for answer in (other.post(f"{first}owner/", second), third.post(first, PROGRAM)):
        page = answer.content.decode()
        assert (answer.status_code, KINDLY in page) == (410, True)
        assert f'href="{reverse("account_login")}"' in page
        assert "Chidi" not in page
    assert list(User.objects.values_list("email", flat=True)) == ["chidi@example.org"]
    assert Program.objects.count() == 1


def test_who_got_past_the_door_before_the_first_was_done_makes_nothing() -> None:
    found(email="first@example.org")
    with pytest.raises(NotNow):
        found(email="second@example.org")
    assert (User.objects.count(), Program.objects.count()) == (1, 1)


def test_a_site_that_nobody_runs_any_more_can_be_founded_anew() -> None:
    found(email="first@example.org")
    User.objects.update(is_active=False)
    found(email="second@example.org")
    assert Event.objects.filter(**founding.SITE).count() == 2


def test_a_guessed_link_leads_nowhere_afterwards_either(client: Client) -> None:
    found(email="first@example.org")
    assert client.get(reverse("setup", args=["guessed"])).status_code == 404
    assert client.post(reverse("setup_owner", args=["guessed"]), OWNER).status_code == 404


def test_of_two_founders_at_once_one_comes_first() -> None:
    found(email="first@example.org")
    # What the second would write, had it counted before the first was done.
    with pytest.raises(IntegrityError):
        Event.objects.create(**founding.SITE, number=1, verb="found", by=make_person())


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 404)])
def test_it_is_good_for_seven_days(
    client: Client, time_machine: Any, days: float, status: int
) -> None:
    time_machine.move_to(NINE)
    first = path_of(printed_link())
    time_machine.move_to(NINE + dt.timedelta(days=days))
    assert client.get(first).status_code == status


@pytest.mark.parametrize("token", ["x", "InNldHVwIg:1xVFTc:cy9", "mail"])
def test_a_guessed_link_leads_nowhere(client: Client, token: str) -> None:
    assert client.get(reverse("setup", args=[token])).status_code == (
        302 if token == "mail" else 404
    )


def test_the_second_page_needs_the_first(client: Client) -> None:
    first = path_of(printed_link())
    assert client.get(f"{first}owner/")["Location"] == first
    assert client.post(f"{first}owner/", OWNER)["Location"] == first
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "evil.example"}, "name"),
        ({"email": "chidi"}, "email"),
        ({"email": "known@example.org"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "Chidi Brandt"}, "password"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_a_word(
    client: Client, changed: dict[str, str], field: str
) -> None:
    make_person(email="known@example.org")
    first = path_of(printed_link())
    client.post(first, PROGRAM)
    answer = client.post(f"{first}owner/", {**OWNER, **changed})
    assert list(answer.context["form"].errors) == [field]
    assert not Program.objects.exists()


def test_a_round_that_ends_before_it_starts_comes_back_with_a_word(client: Client) -> None:
    answer = client.post(path_of(printed_link()), {**PROGRAM, "ends_on": "2026-05-01"})
    assert list(answer.context["form"].errors) == ["ends_on"]


@pytest.mark.parametrize(
    ("name", "slug"), [("Harbour", "harbour-2"), ("港", "program"), ("x" * 120, "x" * 50)]
)
def test_every_name_gets_a_free_address(client: Client, name: str, slug: str) -> None:
    make_program(slug="harbour")
    first = path_of(printed_link())
    client.post(first, {**PROGRAM, "program_name": name})
    client.post(f"{first}owner/", OWNER)
    assert Program.objects.get(name=name).slug == slug


def test_made_up_people_do_not_count_as_owners() -> None:
    make_person(is_superuser=True, is_demo=True)
    assert path_of(printed_link()).startswith("/setup/")


def test_the_mail_test_is_for_site_owners(client: Client) -> None:
    client.force_login(make_person())
    assert client.get(reverse("mail_test")).status_code == 404
    assert client.post(reverse("mail_test")).status_code == 404
    assert mail.outbox == []


def test_a_mail_server_that_does_not_answer_is_told_in_words(client: Client, settings: Any) -> None:
    client.force_login(make_person(is_superuser=True))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = client.post(reverse("mail_test")).content.decode()
    assert "Nothing answers there. Check host and port in EMAIL_URL." in page
