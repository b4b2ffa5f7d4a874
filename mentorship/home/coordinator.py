"""What a coordinator's home shows: what waits for them, in plain sentences with a way to act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.home.facts import with_signed_dates
from mentorship.models import Cohort, Enrolment, Pairing, RematchRequest
from mentorship.models.pairing_rows import OPEN

UNSIGNED_AFTER = timedelta(days=21)
QUIET_AFTER = timedelta(days=21)


@dataclass(frozen=True)
class Waiting:
    """One thing worth doing now: what it is, and where to do it."""

    sentence: str
    url: str
    label: str


def cohorts_of(person: Any, now: datetime) -> list[Cohort]:
    """The person's cohorts with their counts, in one query; dates and states, never words.

    Each count is a query of its own inside: joined, every person would meet every pair.
    """
    people, pairs = Enrolment.objects.accepted(), Pairing.objects.open()
    long_ago = now - UNSIGNED_AFTER
    found = Cohort.objects.for_admin_home(person).annotate(
        deciding=_number(Enrolment.objects.filter(status="applied")),
        mentees=_number(people.mentees()),
        mentors=_number(people.mentors()),
        paired=_number(pairs),
        settled=_number(
            Pairing.objects.filter(status__in=(*OPEN, "completed")), Count("mentee", distinct=True)
        ),
        unsigned=_number(pairs.filter(status="proposed", created_at__lt=long_ago)),
        quiet=_number(_quiet(now)),
        wishes=_number(RematchRequest.objects.overseen_by(person).waiting(), of="pairing__cohort"),
    )
    return list(found)


def rows_of(cohorts: list[Cohort]) -> list[tuple[Cohort, list[Waiting]]]:
    """Each cohort with what waits in it; those in which nothing waits come last."""
    rows = [(cohort, list(waiting(cohort))) for cohort in cohorts]
    return sorted(rows, key=lambda row: not row[1])


def waiting(cohort: Any) -> Iterator[Waiting]:
    """What waits in a cohort, the most pressing first; in one that has ended, nothing."""
    if cohort.status == Cohort.Status.CLOSED:
        return
    people, pairs = reverse("cohort", args=[cohort.pk]), reverse("cohort_pairs", args=[cohort.pk])
    alone = max(0, cohort.mentees - cohort.settled)
    found = (
        (cohort.wishes, _wishes, pairs, _("Read and answer")),
        (cohort.deciding, _deciding, f"{people}?status=applied", _("Read and decide")),
        (alone, _alone, reverse("matching", args=[cohort.pk]), _("Match")),
        (cohort.unsigned, _unsigned, pairs, _("See which")),
        (cohort.quiet, _quiet_pairs, pairs, _("See which")),
    )
    for number, say, url, label in found:
        if number:
            yield Waiting(say(number) % {"n": number}, url, label)


def _wishes(number: int) -> str:
    return ngettext(
        "One person asks for another match.", "%(n)d people ask for another match.", number
    )


def _deciding(number: int) -> str:
    return ngettext(
        "One person waits to hear whether they are in.",
        "%(n)d people wait to hear whether they are in.",
        number,
    )


def _alone(number: int) -> str:
    return ngettext("One mentee has no mentor yet.", "%(n)d mentees have no mentor yet.", number)


def _unsigned(number: int) -> str:
    return ngettext(
        "One pair has not signed its agreement for three weeks.",
        "%(n)d pairs have not signed their agreement for three weeks.",
        number,
    )


def _quiet_pairs(number: int) -> str:
    return ngettext(
        "One pair has been quiet for three weeks.",
        "%(n)d pairs have been quiet for three weeks.",
        number,
    )


def pairs_of(cohort: Cohort) -> Any:
    """The open pairs of a cohort for its coordinator, those that met longest ago first."""
    found = cohort.pairings.filter(status__in=OPEN).select_related("mentee_person", "mentor_person")
    return with_signed_dates(found).order_by("last_met_at", "created_at")


def _number(rows: QuerySet[Any], count: Count | None = None, *, of: str = "cohort") -> Coalesce:
    """How many of these rows a cohort has; `of` leads from a row to it."""
    of_cohort = rows.filter(**{of: OuterRef("pk")}).order_by().values(of)
    numbered = of_cohort.annotate(number=count or Count("pk")).values("number")
    return Coalesce(Subquery(numbered), 0)


def _quiet(now: datetime) -> QuerySet[Pairing]:
    long_ago = now - QUIET_AFTER
    silent = Q(last_entry_at=None) | Q(last_entry_at__lt=long_ago)
    unmet = Q(last_met_at=None) | Q(last_met_at__lt=long_ago)
    return Pairing.objects.filter(silent & unmet, status="active", started_at__lt=long_ago)
