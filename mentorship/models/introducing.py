"""Introducing people before they are matched, and what comes back of it for the matching."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.matching import explain
from mentorship.matching.introductions import Meeting, introduce
from mentorship.matching.vocabulary import Rules
from mentorship.models.candidates import candidates
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.introduction import (
    GLADLY,
    NO,
    Introduction,
    IntroductionQuerySet,
    IntroductionRound,
)
from mentorship.models.matchmaking import few_enough, rules_about, seed_of
from mentorship.models.moves import NotNow
from mentorship.models.notice import Notice
from mentorship.models.program import Cohort

TWO_DAYS, MORNING = dt.timedelta(days=2), dt.time(9)


def hosts_needed(mentees: int, mentors: int, each: int) -> int:
    """How many mentees each mentor must meet so that everybody can meet so many."""
    return -(-mentees * each // mentors) if mentors else 0


@transaction.atomic
def open_round(
    cohort: Cohort, *, each: int, most: int, until_on: dt.date, by: Any
) -> IntroductionRound:
    """Introduce everybody who waits to up to `each` mentors, and owe all of them the mail.

    NotNow when a round is open already, or when nobody can be introduced to anybody. The mails
    wait as long as a publication can be taken back.
    """
    if cohort.status == Cohort.Status.CLOSED:
        raise NotNow("open_round", sentence=_("This round has ended."))
    draft = cohort.match_runs.on_the_board().filter(status="draft").first()
    people = few_enough(candidates(cohort))
    rules = rules_about(cohort, people, draft)
    met = introduce(*people, rules, seed_of(cohort), each=each, most=most)
    if not met:
        raise NotNow("open_round", sentence=_("Nobody can be introduced to anybody yet."))
    found = _begin(cohort, each=each, most=most, until_on=until_on, by=by)
    _keep(found, met, people, rules)
    Event.objects.record(found, "open", by=by)
    _invite(found)
    return found


def _begin(cohort: Cohort, **told: Any) -> IntroductionRound:
    try:
        with transaction.atomic():
            return IntroductionRound.objects.create(
                program_id=cohort.program_id, cohort=cohort, **told
            )
    except IntegrityError as error:
        raise NotNow("open_round") from error


def _keep(
    found: IntroductionRound, met: Iterable[Meeting], people: Iterable[Iterable[Any]], rules: Rules
) -> None:
    by_id: dict[str, Any] = {person.id: person for side in people for person in side}
    Introduction.objects.bulk_create(
        (
            Introduction(
                round=found,
                mentee_id=meeting.mentee_id,
                mentor_id=meeting.mentor_id,
                place=meeting.place,
                score=meeting.score,
                reasons=[
                    reason.to_json()
                    for reason in explain.reasons(
                        by_id[meeting.mentee_id], by_id[meeting.mentor_id], rules
                    )
                ],
            )
            for meeting in met
        ),
        batch_size=2000,
    )


def _invite(found: IntroductionRound) -> None:
    """Owe everybody the news, and a word before the last day; each is written as it goes out."""
    due_at = timezone.now() + settings.RECALL_WINDOW
    drafts = [draft for side in _everybody(found) for draft in _words(found, side, due_at)]
    if found.by:
        over_at = _morning(found.until_on + dt.timedelta(days=1), found.by)
        over = Notice.objects.draft("introductions_over", to=found.by, about=found, due_at=over_at)
        drafts.append(over)
    Notice.objects.post_all(drafts)


def _words(found: IntroductionRound, side: Enrolment, due_at: dt.datetime) -> Iterator[Notice]:
    draft = partial(Notice.objects.draft, to=side.person, about=found, once=side.role)
    yield draft("introductions_ready", due_at=due_at)
    reminded_at = _morning(found.until_on - TWO_DAYS, side.person)
    if reminded_at > due_at:  # a round of a day or two needs no second word
        yield draft("introductions_waiting", due_at=reminded_at)


def _everybody(found: IntroductionRound) -> Iterable[Enrolment]:
    here = Introduction.objects.filter(round=found).with_people()
    return {side.pk: side for one in here for side in (one.mentee, one.mentor)}.values()


def _morning(day: dt.date, person: Any) -> dt.datetime:
    return dt.datetime.combine(day, MORNING, tzinfo=person.zone)


@dataclass(frozen=True)
class Said:
    """What one mentee's introductions came to; of a no there is nothing but the number."""

    mentee: Enrolment
    met: int
    answered: int
    gladly: list[str]  # mentors whom the mentee would gladly have
    wanted_by: list[str]  # mentors who would like to have the mentee
    whys: list[tuple[str, str]]


def said_by(told: IntroductionQuerySet, mentees: Iterable[Enrolment]) -> list[Said]:
    """Mentee by mentee, for the coordinators; one query, however many they are."""
    whole: dict[Any, list[Introduction]] = defaultdict(list)
    here = told.filter(mentee__in=list(mentees)).order_by("place")
    for one in here.select_related("mentor__person"):
        whole[one.mentee_id].append(one)
    return [_said(mentee, whole[mentee.pk]) for mentee in mentees]


def _said(mentee: Enrolment, met: list[Introduction]) -> Said:
    open_ = [one for one in met if one.mentee_says != NO and one.mentor_says != "avoid"]
    return Said(
        mentee=mentee,
        met=len(met),
        answered=sum(one.mentee_says is not None for one in met),
        gladly=[str(one.mentor.person) for one in open_ if (one.mentee_says or 0) >= GLADLY],
        wanted_by=[str(one.mentor.person) for one in open_ if one.mentor_says == "prefer"],
        whys=[(str(one.mentor.person), one.mentee_why) for one in open_ if one.mentee_why],
    )
