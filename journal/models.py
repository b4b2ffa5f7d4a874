"""A journal entry: its author's alone until they share it, and theirs alone again when they say."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.limits import need_room
from accounts.models import Row
from accounts.posted import once, says
from accounts.private import PrivateTextField, open_for, seal_for
from mentorship.models import Event, Notice, NotNow, Pairing
from mentorship.models.pairing_rows import OF_OPEN_PAIR

MOST, MOST_SHARES = 5_000, 100


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, person: Any) -> EntryQuerySet:
        """The only way out: one's own, and what one's partner shares with one now."""
        if not person.is_authenticated:
            return self.none()
        mine, shared = Q(author=person), Q(pk__in=Share.objects.standing_for(person))
        return self.filter(mine | shared, deleted_at=None)

    def of(self, person: Any) -> EntryQuerySet:
        return self.filter(author=person, deleted_at=None)

    def put_away_of(self, person: Any) -> EntryQuerySet:
        """What its author has put away and may still bring back."""
        return self.filter(author=person).exclude(deleted_at=None)

    def shared_with(self, person: Any) -> EntryQuerySet:
        return self.visible_to(person).exclude(author=person).select_related("author")

    def for_journal(self, person: Any) -> EntryQuerySet:
        """One's own, newest first, with who can read each now."""
        return self.of(person).prefetch_related(
            models.Prefetch(
                "shares", Share.objects.standing().select_related("reader"), to_attr="readers"
            )
        )

    @transaction.atomic
    def write(
        self, text: str, *, by: Any, id: uuid.UUID | None = None, mood: str = "", prompt: str = ""
    ) -> Entry:
        """Write something down, for oneself alone. The same id and words twice make one."""
        told = {"text": text, "mood": mood, "prompt": prompt}
        plenty = gettext("Your journal is full. You have written more than most books hold.")
        mine = Entry.objects.filter(author=by)
        room = partial(need_room, mine, MOST, plenty)
        is_same = partial(_says, told, by)
        entry, is_new = once(self, id, made=told, room=room, is_same=is_same, author=by)
        if is_new:
            Event.objects.record(entry, "write", by=by)
        return entry


def _says(told: dict[str, Any], reader: Any, entry: Entry) -> bool:
    """Whether it says this; what was deleted is not written once more by going back."""
    return entry.deleted_at is not None or says(entry, told, reader)


class Entry(Row):
    class Mood(models.TextChoices):
        CURIOUS = "curious", _("curious")
        FUN = "fun", _("it was fun")
        PROUD = "proud", _("proud")
        CALM = "calm", _("calm")
        HOPEFUL = "hopeful", _("hopeful")
        GRATEFUL = "grateful", _("grateful")
        UNSURE = "unsure", _("unsure")
        STUCK = "stuck", _("stuck")
        TIRED = "tired", _("tired")
        WORRIED = "worried", _("worried")
        CROSS = "cross", _("cross")
        LONELY = "lonely", _("lonely")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = PrivateTextField(author="author")
    mood = models.CharField(max_length=10, choices=Mood, blank=True)
    prompt = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-written_at"]
        indexes = [models.Index(fields=["author", "-written_at"], name="entries_of_author")]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        if reader.pk == self.author_id:
            return True
        return self.deleted_at is None and self.is_shared_with(reader)

    def is_shared_with(self, reader: Any) -> bool:
        return self.shares.standing().filter(reader=reader).exists()

    def read(self, *, by: Any) -> str:
        """The words; whoever reads what was shared leaves the instant, for the author to see."""
        words = open_for(self, "text", by)
        if by.pk != self.author_id:
            self.shares.standing().filter(reader=by, read_at=None).update(read_at=timezone.now())
        return words

    def rewrite(self, text: str, *, by: Any, shown_version: int, mood: str = "") -> None:
        """Replace the words; NotNow when they changed since they were shown (another tab)."""
        same = Entry.objects.filter(pk=self.pk, author=by, version=shown_version, deleted_at=None)
        if not same.update(text=seal_for(self, "text", text), mood=mood, version=shown_version + 1):
            raise NotNow("rewrite")
        self.refresh_from_db()

    @transaction.atomic
    def share(self, pairing: Pairing, *, by: Any) -> Share:
        """Let the partner of this pairing read it; they are told that, not what."""
        reader = pairing.partner_of(by)
        list(Entry.objects.select_for_update().filter(pk=self.pk).values("pk"))
        standing = self.shares.standing().filter(reader=reader).first()
        if standing:
            return standing
        self.shares.not_withdrawn().filter(reader=reader).update(withdrawn_at=timezone.now())
        plenty = gettext("This was shared and taken back often; let it stand for now.")
        need_room(self.shares.all(), MOST_SHARES, plenty)
        share = Share.objects.create(entry=self, pairing=pairing, reader=reader)
        Event.objects.record(self, "share", by=by)
        Notice.objects.post("entry_shared", to=reader, about=share)
        return share

    @transaction.atomic
    def take_back(self, *, by: Any) -> None:
        """Nobody else can read it any more; a mail about it that is still owed is dropped."""
        for share in self.shares.standing():
            Notice.objects.cancel(share)
        if self.shares.not_withdrawn().update(withdrawn_at=timezone.now()):
            Event.objects.record(self, "take_back", by=by)

    @transaction.atomic
    def delete_softly(self, *, by: Any) -> None:
        """Put it away at once for every reader; its author can undo that for thirty days."""
        if Entry.objects.filter(pk=self.pk, deleted_at=None).update(deleted_at=timezone.now()):
            self.take_back(by=by)
            Event.objects.record(self, "delete", by=by)

    @transaction.atomic
    def restore(self, *, by: Any) -> None:
        """Undo a deletion. It comes back private."""
        if Entry.objects.filter(pk=self.pk).exclude(deleted_at=None).update(deleted_at=None):
            Event.objects.record(self, "restore", by=by)


class ShareQuerySet(models.QuerySet["Share"]):
    def standing(self) -> ShareQuerySet:
        """A share holds until it is taken back, and at most as long as the two are a pair."""
        return self.not_withdrawn().filter(OF_OPEN_PAIR)

    def not_withdrawn(self) -> ShareQuerySet:
        return self.filter(withdrawn_at=None)

    def standing_for(self, person: Any) -> models.QuerySet[Any, Any]:
        """The ids of the entries that others let this person read."""
        return self.standing().filter(reader=person).values("entry")

    def read_since(self, at: datetime) -> ShareQuerySet:
        return self.filter(read_at__gte=at)


class Share(Row):
    """That somebody may read an entry: since when, whether they did, and until when."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="shares")
    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "reader"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_share_per_reader",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None and self.pairing.is_open
