"""Is the installation well? Machines are told without detail, its owner with the fix."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from mentorship import probes
from mentorship.models import Heartbeat, Notice
from tests.mentorship.factories import owe

MINUTE = dt.timedelta(minutes=1)
WELL = {"database": True, "migrations": True, "broker": True, "ring": True, "outbox": True}


@pytest.fixture
def rung(db: None) -> None:
    Heartbeat.objects.beat("ring", timezone.now())


def asked(client: Client, path: str) -> tuple[int, Any]:
    response = client.get(path)
    return response.status_code, response.json()


def test_a_process_that_answers_is_alive_and_asks_nobody(client: Client) -> None:
    """No database is allowed in this test."""
    assert asked(client, "/healthz") == (200, {"status": "ok"})


@pytest.mark.usefixtures("rung")
def test_all_is_well(client: Client) -> None:
    assert asked(client, "/readyz?all=1") == (200, {"status": "ok", "checks": WELL})


@pytest.mark.django_db
def test_pages_can_be_served_while_nothing_rings(client: Client) -> None:
    told = {"status": "degraded", "checks": {**WELL, "ring": False}}
    assert asked(client, "/readyz") == (200, told)
    assert asked(client, "/readyz?all=1") == (503, {**told, "status": "unavailable"})


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "is_well"), [(1, True), (3, False)])
def test_the_clock_is_late_after_two_minutes(client: Client, minutes: int, is_well: bool) -> None:  # noqa: FBT001
    Heartbeat.objects.beat("ring", timezone.now() - minutes * MINUTE)
    assert asked(client, "/readyz")[1]["checks"]["ring"] is is_well


@pytest.mark.usefixtures("rung")
@pytest.mark.parametrize(("minutes", "is_well"), [(9, True), (11, False)])
def test_a_mail_that_waits_for_ten_minutes_is_told(
    client: Client,
    minutes: int,
    is_well: bool,  # noqa: FBT001
) -> None:
    owe(due_at=timezone.now() - minutes * MINUTE)
    assert asked(client, "/readyz")[1]["checks"]["outbox"] is is_well


@pytest.mark.usefixtures("rung")
def test_a_missing_migration_takes_the_site_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentorship.probes.MigrationExecutor.migration_plan", lambda *_: [1])
    status, told = asked(client, "/readyz")
    assert (status, told["status"], told["checks"]["migrations"]) == (503, "unavailable", False)


def test_a_dead_database_is_an_answer_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead() -> None:
        raise probes.DatabaseError("host=db password=secret")

    for name in ("database_now", "MigrationExecutor"):
        monkeypatch.setattr(f"mentorship.probes.{name}", lambda *_: dead())
    monkeypatch.setattr(Heartbeat.objects, "last_beat", lambda _name: dead())
    status, told = asked(client, "/readyz")
    assert (status, told) == (
        503,
        {"status": "unavailable", "checks": {**dict.fromkeys(WELL, False), "broker": True}},
    )


@pytest.mark.usefixtures("rung")
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_look_changes_nothing_and_is_kept_nowhere(client: Client, path: str) -> None:
    before = list(Heartbeat.objects.values())
    assert client.get(path).headers["Cache-Control"] == "no-store"
    assert client.post(path).status_code == 405
    assert list(Heartbeat.objects.values()) == before


# --- doctor ----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Any, settings: Any) -> Any:
    settings.DATA_DIR = tmp_path
    settings.SECRETS_DIR = tmp_path / "secrets"
    settings.SECRETS_DIR.mkdir(mode=0o700)
    settings.LETTER_BOOKS = ["mentorship.emails.pairs"]
    return tmp_path


def examined(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What the doctor said about each thing: nothing when it is well."""
    with contextlib.suppress(CommandError):
        call_command("doctor", no_color=True)
    found = {}
    for line in capsys.readouterr().out.splitlines():
        if line.startswith("well"):
            found[line.removeprefix("well   ")] = ""
        elif line.startswith("ill"):
            name, _colon, what = line.removeprefix("ill    ").partition(": ")
            found[name] = what
    return found


@pytest.mark.usefixtures("rung", "folder")
def test_the_doctor_looks_at_everything(capsys: pytest.CaptureFixture[str]) -> None:
    found = examined(capsys)
    assert found.keys() == {probe.name for probe in probes.PROBES + probes.MORE}
    del found["configuration"]
    assert set(found.values()) == {""}


@pytest.mark.django_db
def test_the_doctor_names_what_is_ill(capsys: pytest.CaptureFixture[str], folder: Any) -> None:
    (folder / "secrets").chmod(0o755)
    bounced, unheard = owe(due_at=timezone.now()), owe(kind="unheard_of")
    Notice.objects.filter(pk=bounced.pk).update(state="refused", why_not="SMTPDataError 554")
    found = examined(capsys)
    days = (timezone.now() - unheard.due_at).total_seconds() // 3600
    assert {
        name: found[name] for name in ("ring", "outbox", "data folder", "letters", "refusals")
    } == {
        "ring": "it has never rung",
        "outbox": f"a mail has waited for {days:.0f} hours",
        "data folder": "others can read the secrets",
        "letters": "nobody writes unheard_of",
        "refusals": "not delivered: 1 x greeting (SMTPDataError 554)",
    }


@pytest.mark.usefixtures("rung", "folder")
def test_the_doctor_tries_the_mail_server(
    capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert examined(capsys)["mail"] == "the server cannot be used (ConnectionRefusedError)"


@pytest.mark.usefixtures("rung", "folder")
def test_the_doctor_tries_the_broker(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert examined(capsys)["broker"] == "it does not answer (ConnectionError)"
    settings.REDIS_URL, settings.CELERY_BROKER_URL = "", "filesystem://localhost/"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": "/nowhere/at/all"}
    assert examined(capsys)["broker"] == "its folder is not there"
