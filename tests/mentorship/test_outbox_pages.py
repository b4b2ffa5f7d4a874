"""The mails of a site that sends none: read at that machine, by nobody else, and without harm."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from mentorship.outbox import mailfolder
from tests.mentorship.factories import owe

pytestmark = pytest.mark.django_db
HTML = (
    "<html><head><title>x</title></head><body style='color:red'>"
    '<a href="http://localhost/pairs/">Meet</a><script>alert(1)</script></body></html>'
)


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.SHOW_OUTBOX = True
    settings.MAIL_FOLDER = tmp_path
    settings.EMAIL_BACKEND = "accounts.mailbox.FolderBackend"
    return tmp_path


@pytest.fixture
def here() -> Client:
    return Client(headers={"host": "localhost:8000"})


def send(subject: str = "You have a match: Dela", html: str = HTML) -> str:
    """A mail in the folder; its name."""
    mail = EmailMultiAlternatives(
        subject, "Meet: http://localhost/pairs/?a=1&b=2\n<b>", to=["amara@example.org"]
    )
    mail.attach_alternative(html, "text/html")
    mail.send()
    return mailfolder.names()[0]


@pytest.mark.usefixtures("folder")
def test_the_newest_mail_comes_first(here: Client) -> None:
    send("First")
    send("Second & last")
    page = here.get("/outbox/").content.decode()
    assert page.index("Second &amp; last") < page.index("First")
    assert "To amara@example.org" in page


@pytest.mark.usefixtures("folder")
def test_an_empty_folder_says_when_that_changes(here: Client) -> None:
    assert "No mail so far." in here.get("/outbox/").content.decode()


@pytest.mark.usefixtures("folder")
def test_what_waits_is_shown_with_its_time(here: Client) -> None:
    owe(due_at=dt.datetime(2026, 3, 4, 15, 0, tzinfo=dt.UTC))
    page = here.get("/outbox/").content.decode()
    assert "Greeting" in page
    assert 'datetime="2026-03-04T16:00+01:00"' in page


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(
    here: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _number in range(number):
        send()
        owe()
    with django_assert_num_queries(1):
        here.get("/outbox/")


@pytest.mark.usefixtures("folder")
def test_the_text_of_a_mail_is_shown_with_links_to_follow(here: Client) -> None:
    page = here.get(f"/outbox/{send()}/").content.decode()
    assert 'href="http://localhost/pairs/?a=1&amp;b=2"' in page
    assert "&lt;b&gt;" in page
    assert "alert(1)" not in page


@pytest.mark.usefixtures("folder")
def test_the_html_of_a_mail_may_show_its_styles_and_do_nothing_else(here: Client) -> None:
    name = send()
    response = here.get(f"/outbox/{name}/html/")
    shown = response.content.decode().rstrip()  # how a body ends, mail libraries differ about
    assert shown == HTML.replace("<head>", '<head><base target="_top">')
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in response.headers["Content-Security-Policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-top-navigation-by-user-activation",
    }
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in here.get(f"/outbox/{name}/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "meta"),
    [
        ("/outbox/", {"HTTP_HOST": "mentoring.example.org"}),
        ("/outbox/", {"REMOTE_ADDR": "192.0.2.7"}),
        ("/outbox/", {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}),
        ("/outbox/", {"HTTP_FORWARDED": "for=192.0.2.7"}),
        ("/outbox/{name}/", {"REMOTE_ADDR": "192.0.2.7"}),
        ("/outbox/{name}/html/", {"REMOTE_ADDR": "192.0.2.7"}),
    ],
)
@pytest.mark.usefixtures("folder")
def test_nobody_else_finds_the_page(settings: Any, path: str, meta: dict[str, str]) -> None:
    """What is passed on by a proxy comes from anywhere, although it looks local."""
    settings.ALLOWED_HOSTS = ["localhost", "mentoring.example.org"]
    where = path.format(name=send())
    assert Client(headers={"host": "localhost"}).get(where).status_code == 200
    assert Client(**{"HTTP_HOST": "localhost", **meta}).get(where).status_code == 404


def test_a_site_that_sends_mail_has_no_such_page(here: Client) -> None:
    assert here.get("/outbox/").status_code == 404


@pytest.mark.parametrize(
    "name", ["../secrets/secret_key", "..", "%2e%2e/secret", "nothing-here", "a/b", "x%00"]
)
def test_no_name_leads_out_of_the_folder(folder: Path, here: Client, name: str) -> None:
    (folder.parent / "secret.eml").write_text("Subject: out\n\nreach")
    assert here.get(f"/outbox/{name}/").status_code == 404
    with pytest.raises(mailfolder.Http404):
        mailfolder.read("../secret")


@pytest.mark.usefixtures("folder")
def test_looking_changes_nothing(folder: Path, here: Client) -> None:
    name = send()
    before = sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir())
    for path in ("/outbox/", f"/outbox/{name}/", f"/outbox/{name}/html/"):
        assert here.get(path).headers["Cache-Control"].startswith("max-age=0")
        assert here.post(path).status_code == 405
    assert sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir()) == before
