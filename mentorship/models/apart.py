"""Two people who are never to be a pair in a programme: known to its coordinators alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower

from accounts.models import Row, User
from mentorship.matching.vocabulary import Pair
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.introduction import Introduction
from mentorship.models.pairing import Pairing
from mentorship.models.program import Cohort, Program


class ApartQuerySet(models.QuerySet["Apart"]):
    def visible_to(self, person: Any) -> ApartQuerySet:
        """In the programmes one coordinates; never about oneself, who might be the reason."""
        theirs = self.filter(program__in=Cohort.objects.run_by(person).values("program"))
        return theirs.exclude(Q(person=person) | Q(other=person))

    def of(self, cohort: Cohort) -> ApartQuerySet:
        """Those with anybody of this cohort in them."""
        here = cohort.enrolments.values("person")
        return self.filter(Q(person__in=here) | Q(other__in=here), program=cohort.program_id)

    def with_people(self) -> ApartQuerySet:
        return self.select_related("person", "other").order_by("person__name", "other__name")

    @transaction.atomic
    def keep(
        self, program: Program, *, person: Any, other: Any, by: Any, reason: str = ""
    ) -> Apart:
        """Keep the two apart; named in any order and any number of times, it is one row."""
        first, second = sorted((person, other), key=lambda one: one.pk)
        found, is_new = self.get_or_create(
            program=program, person=first, other=second, defaults={"reason": reason}
        )
        if is_new:
            Event.objects.record(found, "keep_apart", by=by)
        return found


class Apart(Row):
    """The two in the order of their ids, so that one pair of people is one row."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "person", "other"], name="one_apart_per_two_people"
            ),
            models.CheckConstraint(condition=~Q(person=F("other")), name="apart_are_two_people"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @transaction.atomic
    def forget(self, *, by: Any) -> None:
        Event.objects.record(self, "forget_apart", by=by)
        Apart.objects.filter(pk=self.pk).delete()


def _by_address() -> Any:
    return User.objects.annotate(address=Lower("email"))


class AvoidanceQuerySet(models.QuerySet["Avoidance"]):
    def of(self, cohort: Cohort) -> AvoidanceQuerySet:
        return self.filter(enrolment__program=cohort.program_id)

    def told_to(self, reader: Any, cohort: Cohort) -> AvoidanceQuerySet:
        """Those of people of this cohort; nobody reads who would rather not be with them."""
        here = cohort.enrolments.values("person")
        theirs = self.of(cohort).filter(enrolment__person__in=here)
        about = Q(email=reader.email.lower()) | Q(other__isnull=False, other=reader.pk)
        return theirs.exclude(about).select_related("enrolment__person")

    def as_persons(self) -> Any:
        """Ids of whoever asked, and of whom they named: still the same after a new address.

        Somebody who had no account then is whoever has that address now; nobody, if nobody has.
        """
        named = _by_address().filter(address=OuterRef("email")).values("pk")[:1]
        return self.values_list("enrolment__person", Coalesce("other", Subquery(named)))

    @transaction.atomic
    def tell(self, enrolment: Enrolment, emails: Iterable[str], *, by: Any) -> None:
        """From now on these, and no others, are whom this person would rather not be paired with.

        An address need not be anybody's yet, and nobody learns from this whether it is.
        """
        wanted, mine = {email.lower() for email in emails}, self.filter(enrolment=enrolment)
        known = set(mine.values_list("email", flat=True))
        if wanted == known:
            return
        mine.exclude(email__in=wanted).delete()
        fresh = sorted(wanted - known)
        whose = dict(_by_address().filter(address__in=fresh).values_list("address", "pk"))
        rows = (self.model(enrolment=enrolment, email=e, other_id=whose.get(e)) for e in fresh)
        self.bulk_create(rows, ignore_conflicts=True)
        enrolment.tell("avoid", by=by)


class Avoidance(Row):
    """Somebody whom a person asked not to be paired with, by address."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="avoids")
    email = models.EmailField()
    # Whose address it was then, if anybody's: people change theirs.
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AvoidanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "email"], name="one_avoidance_per_address")
        ]

    def __str__(self) -> str:
        return str(self.pk)


def never_together(cohort: Cohort, here: Collection[str]) -> frozenset[Pair]:
    """Of the persons here, whom no matching brings together: coordinators decided it, or one of
    the two.
    """
    apart = Apart.objects.of(cohort).values_list("person", "other")
    refused = Introduction.objects.refused().filter(round__program=cohort.program_id)
    asked = Avoidance.objects.of(cohort).as_persons()
    parted = Pairing.objects.parted().filter(program=cohort.program_id)
    over = parted.order_by().values_list("mentee_person", "mentor_person")
    pairs = apart.union(refused.as_persons(), asked, over)
    told = ((str(one), str(other)) for one, other in pairs)
    return frozenset((one, other) for one, other in told if one in here and other in here)
