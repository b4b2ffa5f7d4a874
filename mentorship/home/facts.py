"""What a home needs to know of each pair, found in one query however many pairs there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from checkins.models import CheckIn, Prep, Series
from goals.models import Goal
from mentorship.models import (
    AgreementVersion,
    Celebration,
    Enrolment,
    Expectation,
    HorizonCheck,
    Introduction,
    Pairing,
    ReplyRequest,
    SeatRequest,
    Signature,
    StartingPoint,
)

# How long a stone waits for the partner's words before the home stops mentioning it.
STONES_FRESH = timedelta(days=30)
OF_PAIR, ROLES = OuterRef("pk"), ("mentee", "mentor")


def open_pairs(person: Any, now: datetime) -> QuerySet[Pairing]:
    """The person's open pairs with what is next in each; soonest check-in first."""
    return with_facts(Pairing.objects.of(person).open().with_people(), person, now).order_by(
        F("coming_at").asc(nulls_last=True), "-created_at"
    )


def with_facts(pairs: QuerySet[Pairing], person: Any, now: datetime) -> QuerySet[Pairing]:
    """What the two agreed on, when they meet, what they aim at, what waits for an answer."""
    pairs = _with_meetings(_with_terms(pairs, person), person, now)
    return _with_answers(_with_aims(pairs, person, now), person, now)


def _with_terms(pairs: QuerySet[Pairing], person: Any) -> QuerySet[Pairing]:
    signed = Signature.objects.filter(version=OuterRef("version"))
    mine = Expectation.objects.filter(pairing=OF_PAIR, person=person)
    asked = ReplyRequest.objects.open().filter(pairing=OF_PAIR)
    places = Q(enrolment=OuterRef("mentee")) | Q(enrolment=OuterRef("mentor"))
    starts = StartingPoint.objects.filter(places, finished_at__isnull=False)
    return pairs.annotate(
        has_start=Exists(starts.filter(person=person)),
        partner_has_start=Exists(starts.exclude(person=person)),
        has_answered=Exists(mine.filter(done_at__isnull=False)),
        reply_asked=Exists(asked.exclude(person=person)),
        reply_waits=Exists(asked.filter(person=person)),
        is_revealed=Exists(mine.filter(revealed_at__isnull=False)),
        version=_first(AgreementVersion.objects.filter(agreement__pairing=OF_PAIR), "-number"),
    ).annotate(
        is_signed=Exists(signed.filter(person=person)),
        partner_has_signed=Exists(signed.exclude(person=person)),
    )


def _with_meetings(pairs: QuerySet[Pairing], person: Any, now: datetime) -> QuerySet[Pairing]:
    here = CheckIn.objects.filter(pairing=OF_PAIR)
    prepared = Prep.objects.filter(check_in=OuterRef("coming"))
    return pairs.annotate(
        coming=_first(here.ahead(now), "starts_at"),
        coming_at=_first(here.ahead(now), "starts_at", "starts_at"),
        unanswered=_first(here.unanswered(now), "starts_at"),
        has_series=Exists(Series.objects.running().filter(pairing=OF_PAIR)),
        has_new_rhythm=Exists(Series.objects.out_of_step().filter(pairing=OF_PAIR)),
    ).annotate(
        is_prepared=Exists(prepared.filter(person=person)),
        partner_is_prepared=Exists(prepared.exclude(person=person)),
    )


def _with_aims(pairs: QuerySet[Pairing], person: Any, now: datetime) -> QuerySet[Pairing]:
    goals = Goal.objects.filter(pairing=OF_PAIR)
    return pairs.annotate(
        has_goal=Exists(goals.of_mentee().standing()),
        to_agree=_first(goals.waiting_for(person), "due_on"),
        to_decide=_first(goals.to_decide(), "turned_at"),
        to_look_at=_first(goals.to_look_at(now.date()), "check_on"),
        **_direction(person),
    )


def _with_answers(pairs: QuerySet[Pairing], person: Any, now: datetime) -> QuerySet[Pairing]:
    asked = Celebration.objects.filter(pairing=OF_PAIR, reached_by=person, status="asked")
    seats = seats_asked_of(person, now).filter(mentor=OuterRef("mentor"))
    return pairs.annotate(
        to_celebrate=_first(asked, "reached_at"),
        to_answer=_first(_unanswered_stones(person, now), "-reached_at"),
        seat_asked=_first(seats, "asked_at"),
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


def with_start(places: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """`has_start`: whether somebody has shared where they start from."""
    shared = StartingPoint.objects.filter(enrolment=OuterRef("pk"), finished_at__isnull=False)
    return places.annotate(has_start=Exists(shared))


def with_start_dates(pairs: QuerySet[Pairing]) -> QuerySet[Pairing]:
    """`mentee_start_at`, `mentor_start_at`: when each last shared where they start from."""
    points = StartingPoint.objects.all()
    of_role = {f"{role}_start_at": points.filter(enrolment=OuterRef(role)) for role in ROLES}
    return pairs.annotate(
        **{name: Subquery(found.values("finished_at")) for name, found in of_role.items()}
    )


def with_signed_dates(pairs: QuerySet[Pairing]) -> QuerySet[Pairing]:
    """`signed_at`: when both had signed what holds; the wordings `in_force` and `newest`, by pk."""
    signed = Signature.objects.filter(version=OuterRef("agreement__in_force"))
    return pairs.annotate(
        signed_at=_first(signed, "-signed_at", "signed_at"),
        in_force=F("agreement__in_force"),
        newest=_first(AgreementVersion.objects.filter(agreement__pairing=OF_PAIR), "-number"),
    )


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
