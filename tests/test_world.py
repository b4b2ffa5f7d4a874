"""The world that walks through every page is whole: no route and no actor is forgotten."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from mentorship.access import own_addresses
from tests.routes import EVERYBODY, MEMBERS, SEEN_BY, TABLE, address
from tests.world import ACTORS, World, build_world, enter


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def own_routes() -> list[URLPattern]:
    return list(own_addresses(get_resolver().url_patterns))


def test_every_route_of_ours_stands_in_the_table() -> None:
    assert {route.name for route in own_routes()} == set(TABLE)


def test_whatever_has_a_page_is_seen_by_somebody() -> None:
    shown = {r.name for r in own_routes() if "GET" in r.callback.access.methods}
    elsewhere = {"setup", "setup_owner", "outbox", "outbox_mail", "outbox_mail_html"}
    assert {name for name, who in SEEN_BY.items() if who} == shown - elsewhere


def test_every_actor_is_known_to_the_table() -> None:
    assert set(ACTORS) == EVERYBODY


def test_everything_has_an_address(world: World) -> None:
    assert [n for n in TABLE if not reverse(n, kwargs=address(n, world)).startswith("/")] == []


def test_who_must_not_get_a_session_gets_none(world: World) -> None:
    assert {actor for actor in ACTORS if enter(Client(), world, actor)} == MEMBERS
