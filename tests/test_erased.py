"""Somebody's key is destroyed, and with it all their words; every page of the others still opens.

Two runs: the words of everybody are gone, and those of mentees only, so that a page meets words
that are there beside words that are not.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from accounts.models import PersonKey
from mentorship.models import Pairing
from tests.pages.scenes import Scene, still
from tests.pages.stage import build_stage
from tests.world import World, enter

pytestmark = pytest.mark.django_db
NAMELESS = re.compile(r"<(a|h1|h2|h3|h4|button|summary|title|th|dt|legend|label)\b[^>]*>\s*</\1>")
# A page that does something first needs a browser; a key is added there, too.
SCENES = [scene for scene in still() if not scene.act and not {"keyed"} & set(scene.actors)]


@pytest.fixture
def staged(settings: Any, tmp_path: Path) -> World:
    settings.SHOW_OUTBOX, settings.MAIL_FOLDER = True, tmp_path
    return build_stage(tmp_path)


def opened(world: World) -> dict[str, tuple[int, list[str]]]:
    """Of every page as each of its readers gets it: the status, and what has a name without words.

    A heading, a link or a button that says nothing is one that nobody can find.
    """
    found: dict[str, tuple[int, list[str]]] = {}
    for scene in SCENES:
        for actor in scene.actors:
            answer = _answer(world, scene, actor)
            found[f"{scene.name} as {actor}"] = (answer.status_code, _nameless(answer))
    return found


def _answer(world: World, scene: Scene, actor: str) -> Any:
    client = Client(raise_request_exception=False)
    with override_settings(**scene.settings):
        enter(client, world, actor)
        return client.get(scene.path(world))


def _nameless(answer: Any) -> list[str]:
    page = answer.content.decode(errors="replace")
    return sorted({found[0] for found in NAMELESS.finditer(page)})


@pytest.mark.parametrize("whose", ["everybody's", "the mentees'"])
def test_pages_open_when_words_on_them_are_gone(staged: World, whose: str) -> None:
    before = opened(staged)
    assert {status for status, _names in before.values()} <= {200, 302, 403, 404, 409, 410}
    keys = PersonKey.objects.all()
    if whose == "the mentees'":
        keys = keys.filter(person__in=Pairing.objects.values("mentee_person"))
    for key in keys:
        key.destroy(by=None)
    after = opened(staged)
    broken = {name: status for name, (status, _) in after.items() if status >= 400}
    assert broken == {name: broken[name] for name in broken if before[name][0] == broken[name]}
    assert {name: words for name, (_, words) in after.items() if words} == {}
