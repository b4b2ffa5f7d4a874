"""What a home needs to know of each pair, found in one query however many pairs there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from checkins.models import CheckIn, Prep, Series
from goals.models import Goal
from mentorship.models import (
    AgreementVersion,
    Celebration,
    Enrolment,
    HorizonCheck,
    Introduction,
    Pairing,
    SeatRequest,
    Signature,
)

# How long a stone waits for the partner's words before the home stops mentioning it.
STONES_FRESH = timedelta(days=30)
OF_PAIR = OuterRef("pk")


def open_pairs(person: Any, now: datetime) -> QuerySet[Pairing]:
    """The person's open pairs with what is next in each; soonest check-in first."""
    return with_facts(Pairing.objects.of(person).open().with_people(), person, now).order_by(
        F("coming_at").asc(nulls_last=True), "-created_at"
    )


def with_facts(pairs: QuerySet[Pairing], person: Any, now: datetime) -> QuerySet[Pairing]:
    return pairs.annotate(
        version=_first(AgreementVersion.objects.filter(agreement__pairing=OF_PAIR), "-number"),
        coming=_first(CheckIn.objects.filter(pairing=OF_PAIR).ahead(now), "starts_at"),
        coming_at=_first(
            CheckIn.objects.filter(pairing=OF_PAIR).ahead(now), "starts_at", "starts_at"
        ),
        unanswered=_first(CheckIn.objects.filter(pairing=OF_PAIR).unanswered(now), "starts_at"),
        has_series=Exists(Series.objects.running().filter(pairing=OF_PAIR)),
        has_goal=Exists(Goal.objects.standing().filter(pairing=OF_PAIR)),
        to_agree=_first(Goal.objects.waiting_for(person).filter(pairing=OF_PAIR), "due_on"),
        to_celebrate=_first(
            Celebration.objects.filter(pairing=OF_PAIR, reached_by=person, status="asked"),
            "reached_at",
        ),
        **_direction(person),
        to_answer=_first(_unanswered_stones(person, now), "-reached_at"),
        seat_asked=_first(
            seats_asked_of(person, now).filter(mentor=OuterRef("mentor")), "asked_at"
        ),
    ).annotate(
        is_signed=Exists(Signature.objects.filter(version=OuterRef("version"), person=person)),
        partner_has_signed=Exists(
            Signature.objects.filter(version=OuterRef("version")).exclude(person=person)
        ),
        is_prepared=Exists(Prep.objects.filter(check_in=OuterRef("coming"), person=person)),
        partner_is_prepared=Exists(
            Prep.objects.filter(check_in=OuterRef("coming")).exclude(person=person)
        ),
    )


def _direction(person: Any) -> dict[str, Subquery]:
    """Why one is asked how one sees it, if one is; and how the two saw it last."""
    waiting = HorizonCheck.objects.waiting_for(person).filter(pairing=OF_PAIR)
    seen = HorizonCheck.objects.revealed().filter(pairing=OF_PAIR)
    return {
        "to_mark": _first(waiting, "number", "cause"),
        "last_closeness": _first(seen, "-number", "closeness"),
    }


def with_say(places: QuerySet[Enrolment], today: date) -> QuerySet[Enrolment]:
    """`say_until`: the last day to say something of somebody one was introduced to, if any."""
    silent = Introduction.objects.waiting_for(OuterRef("pk"), today)
    return places.annotate(say_until=Subquery(silent.values("round__until_on")[:1]))


def seats_asked_of(person: Any, now: datetime) -> QuerySet[SeatRequest]:
    return SeatRequest.objects.visible_to(person).unanswered(now)


def _unanswered_stones(person: Any, now: datetime) -> QuerySet[Celebration]:
    return Celebration.objects.filter(
        pairing=OF_PAIR,
        status="celebrated",
        replied_by=None,
        reached_at__gt=now - STONES_FRESH,
    ).exclude(reached_by=person)


def _first(rows: QuerySet[Any], order: str, field: str = "pk") -> Subquery:
    return Subquery(rows.order_by(order).values(field)[:1])
