"""Meeting before matching: a round of introductions, and what each side says of the other.

What somebody says of another person decides a matching, and is between them and the coordinators.
A no, from either side, is final: no matching ever brings the two together, and nobody reads it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from mentorship.matching.vocabulary import MOST_WISHES
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.moves import NotNow, Transitions, move
from mentorship.models.notice import Notice
from mentorship.models.program import Cohort, Program

ROUND_TRANSITIONS: Transitions = {
    "close": (("open",), "closed"),
    "call_off": (("open",), "called_off"),
}
MENTORS = {"prefer": _("I would like to"), "neutral": _("either way"), "avoid": _("please not us")}
MENTEES = {
    5: _("very much"),
    4: _("yes, gladly"),
    3: _("that could work"),
    2: _("rather somebody else"),
    1: _("please not us"),
}
NO, WISH, GLADLY = 1, 3, 4  # what a mentee says: never; from here up a wish; from here up, gladly


class RoundQuerySet(models.QuerySet["IntroductionRound"]):
    def visible_to(self, person: Any) -> RoundQuerySet:
        return self.filter(cohort__in=Cohort.objects.run_by(person)).select_related(
            "cohort__program"
        )

    def that_counts(self) -> RoundQuerySet:
        """The latest first, without those that were called off."""
        return self.exclude(status="called_off").order_by("-created_at")

    def with_counts(self, reader: Any) -> RoundQuerySet:
        """`mentees` meet somebody, in so many `talks`; so many are told of by either side.

        Without the talks of the reader, who takes no part in what is counted.
        """
        mentee, mentor = "introductions__mentee__person", "introductions__mentor__person"
        told = ~Q(**{mentee: reader}) & ~Q(**{mentor: reader})
        return self.annotate(
            mentees=Count("introductions__mentee", distinct=True, filter=told),
            talks=Count("introductions", filter=told),
            by_mentees=Count("introductions__mentee_says", filter=told),
            by_mentors=Count("introductions", filter=told & ~Q(introductions__mentor_says="")),
        )


class IntroductionRound(Row):
    """A time in which mentees meet a few mentors each, and both sides say how that was.

    It takes answers through `until_on`, on everybody's own calendar, unless closed before.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("people are meeting")
        CLOSED = "closed", _("everybody has had their say")
        CALLED_OFF = "called_off", _("called off")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="introduction_rounds")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    each = models.PositiveSmallIntegerField()  # mentors for a mentee
    most = models.PositiveSmallIntegerField()  # mentees for a mentor
    until_on = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort"], condition=Q(status="open"), name="one_open_round_per_cohort"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cohort}, {self.until_on}"

    def takes_answers(self, today: dt.date) -> bool:
        is_open = self.status == self.Status.OPEN and self.cohort.status != Cohort.Status.CLOSED
        return is_open and today <= self.until_on

    def close(self, *, by: Any) -> None:
        """Everybody has had their say; what they said counts from the next matching on."""
        move(self, "close", ROUND_TRANSITIONS, by=by)
        Notice.objects.cancel(self)

    @transaction.atomic
    def call_off(self, *, by: Any) -> None:
        """As if nobody had been introduced; NotNow once somebody has said something."""
        if self.introductions.answered().exists():
            said = gettext("Somebody has had their say already; close the round instead.")
            raise NotNow("call_off", sentence=said)
        move(self, "call_off", ROUND_TRANSITIONS, by=by)
        Notice.objects.cancel(self)


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def of(self, enrolment: Enrolment) -> IntroductionQuerySet:
        """Whom this mentee, or this mentor, is to meet."""
        return self.filter(Q(mentee=enrolment) | Q(mentor=enrolment)).order_by("place", "pk")

    def not_of(self, person: Any) -> IntroductionQuerySet:
        """Those in which this person is neither of the two."""
        return self.exclude(Q(mentee__person=person) | Q(mentor__person=person))

    def still_on(self) -> IntroductionQuerySet:
        """In rounds that have not ended, of two who both are in."""
        both = self.filter(mentee__status="accepted", mentor__status="accepted")
        return both.exclude(round__cohort__status=Cohort.Status.CLOSED)

    def with_people(self) -> IntroductionQuerySet:
        return self.select_related("mentee__person__profile", "mentor__person__profile")

    def answered(self) -> IntroductionQuerySet:
        return self.filter(Q(mentee_says__isnull=False) | ~Q(mentor_says=""))

    def refused(self) -> IntroductionQuerySet:
        """A no from either side, in any round."""
        return self.filter(Q(mentee_says=NO) | Q(mentor_says="avoid"))

    def waiting_for(self, enrolment: Any, today: dt.date) -> IntroductionQuerySet:
        """Of whom this mentee or mentor can say something, and has not; soonest day first."""
        open_ = self.still_on().filter(round__status="open", round__until_on__gte=today)
        silent = Q(mentee=enrolment, mentee_says=None) | Q(mentor=enrolment, mentor_says="")
        return open_.filter(silent).order_by("round__until_on")

    def as_persons(self) -> Any:
        """The two people of each, as ids."""
        return self.values_list("mentee__person", "mentor__person")

    def possible(self) -> IntroductionQuerySet:
        """Without those to which somebody said no: of these nobody hears another word."""
        return self.exclude(mentee_says=NO).exclude(mentor_says="avoid")


