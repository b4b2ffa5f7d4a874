"""H2: every kind of answer is guarded, not only the ones that go well.

The answers of the access matrix are looked at there; here are the others, and production. A mail
in its frame may do a little more, and only where mails land in a folder: test_outbox_pages.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts import sealing
from tests.access.guards import lacking
from tests.access.stage import Stage, staged
from tests.check import ROOT, production

pytestmark = pytest.mark.django_db

A_YEAR = 31_536_000


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    with django_db_blocker.unblock(), staged() as found:
        yield found


def get(name: str, *args: Any, as_: str = "mentee", **query: Any) -> Callable[[Stage], Any]:
    return lambda stage: stage.ask(as_, "get", reverse(name, args=_args(stage, args)), query)


def post(name: str, *args: Any, as_: str = "mentee", **data: Any) -> Callable[[Stage], Any]:
    return lambda stage: stage.ask(as_, "post", reverse(name, args=_args(stage, args)), data)


def _args(stage: Stage, names: tuple[Any, ...]) -> list[Any]:
    found = [getattr(stage.world, name, name) for name in names]
    return [getattr(thing, "pk", thing) for thing in found]


def strange_host(stage: Stage) -> Any:
    return stage.ask("anonymous", "get", "/", Host="evil.example")


def strange_json(stage: Stage) -> Any:
    browser = stage.client("mentee")
    url = reverse("draft", args=["journal"])
    return browser.post(url, "{not json", content_type="application/json")


def forged(stage: Stage) -> Any:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = stage.client("mentee").cookies
    return browser.post(reverse("new_entry"), {"text": "from elsewhere"})


def strange_method(stage: Stage) -> Any:
    return stage.client("mentee").generic("BREW", "/")


ANSWERS: dict[str, tuple[int, Callable[[Stage], Any]]] = {
    "a page": (200, get("home")),
    "a public page": (200, get("privacy", as_="anonymous")),
    "a feed": (200, get("calendar", "calendar_token", as_="anonymous")),
    "a download": (200, get("list_template", "open_cohort", as_="coordinator")),
    "kept": (204, post("draft", "journal", text="Half")),
    "led to sign-in": (302, get("journal", as_="anonymous")),
    "done": (302, post("new_entry", record="6f1d2c1e-0000-4000-8000-000000000001", text="One")),
    "done, look there": (303, post("reach_goal", "goal")),
    "strange host": (400, strange_host),
    "strange content": (400, strange_json),
    "not signed in": (401, post("draft", "journal", as_="anonymous")),
    "forged": (403, forged),
    "not there": (404, get("entry", "entry", as_="mentor")),
    "not an address": (404, lambda stage: stage.ask("mentee", "get", "/nothing/here/")),
    "dead feed": (404, get("calendar", "no-such-feed", as_="anonymous")),
    "not that way": (405, get("reach_goal", "goal")),
    "in no way": (405, strange_method),
    "two tabs": (409, post("rewrite_entry", "entry", text="Later", version=99)),
    "spent link": (410, get("stop_mail", "spent", as_="anonymous")),
}


@pytest.mark.parametrize(("status", "ask"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_guarded(stage: Stage, status: int, ask: Callable[[Stage], Any]) -> None:
    answer = ask(stage)
    response = getattr(answer, "response", answer)
    assert response.status_code == status
    assert list(lacking(response)) == []


def test_a_page_that_broke_is_guarded(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "unseal", lambda *args: 1 / 0)
    answer = stage.ask("mentee", "get", reverse("journal"))
    assert (answer.status, list(lacking(answer.response))) == (500, [])


def test_the_guards_are_missed_where_they_are_missing(stage: Stage) -> None:
    response = stage.ask("mentee", "get", "/").response
    response.headers["Content-Security-Policy"] += "; style-src 'unsafe-inline'"
    response.headers["Cache-Control"] = "private"
    del response.headers["Referrer-Policy"]
    response.set_cookie("kept", "yes")
    assert list(lacking(response)) == [
        "Referrer-Policy: None",
        "Cache-Control: private",
        "Content-Security-Policy with unsafe-inline",
        "cookie kept is sent to others' requests",
        "cookie kept can be read by scripts",
    ]


def test_a_static_file_is_guarded_and_may_be_kept(client: Client) -> None:
    response = client.get("/static/img/favicon.svg")
    assert response.status_code == 200
    assert [w for w in lacking(response) if not w.startswith("Cache-Control")] == []
    assert "no-store" not in response.headers["Cache-Control"]


LOOKS = """
import json, django
from django.conf import settings
django.setup()
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
host = {"HTTP_HOST": "mentoring.example.org", "HTTP_X_FORWARDED_PROTO": "https"}
asked = {
    "page": ("get", "/help/", host),
    "form": ("get", "/account/login/", host),
    "machine": ("get", "/healthz", host),
    "machine inside": ("get", "/healthz", host | {"HTTP_X_FORWARDED_PROTO": "http"}),
    "choice": ("post", "/account/theme/", host),
    "sign-in": ("get", "/journal/", host),
    "absent": ("get", "/account/nothing/", host),
    "not that way": ("post", "/help/", host),
    "plain": ("get", "/help/", host | {"HTTP_X_FORWARDED_PROTO": "http"}),
    "strange host": ("get", "/help/", host | {"HTTP_HOST": "evil.example"}),
}

