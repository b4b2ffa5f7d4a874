"""Where people say they start from: some twice, some half way, some not yet."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils import timezone

from mentorship.home.demo import stock
from mentorship.home.demo.diary import Diary, wall
from mentorship.home.demo.people import cast, known_as
from mentorship.models import Enrolment, StartingPoint

WAITING_IN, ALL = "horizon-next", 7
# Who waits there: where they are, and how many of the seven pages they have seen.
WAITING = {"gabriel": ("mentee", 3), "sipho": ("mentee", 7), "ulrike": ("mentor", 7)}
AGAIN = {"where": "To own the night run, and to teach it to whoever comes after me."}


def set_out(life: Any) -> None:
    """Both of a pair on the morning after their match; who has not begun at all has not yet."""
    if life.scene.signs < 0:
        return
    for key, place, hour in (
        (life.scene.mentee, life.pairing.mentee, 8),
        (life.scene.mentor, life.pairing.mentor, 7),
    ):
        told = _told(key, place.role, life.common, life.theme.skills)
        person = place.person
        life.note(wall(person, life.day(0), hour, 5), partial(_share, place, told))
    if life.scene.renewed and life.scene.next:
        on = life.diary.days_ago(40)
        life.note(wall(life.mentee, on, 20), partial(_share_again, life.pairing.mentee))


def wait_and_begin(people: dict[str, Any], diary: Diary) -> None:
    for number, (key, (role, pages)) in enumerate(WAITING.items()):
        theme = cast()[key].get("theme") or cast()[key]["offers"][0]
        told = _told(key, role, stock.Words(number), stock.theme(theme).skills)
        seen = dict(list(told.items())[:pages])
        at = wall(people[key], diary.days_ago(2), 19, 10 * number)
        diary.note(at, partial(_begin, known_as("enrolment", WAITING_IN, key, role), seen))


def _told(key: str, role: str, words: stock.Words, skills: list[str]) -> dict[str, Any]:
    """The seven answers, in their order; what they told when they applied is their own words."""
    own, say = cast()[key], lambda name: words.take(stock.everybody()[name])
    levels = [1, 3, 2] if role == "mentee" else [4, 5, 3]
    rated = [
        {"name": name, "level": level, "sure": 2 * level - 1}
        for name, level in zip(skills, levels, strict=False)
    ]
    card = dict(zip(("feedback", "thinking", "planning"), own.get("style", ()), strict=False))
    work = card | {"learns": say("starts_learning"), "quiet": say("starts_quiet")}
    last = {"skills": rated, "work": work, "end": say("starts_ends")}
    if role == "mentor":
        first = {"offer": own.get("offer", ""), "learn": say("starts_learn")}
        return first | {"strengths": say("starts_gifts"), "worries": say("starts_fears")} | last
    first = {"where": own.get("hope", ""), "matters": say("starts_matter")}
    return first | {"strengths": say("starts_strengths"), "worries": own.get("worry", "")} | last


def _begin(place_id: Any, told: dict[str, Any]) -> None:
    place = Enrolment.objects.select_related("person", "cohort").get(pk=place_id)
    (_share if len(told) == ALL else _answer)(place, told)


def _share(place: Enrolment, told: dict[str, Any]) -> None:
    """Once: a mentor of several sets out with the first of them."""
    point = StartingPoint.objects.of(place)
    if point.finished_at is None:
        _answer(place, told)
        StartingPoint.objects.of(place).finish(by=place.person, now=timezone.now())


def _share_again(place: Enrolment) -> None:
    _answer(place, AGAIN)
    StartingPoint.objects.of(place).finish(by=place.person, now=timezone.now())


def _answer(place: Enrolment, told: dict[str, Any]) -> None:
    """Worries that a mentee would rather keep, they keep; every third of them does."""
    point = StartingPoint.objects.of(place)
    for key, said in told.items():
        shown = point.token(key, point.read(by=place.person))
        how = "answered" if said else "unknown"
        keeps = key == "worries" and place.pk.int % 3 == 0
        point.answer(key, said, by=place.person, shown=shown, how=how, keeps_back=keeps)
