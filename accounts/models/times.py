"""When a person has time: the free hours of a normal week, and the days away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.limits import need_room
from accounts.models.base import Row
from accounts.models.user import User

DAY = 24 * 60
MOST_HOURS, MOST_LEAVES = 100, 200


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class AvailabilityQuerySet(models.QuerySet["Availability"]):
    @transaction.atomic
    def free(
        self,
        *,
        by: Any,
        weekday: int,
        from_minute: int,
        until_minute: int,
        person: Any = None,
    ) -> Availability:
        """The person (`by`, unless said otherwise) is free then; what it touches becomes one."""
        person = person or by
        _hold(person)
        touching = self.filter(
            person=person,
            weekday=weekday,
            from_minute__lte=until_minute,
            until_minute__gte=from_minute,
        )
        rows = list(touching)
        begins = min([from_minute, *(row.from_minute for row in rows)])
        ends = max([until_minute, *(row.until_minute for row in rows)])
        if [(row.from_minute, row.until_minute) for row in rows] == [(begins, ends)]:
            return rows[0]
        touching.delete()
        plenty = gettext("Your week has plenty of free hours. Take one out, then add this one.")
        need_room(self.filter(person=person), MOST_HOURS, plenty)
        return self.create(person=person, weekday=weekday, from_minute=begins, until_minute=ends)

    @transaction.atomic
    def keep_week(self, week: list[tuple[int, int, int]], *, by: Any) -> None:
        """Replace one's whole week by these (weekday, from minute, until minute) stretches."""
        _hold(by)
        self.filter(person=by).delete()
        for weekday, from_minute, until_minute in week:
            self.free(by=by, weekday=weekday, from_minute=from_minute, until_minute=until_minute)

    def visible_to(self, person: Any) -> AvailabilityQuerySet:
        return self.filter(person=person)


class Availability(Row):
    """A weekly stretch of free time in the person's own local time; midnight ends a day.

    Two stretches of one day never overlap: the database refuses it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="availabilities"
    )
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    from_minute = models.PositiveSmallIntegerField()
    until_minute = models.PositiveSmallIntegerField()

    objects = AvailabilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "availabilities"
        ordering = ["weekday", "from_minute"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, until_minute__lte=DAY)
                & Q(from_minute__lt=F("until_minute")),
                name="availability_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.hours}"

    @property
    def hours(self) -> str:
        return f"{clock(self.from_minute)}–{clock(self.until_minute)}"


class LeaveQuerySet(models.QuerySet["Leave"]):
    @transaction.atomic
    def away(self, *, by: Any, starts_on: dt.date, ends_on: dt.date) -> Leave:
        """The person is away on these days, the last one included; what it touches becomes one."""
        _hold(by)
        day = dt.timedelta(days=1)
        touching = self.filter(
            person=by, starts_on__lte=ends_on + day, ends_on__gte=starts_on - day
        )
        leaves = list(touching)
        first = min([starts_on, *(leave.starts_on for leave in leaves)])
        last = max([ends_on, *(leave.ends_on for leave in leaves)])
        if [(leave.starts_on, leave.ends_on) for leave in leaves] == [(first, last)]:
            return leaves[0]
        touching.delete()
        plenty = gettext("Plenty of days away are noted. Take one out, then add these.")
        need_room(self.filter(person=by), MOST_LEAVES, plenty)
        return self.create(person=by, starts_on=first, ends_on=last)

    def not_over(self, today: dt.date) -> LeaveQuerySet:
        return self.filter(ends_on__gte=today)

    def visible_to(self, person: Any) -> LeaveQuerySet:
        return self.filter(person=person)


class Leave(Row):
    """Days away: clocks pause, reminders wait. The last day is included."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leaves"
    )
    starts_on = models.DateField(_("first day away"))
    ends_on = models.DateField(_("last day away"))

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="leave_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} - {self.ends_on}"


def clock(minute: int) -> str:
    """Minutes since midnight as people write them; a day that is free to its end ends at 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _hold(person: Any) -> None:
    """One change of a person's times at a time, so that two cannot each miss the other."""
    list(User.objects.select_for_update().filter(pk=person.pk).values("pk"))
