"""Many pairings at once: whose they are, which are open, and how one comes to be."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _

from mentorship.board import reasons
from mentorship.models.clause_set import ClauseSet
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.moves import NotNow
from mentorship.models.notice import Notice
from mentorship.models.program import Cohort

if TYPE_CHECKING:
    from mentorship.models.pairing import Pairing

OPEN = ("proposed", "active", "paused")
# A rest is a rest: nothing reminds the two of anything meanwhile.
AWAKE = ("proposed", "active")
# For what hangs on a pair and ends with it: check-ins that were planned, entries that were shared.
OF_OPEN_PAIR = Q(pairing__status__in=OPEN)

LAST_DAY = Least(Coalesce("ends_on", "cohort__ends_on"), "cohort__ends_on")

# How the reason of an end begins for which one of the two has asked.
DECLINED, REMATCH = "declined", "rematch"


class PairingQuerySet(models.QuerySet["Pairing"]):
    def of(self, person: Any) -> PairingQuerySet:
        """The pairings in which this person is one of the two."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(Q(mentee_person=person) | Q(mentor_person=person)).exclude(
            status="recalled"
        )

    def visible_to(self, person: Any) -> PairingQuerySet:
        """One's own. Coordinators see dates and states through `overseen_by`, never this."""
        return self.of(person)

    def overseen_by(self, person: Any) -> PairingQuerySet:
        return self.filter(cohort__in=Cohort.objects.run_by(person))

    def open(self) -> PairingQuerySet:
        return self.filter(status__in=OPEN)

    def past(self) -> PairingQuerySet:
        return self.exclude(status__in=OPEN).order_by("-ended_at")

    def parted(self) -> PairingQuerySet:
        """One of the two has asked not to go on with the other; that holds for good."""
        asked = Q(end_reason__startswith=DECLINED) | Q(end_reason=REMATCH)
        return self.filter(asked, status="ended")

    def with_last_day(self) -> PairingQuerySet:
        """`last_on`: the last day of their work, as Pairing.until_on says it of one."""
        return self.annotate(last_on=LAST_DAY)

    def going_on_after(self, day: date) -> PairingQuerySet:
        """Their own last day is a later one."""
        return self.annotate(last_on=LAST_DAY).filter(last_on__gt=day)

    def with_people(self) -> PairingQuerySet:
        return self.select_related("mentee_person", "mentor_person", "cohort__program")

    def with_profiles(self) -> PairingQuerySet:
        """And with what the two tell about themselves, here and in their applications."""
        people = ("mentee_person__profile", "mentor_person__profile")
        return self.select_related(*people, "mentee", "mentor")

    def for_mentor_home(self, person: Any) -> PairingQuerySet:
        return self.open().filter(mentor_person=person).with_people().order_by("next_check_in_at")

    def for_mentee_home(self, person: Any) -> PairingQuerySet:
        return self.open().filter(mentee_person=person).with_people().order_by("-created_at")

    @transaction.atomic
    def propose(
        self,
        mentee: Enrolment,
        mentor: Enrolment,
        *,
        by: Any,
        why: list[Any] | None = None,
        mails_at: datetime | None = None,
    ) -> Pairing:
        """Pair two enrolments and owe both the mail that says why.

        NotNow when no seat is left, or when the mentee is paired in this programme already.
        """
        if not mentor.take_seat():
            raise NotNow("propose", sentence=_("%s has no free place.") % mentor.person)
        try:
            pairing = self._pair(mentee, mentor, why=reasons.for_both(why or []))
        except IntegrityError as error:
            raise NotNow("propose", sentence=_("%s is paired already.") % mentee.person) from error
        Event.objects.record(pairing, "propose", by=by, after="proposed")
        for person in pairing.people:
            Notice.objects.post("match_published", to=person, about=pairing, due_at=mails_at)
        return pairing

    @transaction.atomic
    def _pair(self, mentee: Enrolment, mentor: Enrolment, **told: Any) -> Pairing:
        return self.create(
            program_id=mentee.program_id,
            cohort_id=mentee.cohort_id,
            mentee=mentee,
            mentor=mentor,
            mentee_person=mentee.person,
            mentor_person=mentor.person,
            clause_set=ClauseSet.objects.current(mentee.program_id),
            **told,
        )