def told(response):
    cookies = {name: dict(c) | {"value": c.value} for name, c in response.cookies.items()}
    return {"status": response.status_code, "headers": dict(response.headers), "cookies": cookies}

def session():
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.session["some"] = "thing"
    return SessionMiddleware(lambda request: HttpResponse()).process_response(
        request, HttpResponse()
    )

with override_settings(STORAGES=settings.STORAGES | plain):
    browser = Client(raise_request_exception=False)
    answers = {
        name: told(getattr(browser, method)(url, {"theme": "dark"}, **extra))
        for name, (method, url, extra) in asked.items()
    }
answers["session"] = told(session())
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def in_production(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Answers of the real production profile, in a process of its own, without its servers."""
    data = str(tmp_path_factory.mktemp("production"))
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "mentorship.settings"}
    done = subprocess.run(
        [sys.executable, "-c", LOOKS],
        cwd=ROOT,
        env=env | production(data),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.slow
def test_production_answers_over_https_only(in_production: dict[str, Any]) -> None:
    statuses = {name: answer["status"] for name, answer in in_production.items()}
    assert statuses == {
        "page": 200,
        "form": 200,
        "machine": 200,
        "machine inside": 200,
        "choice": 302,
        "sign-in": 302,
        "absent": 404,
        "not that way": 405,
        "plain": 301,
        "strange host": 400,
        "session": 200,
    }
    there = in_production["plain"]["headers"]["Location"]
    assert there.startswith("https://mentoring.example.org/help/")


@pytest.mark.slow
def test_production_tells_browsers_never_to_come_without_https(
    in_production: dict[str, Any],
) -> None:
    safe = set(in_production) - {"plain", "machine inside", "session", "strange host"}
    said = {in_production[name]["headers"].get("Strict-Transport-Security") for name in safe}
    assert said == {f"max-age={A_YEAR}; includeSubDomains; preload"}


@pytest.mark.slow
def test_every_answer_of_production_is_guarded(in_production: dict[str, Any]) -> None:
    wrong = {
        name: list(lacking(_Answer(answer)))
        for name, answer in in_production.items()
        if name != "session"
    }
    assert {name: what for name, what in wrong.items() if what} == {}


@pytest.mark.slow
def test_cookies_of_production_travel_encrypted_and_to_one_host(
    in_production: dict[str, Any],
) -> None:
    cookies: dict[str, Any] = {}
    for answer in in_production.values():
        cookies |= answer["cookies"]
    assert set(cookies) == {"__Host-session", "__Host-csrf", "theme"}
    for cookie in cookies.values():
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert cookie["samesite"] == "Lax"
    assert cookies["__Host-session"]["httponly"] is True


class _Answer:
    """What another process told of an answer, as `lacking` looks at one."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.headers, self.cookies = told["headers"], {}
