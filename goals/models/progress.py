"""What moved: a step, a win or a snag, in half a sentence."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.limits import need_room
from accounts.models import Row
from accounts.posted import says
from accounts.private import PrivateTextField, open_for, seal_for
from goals import questions
from goals.models.goal import Goal
from mentorship.models import Celebration, Event, NotNow, Pairing

MOST = 5_000


class ProgressQuerySet(models.QuerySet["Progress"]):
    def visible_to(self, person: Any) -> ProgressQuerySet:
        """One's own, and what the partner chose to share; nobody else's, ever."""
        shared = Q(audience=Progress.Audience.PAIR) | Q(author=person)
        return self.standing().filter(shared, pairing__in=Pairing.objects.visible_to(person))

    def of(self, person: Any) -> ProgressQuerySet:
        """Everything that this person wrote, also what they took back."""
        return self.filter(author=person)

    def standing(self) -> ProgressQuerySet:
        return self.filter(undone_at=None)

    def since(self, at: datetime | None) -> ProgressQuerySet:
        return self.filter(logged_at__gt=at) if at else self

    def for_trail(self, pairing: Pairing, person: Any) -> ProgressQuerySet:
        """A pair's trail, newest first."""
        found = self.visible_to(person).filter(pairing=pairing)
        return found.select_related("author", "goal").order_by("-logged_at")

    def log(
        self, pairing: Pairing, text: str, *, by: Any, id: uuid.UUID | None = None, **told: Any
    ) -> Progress:
        """Record that something moved (kind, goal, confidence, audience may be told).

        The same id and words twice make one record, also when both posts come at once. Other words
        under an id that is taken, or words that were taken back, become a record of their own.
        """
        record = id or uuid.uuid4()
        while known := self.filter(pk=record).first():
            if known.is_same(pairing, {"text": text} | told, by=by):
                return known
            record = uuid.uuid5(record, "again")
        try:
            with transaction.atomic():
                return self._write(pairing, text, by=by, id=record, **told)
        except IntegrityError:
            if not Progress.objects.filter(pk=record).exists():
                raise
            return Progress.objects.log(pairing, text, by=by, id=record, **told)

    def _write(self, pairing: Pairing, text: str, *, by: Any, **told: Any) -> Progress:
        """The entry and what it moves: a shared win lays a stone, and the partner hears of it when
        it can no longer be undone."""
        mine = Progress.objects.filter(pairing=pairing, author=by)
        need_room(mine, MOST, _("You have written down plenty here. There is no room for more."))
        snags = self.filter(pairing=pairing, author=by, kind=Progress.Kind.SNAG).count()
        asked = questions.question_after(told.get("kind", Progress.Kind.STEP), snags)
        entry = self.create(pairing=pairing, author=by, text=text, asked=asked, **told)
        if entry.is_shared:
            Event.objects.record(entry, "log", by=by)
            pairing.note_entry(entry.logged_at)
        if entry.is_stone:
            settles_at = entry.logged_at + settings.UNDO_WINDOW
            Celebration.objects.lay(
                pairing, key=entry.celebration_key, title=text, by=by, mails_at=settles_at
            )
        return entry


class Progress(Row):
    class Kind(models.TextChoices):
        STEP = "step", gettext_lazy("a step")
        WIN = "win", gettext_lazy("a win")
        SNAG = "snag", gettext_lazy("a snag")

    class Audience(models.TextChoices):
        PAIR = "pair", gettext_lazy("my partner and me")
        ME = "me", gettext_lazy("only me")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="progress")
    goal = models.ForeignKey(
        Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="progress"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.STEP)
    text = PrivateTextField(author="author")
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=4, choices=Audience, default=Audience.PAIR)
    # The code of the one question that followed, and what the person wrote to it.
    asked = models.CharField(max_length=10, blank=True)
    after = PrivateTextField(author="author", blank=True)
    logged_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "progress"
        ordering = ["-logged_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__range=(1, 5)),
                name="confidence_one_to_five",
            )
        ]
        indexes = [
            models.Index(fields=["pairing", "-logged_at"], name="progress_of_pairing"),
            models.Index(fields=["author", "-logged_at"], name="progress_of_author"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_shared(self) -> bool:
        """Only what is shared leaves a mark in the pair's story; not even a date tells of the rest.

        So neither an event nor `pairing.last_entry_at` knows of a private entry.
        """
        return self.audience == self.Audience.PAIR

    @property
    def is_stone(self) -> bool:
        return self.kind == self.Kind.WIN and self.is_shared

    @property
    def celebration_key(self) -> str:
        return f"win:{self.pk}"

    @property
    def question(self) -> str:
        """The question that followed, in words; empty after a step."""
        return str(questions.ALL.get(self.asked, ""))

    def can_be_read_by(self, reader: Any) -> bool:
        return reader.pk == self.author_id or (self.is_shared and self.pairing.is_of(reader))

    def is_same(self, pairing: Pairing, told: dict[str, Any], *, by: Any) -> bool:
        """Whether somebody who logs this under this id means this very entry."""
        if self.author_id != by.pk or self.pairing_id != pairing.pk or self.undone_at:
            return False
        return says(self, told, by)

    def may_be_undone(self) -> bool:
        return self.undone_at is None and timezone.now() < self.logged_at + settings.UNDO_WINDOW

    @transaction.atomic
    def undo(self, *, by: Any) -> None:
        """Take it back as if it had not been written; for ten minutes."""
        if not self.may_be_undone():
            raise NotNow("undo", sentence=_("This was written a while ago; it stays."))
        standing = Progress.objects.filter(pk=self.pk, undone_at=None)
        if standing.update(undone_at=timezone.now()) and self.is_shared:
            Celebration.objects.take_away(self.pairing, key=self.celebration_key)
            Event.objects.record(self, "undo", by=by)
            self.pairing.note_entry(self._latest_shared())

    @transaction.atomic
    def follow_up(self, text: str, *, by: Any) -> None:
        """Keep the answer to the one question that came after saving; a win's goes to its stone.

        Other words may take its place, and leave a mark, until the partner has answered the stone.
        From then on the stone stays as it was answered, and so does what had been said.
        """
        said = open_for(Progress.objects.select_for_update().get(pk=self.pk), "after", by)
        if said == text:
            return
        stone = Celebration.objects.filter(pairing=self.pairing, key=self.celebration_key).first()
        if stone and not stone.say_what_worked(text, by=by) and said:
            raise NotNow("follow_up", sentence=_("This was answered by now; your words stay."))
        Progress.objects.filter(pk=self.pk).update(after=seal_for(self, "after", text))
        if self.is_shared:
            Event.objects.record(self, "follow_up", by=by)

    def _latest_shared(self) -> datetime | None:
        rest = Progress.objects.filter(
            pairing=self.pairing_id, audience=self.Audience.PAIR, undone_at=None
        )
        return rest.aggregate(at=Max("logged_at"))["at"]
