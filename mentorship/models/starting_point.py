"""Where somebody starts from: a working copy of their own, and what they have shared of it.

The working copy is read by its author alone. Finishing makes a version: one row of what partners
may read and, if something is kept back, another one that only the author may. What is kept back
later is hidden at once, and for good, in the versions that were shared before.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.limits import need_room
from accounts.models import Row
from accounts.private import PrivateTextField, open_all_for, open_for
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.moves import Changed
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing
from mentorship.models.pairing_rows import OPEN
from mentorship.starting.keeping import Kept, as_text, kept_in, only, parted, token_of
from mentorship.starting.questions import first_open, questions_for
from mentorship.starting.shapes import ANSWERED

MOST_VERSIONS = 50


class StartingPointQuerySet(models.QuerySet["StartingPoint"]):
    def visible_to(self, person: Any) -> StartingPointQuerySet:
        return self.filter(person=person)

    def of(self, enrolment: Enrolment) -> StartingPoint:
        """That of this place; one that is not kept yet as long as nothing was answered."""
        found = self.filter(enrolment=enrolment).first()
        point: StartingPoint = found or StartingPoint(
            enrolment=enrolment,
            person_id=enrolment.person_id,
            next_key=first_open(enrolment.role, {}),
        )
        point.enrolment = enrolment
        return point

    def earlier_than(self, enrolment: Enrolment) -> StartingPoint | None:
        """What the same person shared last, in the same role, of another round."""
        theirs = self.filter(person=enrolment.person_id, enrolment__role=enrolment.role)
        shared = theirs.exclude(enrolment=enrolment).exclude(finished_at=None)
        return shared.select_related("enrolment__cohort").order_by("-finished_at").first()

    def read_by_partner(self, pairing: Pairing, reader: Any) -> list[StartingVersion]:
        """What the other one of a pair has shared with this reader, the newest first."""
        if not (pairing.is_of(reader) and _are_acquainted(pairing)):
            return []
        theirs = pairing.mentor_id if reader.pk == pairing.mentee_person_id else pairing.mentee_id
        shared = StartingVersion.objects.filter(
            starting_point__enrolment=theirs, is_private=False
        ).select_related("starting_point")
        if pairing.ended_at:
            shared = shared.filter(finished_at__lte=pairing.ended_at)
        rows = list(shared.order_by("-number"))
        for row in rows:
            row.through = pairing
        return rows


class StartingPoint(Row):
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.CASCADE, related_name="starting_point"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answers = PrivateTextField(author="person", blank=True)
    # Keys of questions, never words: what nobody else may read, and where to go on.
    kept_back = models.JSONField(default=list, blank=True)
    # {question: number of the last version in which it is hidden from others}
    taken_back = models.JSONField(default=dict, blank=True)
    next_key = models.CharField(max_length=20, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = StartingPointQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        return self.person_id == reader.pk

    def read(self, *, by: Any) -> Kept:
        return kept_in(open_for(self, "answers", by))

    def token(self, key: str, kept: Kept) -> str:
        """Of an answer as it stands, and whether it is kept back; a page carries it along."""
        return token_of(kept["said"].get(key), is_kept_back=key in self.kept_back)

    @transaction.atomic
    def answer(
        self,
        key: str,
        said: Any,
        *,
        by: Any,
        shown: str,
        how: str = ANSWERED,
        keeps_back: bool = False,
    ) -> None:
        """Keep the answer to one question. `shown` is the token of how it read on the page.

        Raises Changed when another window answered it differently meanwhile.
        """
        self._hold()
        kept = self.read(by=by)
        if self.token(key, kept) not in (shown, token_of(said, is_kept_back=keeps_back)):
            raise Changed("answer")
        kept = {"said": {**kept["said"], key: said}, "seen": {**kept["seen"], key: how}}
        self._keep_back(key, keeps_back=keeps_back)
        self.next_key = first_open(self.enrolment.role, kept["seen"])
        self.answers = as_text(kept)
        self.save(update_fields=["answers", "kept_back", "taken_back", "next_key"])

    @transaction.atomic
    def begin_with(self, earlier: StartingPoint, *, by: Any) -> bool:
        """Take over what was said in another round, to be changed; whether anything was.

        Only where nothing is answered yet. Nobody else reads it before it is shared.
        """
        self._hold()
        if self.read(by=by)["seen"]:
            return False
        role = self.enrolment.role
        kept = only(earlier.read(by=by), {question.key for question in questions_for(role)})
        self.answers, self.kept_back = as_text(kept), list(earlier.kept_back)
        self.next_key = first_open(role, kept["seen"])
        self.save(update_fields=["answers", "kept_back", "next_key"])
        return bool(kept["seen"])

    def _keep_back(self, key: str, *, keeps_back: bool) -> None:
        """From now on, and out of what was shared so far; what comes later may be shared again."""
        self.kept_back = sorted({*self.kept_back, key} if keeps_back else {*self.kept_back} - {key})
        if keeps_back:
            last = self.versions.aggregate(last=Max("number"))["last"] or 0
            self.taken_back = {**self.taken_back, key: last}

    @transaction.atomic
    def finish(self, *, by: Any, now: datetime) -> None:
        """Share it as a new version; one that says what the last one says is that one."""
        self._hold()
        kept = self.read(by=by)
        shared, own = parted(kept, self.kept_back)
        last = StartingVersion.objects.newest(self)
        if last and _texts(last, by) == (shared, own):
            return
        need_room(self.versions.all(), MOST_VERSIONS * 2, _("You changed this often; let it rest."))
        number = last[0].number + 1 if last else 1
        for is_private, answers in ((False, shared), (True, own)):
            if answers["seen"] or not is_private:
                StartingVersion.objects.create(
                    starting_point=self,
                    person_id=self.person_id,
                    number=number,
                    is_private=is_private,
                    answers=as_text(answers),
                    finished_at=now,
                )
        self.finished_at = now
        self.save(update_fields=["finished_at"])
        Event.objects.record(self.enrolment, "set_starting_point", by=by, after=str(number))
        Notice.objects.cancel(self.enrolment, "starting_reminder")

    def _hold(self) -> None:
        """Under the place's lock, as the database has it; made now if it is the first word."""
        held = Enrolment.objects.select_for_update().filter(pk=self.enrolment_id)
        list(held.order_by().values("pk"))
        made = {"person_id": self.person_id, "next_key": self.next_key}
        kept, _is_new = StartingPoint.objects.get_or_create(
            enrolment_id=self.enrolment_id, defaults=made
        )
        self.pk, self._state = kept.pk, kept._state
        for name in ("answers", "kept_back", "taken_back", "next_key", "begun_at", "finished_at"):
            setattr(self, name, getattr(kept, name))