class Introduction(Row):
    """Two people who meet, and what each says; neither ever reads the other's answer."""

    round = models.ForeignKey(
        IntroductionRound, on_delete=models.CASCADE, related_name="introductions"
    )
    mentee = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="meets_mentors")
    mentor = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="meets_mentees")
    place = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    mentee_says = models.PositiveSmallIntegerField(null=True, blank=True)
    mentee_why = models.CharField(max_length=300, blank=True)
    mentor_says = models.CharField(max_length=7, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "mentee", "mentor"], name="two_people_meet_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(mentee_says__isnull=True) | Q(mentee_says__range=(1, 5)),
                name="mentee_says_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(mentor_says__in=("", *MENTORS)), name="mentor_says_a_known_word"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def other_of(self, enrolment: Enrolment) -> Enrolment:
        return self.mentor if enrolment.pk == self.mentee_id else self.mentee

    def say(self, *, by: Any, **said: Any) -> None:
        """Keep what one side says; NotNow when the time for it is over.

        `said` is mentee_says and mentee_why, or mentor_says; everybody may change their mind
        until then.
        """
        with transaction.atomic():
            today = timezone.localdate()
            open_ = IntroductionRound.objects.filter(status="open", until_on__gte=today)
            open_ = open_.exclude(cohort__status=Cohort.Status.CLOSED)
            if not Introduction.objects.filter(pk=self.pk, round__in=open_).update(**said):
                late = gettext("The time to say is over; your coordinator can still listen.")
                raise NotNow("say", sentence=late)
            Event.objects.record(self, "say", by=by)
        for name, value in said.items():
            setattr(self, name, value)


def wishes(cohort: Cohort) -> dict[str, tuple[str, ...]]:
    """By enrolment whom they asked for in the latest round, the dearest first."""
    latest = IntroductionRound.objects.that_counts().filter(cohort=cohort).values("pk")[:1]
    said = Introduction.objects.possible().filter(round=Subquery(latest)).order_by("place", "pk")
    ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for one in said.defer("reasons"):
        mentee, mentor = str(one.mentee_id), str(one.mentor_id)
        if one.mentee_says and one.mentee_says >= WISH:
            ranked[mentee].append((-one.mentee_says, mentor))
        if one.mentor_says == "prefer":
            ranked[mentor].append((-one.score, mentee))
    return {
        who: tuple(other for _rank, other in sorted(named, key=lambda row: row[0])[:MOST_WISHES])
        for who, named in ranked.items()
    }
