"""The programmes and their rounds: opened, applied to, decided about, matched, published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from mentorship.clause_sets import DEFAULT, Entry, next_own_key, put
from mentorship.home.demo import stock
from mentorship.home.demo.diary import Diary, wall
from mentorship.home.demo.people import OWNER, cast, known_as
from mentorship.home.demo.scenes import Scene, Seat, scenes, seats
from mentorship.models import (
    ClauseSet,
    Cohort,
    Enrolment,
    Introduction,
    MatchRun,
    Pairing,
    Program,
    Suggestion,
    introducing,
    matchmaking,
)

LASTS = timedelta(weeks=39)
OPENS, DECIDES, CLOSES, PUBLISHES = (timedelta(days=days) for days in (70, 35, 21, 4))
Begin = Callable[[Scene, Pairing], None]


def programs() -> dict[str, dict[str, Any]]:
    told = stock.read("cast/programs")
    return {slug: told[slug] for slug in ("horizon", "crossroads")}


def program_ids() -> list[Any]:
    """By these the story's programmes are known, whatever somebody has renamed them to."""
    return [known_as("program", slug) for slug in programs()]


def found_programs(people: dict[str, Any], diary: Diary, begin: Begin) -> None:
    """Make both, and note the life of each of their rounds; `begin` takes over a pair's."""
    for slug, told in programs().items():
        skills = [name for theme in told["themes"] for name in stock.theme(theme).skills]
        about = ("name", "purpose", "asks", "is_not", "run_by", "contact_email")
        program = Program.objects.create(
            id=known_as("program", slug),
            slug=slug,
            skills=list(dict.fromkeys(skills)),
            **{name: told[name] for name in about},
        )
        _word_the_clauses(program, told, people)
        for name, plan in told["rounds"].items():
            Round(program, name, plan, people, diary).plan(begin)


def _word_the_clauses(program: Program, told: dict[str, Any], people: dict[str, Any]) -> None:
    """Who runs it asks pairs one thing more, and leaves one out; where the story says so."""
    own = told.get("own_clause")
    if own:
        first = next(iter(told["rounds"].values()))
        texts = {**own, "samples": tuple(own["samples"])}
        entries = put(DEFAULT, Entry(next_own_key(DEFAULT)).saying(**texts))
        entries = put(entries, Entry("off_limits", is_on=False))
        by = people[first["coordinator"]]
        ClauseSet.objects.revise(program, entries, by=by, shown=0)


