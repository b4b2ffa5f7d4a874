"""Who is asked for one more place, and who would rather work with somebody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from mentorship.home.demo.diary import Diary, wall
from mentorship.home.demo.people import known_as
from mentorship.models import Enrolment, Pairing, RematchRequest, SeatRequest

ASKED = ("dela", "lucia", "sunil", "marguerite")
HOURS = "Since my evening course has moved, our weeks never fit. It is nobody’s fault."


def change_plans(people: dict[str, Any], diary: Diary) -> None:
    """In the round that runs: four mentors are asked, two answer; two mentees have a wish."""

    def on(who: str, days: int, hour: int, act: Callable[[], Any]) -> None:
        diary.note(wall(people[who], diary.days_ago(days), hour), act)

    on("noor", 5, 10, partial(_ask_for_places, people["noor"]))
    on("lucia", 4, 18, partial(_answer, people["lucia"], "give"))
    on("sunil", 4, 19, partial(_answer, people["sunil"], "decline"))
    on("linh", 40, 20, partial(_wish, people["linh"], "style", ""))
    on("noor", 36, 11, partial(_keep, people["noor"], people["linh"]))
    on("wanjiru", 3, 20, partial(_wish, people["wanjiru"], "hours", HOURS))


def _ask_for_places(by: Any) -> None:
    keys = [known_as("enrolment", "horizon", name, "mentor") for name in ASKED]
    mentors = Enrolment.objects.filter(pk__in=keys).select_related("person")
    SeatRequest.objects.ask(mentors, by=by, now=timezone.now())


def _answer(person: Any, verb: str) -> None:
    request = SeatRequest.objects.visible_to(person).with_people().get()
    getattr(request, verb)(by=person, now=timezone.now())


def _wish(person: Any, reason: str, line: str) -> None:
    pairing = Pairing.objects.for_mentee_home(person).get()
    told = {"reason": reason, "line": line, "now": timezone.now()}
    RematchRequest.objects.ask(pairing, by=person, **told)


def _keep(by: Any, asker: Any) -> None:
    RematchRequest.objects.get(asked_by=asker).keep(by=by, now=timezone.now())