class StartingVersionQuerySet(models.QuerySet["StartingVersion"]):
    def visible_to(self, person: Any) -> StartingVersionQuerySet:
        """One's own, and what the other one of a pair had shared until that pair ended."""
        place = OuterRef("starting_point__enrolment")
        of_other = Q(mentee_person=person, mentor=place) | Q(mentor_person=person, mentee=place)
        in_time = Q(ended_at=None) | Q(ended_at__gte=OuterRef("finished_at"))
        ours = Pairing.objects.of(person).filter(ACQUAINTED, of_other, in_time)
        return self.filter(Q(person=person) | Q(Exists(ours), is_private=False))

    def newest(self, point: StartingPoint) -> list[StartingVersion]:
        """The rows of the last version: what is shared, then what is kept back, if anything."""
        rows = list(self.filter(starting_point=point).order_by("-number", "is_private")[:2])
        return [row for row in rows if row.number == rows[0].number]

    def of_author(self, point: StartingPoint) -> StartingVersionQuerySet:
        return self.filter(starting_point=point).order_by("-number", "is_private")


class StartingVersion(Row):
    """What somebody had to say on one day. Append-only: the database refuses to change it."""

    starting_point = models.ForeignKey(
        StartingPoint, on_delete=models.CASCADE, related_name="versions"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    is_private = models.BooleanField(default=False)
    answers = PrivateTextField(author="person", blank=True)
    finished_at = models.DateTimeField()

    objects = StartingVersionQuerySet.as_manager()
    # The pair through which it was found; it spares a question, and is held against this row.
    through: Pairing | None = None

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["starting_point", "number", "is_private"],
                name="one_starting_version_per_number",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def can_be_read_by(self, reader: Any) -> bool:
        if reader.pk == self.person_id:
            return True
        if self.is_private:
            return False
        if self.through:
            return self._is_open_to(reader, self.through)
        return StartingVersion.objects.visible_to(reader).filter(pk=self.pk).exists()

    def _is_open_to(self, reader: Any, pairing: Pairing) -> bool:
        places = (pairing.mentee_id, pairing.mentor_id)
        is_theirs = pairing.is_of(reader) and self.starting_point.enrolment_id in places
        in_time = pairing.ended_at is None or self.finished_at <= pairing.ended_at
        return is_theirs and in_time and _are_acquainted(pairing)

    def told(self, text: str, reader: Any) -> Kept:
        """Its opened text as this reader may know it: nothing of what was taken back since."""
        kept = kept_in(text)
        if reader.pk == self.person_id:
            return kept
        until = self.starting_point.taken_back.items()
        return parted(kept, [key for key, number in until if self.number <= number])[0]


# Two who are a pair, or have been one; not two of whom one said no before they began.
ACQUAINTED = Q(status__in=OPEN) | Q(started_at__isnull=False)


def _are_acquainted(pairing: Pairing) -> bool:
    is_known = pairing.is_open or pairing.started_at is not None
    return is_known and pairing.status != Pairing.Status.RECALLED


def _texts(rows: list[StartingVersion], by: Any) -> tuple[Kept, Kept]:
    texts = [kept_in(text) for text in open_all_for([(row, "answers") for row in rows], by)]
    return texts[0], texts[1] if len(texts) > 1 else kept_in("")
