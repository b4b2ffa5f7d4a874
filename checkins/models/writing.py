"""What the two write around a check-in: prep before, notes during, one's own note."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Row
from accounts.private import PrivateTextField
from checkins.models.check_in import CheckIn
from checkins.pace import is_wide, pace_gap
from mentorship.models import Event, HorizonCheck, NotNow, Pairing


class PrepQuerySet(models.QuerySet["Prep"]):
    def visible_to(self, person: Any) -> PrepQuerySet:
        """One's own; the partner's once one's own is done."""
        done = Prep.objects.filter(person=person).values("check_in")
        mine = self.filter(check_in__pairing__in=Pairing.objects.visible_to(person))
        return mine.filter(Q(person=person) | Q(check_in__in=done))

    @transaction.atomic
    def keep(self, check_in: CheckIn, *, by: Any, **answers: Any) -> Prep:
        """Write or rewrite one's own prep."""
        list(CheckIn.objects.select_for_update().filter(pk=check_in.pk).values("pk"))
        known = self.filter(check_in=check_in, person=by).first()
        prep: Prep = known or Prep(check_in=check_in, person=by)
        for name, value in answers.items():
            setattr(prep, name, value)
        prep.prepared_at = timezone.now()
        prep.save(force_insert=known is None)
        Event.objects.record(check_in, "prepare", by=by)
        self._ask_for_the_direction(check_in, prep.prepared_at)
        return prep

    def _ask_for_the_direction(self, check_in: CheckIn, now: dt.datetime) -> None:
        """Paces far apart are often aims far apart: both are asked, once both have prepared."""
        told = dict(self.filter(check_in=check_in).values_list("person", "pace"))
        mentee, mentor = (told.get(person.pk) for person in check_in.pairing.people)
        if is_wide(pace_gap(mentee, mentor)):
            HorizonCheck.objects.begin(check_in.pairing, cause="pace", now=now)


class Prep(Row):
    class Pace(models.IntegerChoices):
        MUCH_SLOWER = -2, _("a lot slower")
        SLOWER = -1, _("a little slower")
        RIGHT = 0, _("about right")
        FASTER = 1, _("a little faster")
        MUCH_FASTER = 2, _("a lot faster")

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="preps")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    want = PrivateTextField(author="person", blank=True)
    pulse = models.PositiveSmallIntegerField(null=True, blank=True)
    pace = models.SmallIntegerField(null=True, blank=True, choices=Pace)
    prepared_at = models.DateTimeField()

    objects = PrepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_in", "person"], name="one_prep_per_person"),
            models.CheckConstraint(
                condition=Q(pulse__isnull=True) | Q(pulse__range=(1, 5)), name="pulse_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(pace__isnull=True) | Q(pace__range=(-2, 2)),
                name="pace_minus_two_to_two",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        """The partner reads it once they have prepared themself, or when the meeting is over."""
        if reader.pk == self.person_id:
            return True
        pairing = self.check_in.pairing
        if reader.pk == pairing.mentor_person_id:
            return True
        has_own = any(prep.person_id == reader.pk for prep in self.check_in.preps.all())
        return pairing.is_of(reader) and has_own


class NoteQuerySet(models.QuerySet["Note"]):
    def standing(self, check_in: CheckIn, audience: str, person: Any) -> NoteQuerySet:
        """The one shared note of a check-in, or this person's private one."""
        found = self.filter(check_in=check_in, audience=audience)
        return found if audience == Note.Audience.PAIR else found.filter(author=person)

    def of_room(self, check_in: CheckIn, person: Any) -> NoteQuerySet:
        """Both of them: what the two share, and what this person keeps to themself."""
        shared = Q(audience=Note.Audience.PAIR) | Q(author=person)
        return self.filter(shared, check_in=check_in)

    @transaction.atomic
    def keep(
        self, check_in: CheckIn, text: str, *, by: Any, audience: str, shown_version: int
    ) -> Note:
        """Write or rewrite it; NotNow when it has changed since version `shown_version`.

        A shared note belongs to whoever began it, as far as its seal goes; both may rewrite it.
        """
        list(CheckIn.objects.select_for_update().filter(pk=check_in.pk).values("pk"))
        note = self.standing(check_in, audience, by).first()
        if (note.version if note else 0) != shown_version:
            raise NotNow("keep")
        if note is None:
            note = self.create(check_in=check_in, author=by, audience=audience, text=text)
        else:
            note.text, note.version = text, shown_version + 1
            note.written_at = timezone.now()
            note.save(update_fields=["text", "version", "written_at"])
        Event.objects.record(check_in, f"note_{audience}", by=by)
        return note


class Note(Row):
    """A text about a check-in: shared by the two, or one's own. `version` guards two tabs."""

    class Audience(models.TextChoices):
        PAIR = "pair", _("my partner and me")
        ME = "me", _("only me")

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=4, choices=Audience)
    text = PrivateTextField(author="author", blank=True)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_in"], condition=Q(audience="pair"), name="one_shared_note"
            ),
            models.UniqueConstraint(
                fields=["check_in", "author"],
                condition=Q(audience="me"),
                name="one_private_note_per_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        if reader.pk == self.author_id:
            return True
        return self.audience == self.Audience.PAIR and self.check_in.pairing.is_of(reader)