class Round:
    """One round of a programme, from its first sentence to its pairs."""

    def __init__(
        self, program: Program, name: str, plan: dict[str, Any], people: Any, diary: Diary
    ) -> None:
        self.name, self.people, self.diary, self.told = name, people, diary, plan
        self.coordinator = people[plan["coordinator"]]
        monday = diary.today - timedelta(days=diary.today.weekday())
        self.starts_on: dt.date = monday + timedelta(weeks=plan["starts"])
        self.cohort = Cohort(
            id=known_as("cohort", name),
            program=program,
            name=f"{self.starts_on:%B %Y}",
            starts_on=self.starts_on,
            ends_on=self.starts_on + LASTS,
            apply_until_on=self.starts_on - CLOSES,
            places=plan.get("places"),
        )
        self.enrolled: dict[tuple[str, str], Enrolment] = {}

    def plan(self, begin: Begin) -> None:
        note, day = self.diary.note, self._before
        note(day(OPENS, 9), self._open)
        for seat in seats(self.name):
            self._plan_seat(seat)
        note(day(CLOSES, 18), partial(self.cohort.close_applications, by=self.coordinator))
        self._plan_introductions()
        pairs = [scene for scene in scenes() if scene.round == self.name]
        together = [scene for scene in pairs if not scene.is_late]
        if together:
            note(day(PUBLISHES, 10), partial(self._pair_up, together, begin))
        for scene in pairs:
            if scene.is_late:
                on = self.diary.days_ago(scene.begun)
                note(wall(self.coordinator, on, 9), partial(self._pair_up, [scene], begin))

    def _before(self, wait: timedelta, hour: int) -> datetime:
        return wall(self.coordinator, self.starts_on - wait, hour)

    def _plan_introductions(self) -> None:
        if "introduced" not in self.told:
            return
        self.diary.note(self._ago(self.told["introduced"], 10), self._introduce)
        for number, (name, says) in enumerate(self.told["said"].items()):
            self.diary.note(self._ago(2, 9 + number), partial(self._say, name, says))

    def _ago(self, days: int, hour: int) -> datetime:
        return wall(self.coordinator, self.diary.days_ago(days), hour)

    def _introduce(self) -> None:
        until_on = self.diary.today + timedelta(days=4)
        introducing.open_round(self.cohort, each=3, most=3, until_on=until_on, by=self.coordinator)

    def _say(self, name: str, says: int | str) -> None:
        """Of the first whom they met."""
        person = self.people[name]
        for one in Introduction.objects.of(
            Enrolment.objects.get(cohort=self.cohort, person=person)
        )[:1]:
            told = {"mentee_says": says} if isinstance(says, int) else {"mentor_says": says}
            one.say(by=person, **told)

    def _open(self) -> None:
        owner = self.people[OWNER]
        self.cohort.save(force_insert=True)
        self.cohort.appoint(self.coordinator, by=owner)
        self.cohort.open(by=self.coordinator)

    def _plan_seat(self, seat: Seat) -> None:
        """When somebody writes, sends and hears of their application; spread over some weeks."""
        person, number = self.people[seat.person], len(self.enrolled)
        enrolment = Enrolment(
            id=known_as("enrolment", self.name, seat.person, seat.role),
            program=self.cohort.program,
            cohort=self.cohort,
            person=person,
            role=seat.role,
            status="invited" if seat.fate in ("late", "invited") else "draft",
            capacity=seat.capacity,
            skills=seat.skills,
            answers=seat.answers,
            department=cast()[seat.person]["department"],
            languages=cast()[seat.person].get("languages", ["English"]),
        )
        self.enrolled[seat.person, seat.role] = enrolment
        if seat.fate == "late":
            return self._plan_late(enrolment, seat)
        wrote_on = self.starts_on - OPENS + timedelta(days=2 + number * 5 % 21)
        self.diary.note(wall(person, wrote_on, 12), partial(enrolment.save, force_insert=True))
        if seat.fate not in ("invited", "draft"):
            self.diary.note(wall(person, wrote_on, 13), partial(enrolment.apply, by=person))
        self._plan_decision(enrolment, seat, wrote_on)
        return None

    def _plan_late(self, enrolment: Enrolment, seat: Seat) -> None:
        """Asked personally, and in on the day before their match."""
        person, day = enrolment.person, self.diary.days_ago
        note = self.diary.note
        note(wall(person, day(seat.since + 6), 9), partial(enrolment.save, force_insert=True))
        note(wall(person, day(seat.since), 12), partial(enrolment.accept, by=person))

    def _plan_decision(self, enrolment: Enrolment, seat: Seat, wrote_on: dt.date) -> None:
        verb = {
            "accepted": enrolment.accept,
            "waiting": enrolment.keep_waiting,
            "declined": enrolment.decline,
            "withdrawn": enrolment.withdraw,
        }.get(seat.fate)
        if verb:
            by = enrolment.person if seat.fate == "withdrawn" else self.coordinator
            decided_on = min(self.starts_on - DECIDES, wrote_on + timedelta(days=4))
            self.diary.note(wall(self.coordinator, decided_on, 15), partial(verb, by=by))

    def _pair_up(self, pairs: Sequence[Scene], begin: Begin) -> None:
        """Match with these pairs as the coordinator's own idea, and publish what comes out."""
        wanted = {
            (self.enrolled[s.mentee, "mentee"].pk, self.enrolled[s.mentor, "mentor"].pk): s
            for s in pairs
        }
        run = matchmaking.compute(
            self.cohort, by=self.coordinator, previous=self._sketch(list(wanted))
        )
        for row in run.suggestions.all():
            is_wanted = (row.mentee_id, row.mentor_id) in wanted
            (row.release if is_wanted else row.veto)(by=self.coordinator)
        for pairing in run.publish(by=self.coordinator):
            begin(wanted[pairing.mentee_id, pairing.mentor_id], pairing)

    def _sketch(self, wanted: list[tuple[Any, Any]]) -> MatchRun:
        """A draft in which nothing but these pairs is pinned."""
        sketch = MatchRun.objects.create(
            program=self.cohort.program, cohort=self.cohort, by=self.coordinator
        )
        Suggestion.objects.bulk_create(
            Suggestion(run=sketch, mentee_id=mentee, mentor_id=mentor, score=0, decision="pinned")
            for mentee, mentor in wanted
        )
        return sketch
