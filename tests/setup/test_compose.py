"""What the container files promise, read from the files: there may be no Docker engine to try."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mentorship import startup

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
LONG_LIVED = ("web", "worker", "beat")


def instructions() -> list[tuple[str, str]]:
    joined = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text())
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, rest in (line.split(" ", 1) for line in lines)]


def last_stage() -> list[tuple[str, str]]:
    steps = instructions()
    start = max(place for place, (word, _rest) in enumerate(steps) if word == "FROM")
    return steps[start:]


def test_the_services_are_these() -> None:
    assert sorted(SERVICES) == ["beat", "migrate", "postgres", "redis", "web", "worker"]


@pytest.mark.parametrize("name", [*LONG_LIVED, "postgres", "redis"])
def test_every_lasting_service_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_migration_runs_once_and_everything_waits_for_it() -> None:
    assert SERVICES["migrate"]["command"][:3] == ["python", "manage.py", "migrate"]
    assert SERVICES["migrate"]["restart"] == "no"
    expected = {
        "postgres": {"condition": "service_healthy"},
        "redis": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }
    assert [SERVICES[name]["depends_on"] for name in LONG_LIVED] == [expected] * 3


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_change_nothing_but_their_data(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert (service["volumes"], service["tmpfs"]) == (["data:/data"], ["/tmp"])


def test_only_web_is_reachable_and_only_from_this_machine() -> None:
    published = {name: service.get("ports") for name, service in SERVICES.items()}
    assert published.pop("web") == ["127.0.0.1:${PORT:-8000}:8000"]
    assert set(published.values()) == {None}


def test_the_stores_are_on_a_network_without_a_way_out() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert [SERVICES[name]["networks"] for name in ("postgres", "redis")] == [["inside"]] * 2


def test_one_clock_only() -> None:
    clocks = [name for name in OURS if "beat" in SERVICES[name].get("command", [])]
    assert clocks == ["beat"]
    assert "-B" not in SERVICES["worker"]["command"]


def test_all_that_production_refuses_to_miss_is_passed_on() -> None:
    source = Path(startup.__file__).read_text()
    named = set(re.findall(r'"(?:\w+ )?([A-Z_]{6,}) (?:is missing|must)', source))
    assert named >= {"SECRET_KEY", "JOURNAL_KEYS", "SITE_URL", "EMAIL_URL", "MAIL_FROM"}
    for name in OURS:
        assert named - set(SERVICES[name]["environment"]) == set()


def test_no_value_that_must_be_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "JOURNAL_KEYS", "POSTGRES_PASSWORD", "EMAIL_URL"):
        forms = set(re.findall(rf"\$\{{{name}(:?.)", text))
        assert forms == {":?"}


def test_the_image_runs_as_nobody_special() -> None:
    steps = dict(last_stage())
    assert steps["USER"] == "10001:10001"
    assert re.search(r"useradd --system --uid 10001", steps["RUN"])


def test_the_image_is_built_from_the_lock_in_two_stages() -> None:
    steps = instructions()
    bases = [rest.split(" ")[0] for word, rest in steps if word == "FROM"]
    assert len(bases) == 2
    assert all("slim" in base and "alpine" not in base for base in bases)  # glibc
    built = " ".join(rest for word, rest in steps if word == "RUN")
    assert "--require-hashes" in built
    assert [
        step for step in ("build_fonts", "build_assets", "collectstatic") if step not in built
    ] == []


def test_no_secret_stays_in_the_image() -> None:
    kept = [rest for word, rest in instructions() if word in ("ENV", "ARG")]
    assert [line for line in kept if re.search("KEY|PASSWORD|EMAIL_URL|DATABASE_URL", line)] == []


def test_what_must_not_enter_the_image_is_ignored() -> None:
    ignored = set((ROOT / ".dockerignore").read_text().splitlines())
    assert {".git", ".env", ".venv", "var", "tests"} - ignored == set()
