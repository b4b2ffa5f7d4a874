"""What two people expect of each other: versions that are never edited, and both signatures.

The agreement row is locked first by everything that signs or rewrites. Without that lock two
signatures at once are both stored and the agreement never comes into force.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.limits import need_room
from accounts.models import Row
from accounts.private import PrivateTextField, open_all_for, open_for
from mentorship.clauses import terms_in
from mentorship.models.event import Event
from mentorship.models.moves import Changed, NotNow
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing

MOST_VERSIONS = 200


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, person: Any) -> AgreementQuerySet:
        return self.filter(pairing__in=Pairing.objects.visible_to(person))

    def of(self, pairing: Pairing) -> Agreement:
        """The pairing's agreement; one that is not kept yet as long as nothing was proposed."""
        found = self.filter(pairing=pairing).first() or self.model(pairing=pairing)
        found.pairing = pairing
        return found


class Agreement(Row):
    class Status(models.TextChoices):
        OPEN = "open", gettext_lazy("not signed by both yet")
        IN_FORCE = "in_force", gettext_lazy("signed by both")

    pairing = models.OneToOneField(Pairing, on_delete=models.CASCADE, related_name="agreement")
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    in_force = models.ForeignKey(
        "mentorship.AgreementVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | Q(in_force__isnull=False),
                name="in_force_names_its_version",
            )
        ]

    def __str__(self) -> str:
        return str(self.pairing)

    @property
    def newest(self) -> AgreementVersion | None:
        return self.versions.order_by("-number").first()

    def readings(self, newest: AgreementVersion, *, by: Any) -> tuple[dict[str, Any], ...]:
        """The terms of the newest version; while it waits, also of what this person last stood by.

        That is the last version before it that they signed or wrote; nothing where there is none.
        """
        versions = [newest]
        if self.in_force_id != newest.pk:
            own = Q(signatures__person=by) | Q(drafted_by=by)
            before = self.versions.filter(own, number__lt=newest.number)
            versions += before.order_by("-number").distinct()[:1]
        texts = open_all_for([(version, "terms") for version in versions], by)
        read = [terms_in(text) for text in texts]
        return read[0], (read[1] if len(read) > 1 else {})

    def terms_at(self, content_hash: str, *, by: Any) -> dict[str, Any]:
        """What the version of this hash says; nothing when there is none."""
        version = self.versions.filter(content_hash=content_hash).first()
        return version.read(by=by) if version else {}

    @transaction.atomic
    def propose(self, terms: dict[str, Any], *, by: Any, shown_hash: str = "") -> AgreementVersion:
        """Write a new version. Both must sign it; a half-signed one before it lapses.

        The very words of the newest one, whoever wrote them, are that one: it stays as signed.
        `shown_hash` names the version that it was written on (none: the first one). Raises Changed
        when that is not the newest any more: nobody's words supersede words they have not seen.
        """
        self._lock()
        last = self.newest
        if last and _filled(last.read(by=by)) == _filled(terms):
            return last  # the same form posted twice, or a wording that nobody changed
        previous = last.content_hash if last else ""
        if shown_hash != previous:
            raise Changed("propose_version")
        plenty = _("This wording was changed often; sign it, or talk about it first.")
        need_room(self.versions.all(), MOST_VERSIONS, plenty)
        text = json.dumps(terms, sort_keys=True, ensure_ascii=False)
        version = self.versions.create(
            number=last.number + 1 if last else 1,
            terms=text,
            content_hash=hash_of(previous, text),
            previous_hash=previous,
            drafted_by=by,
        )
        Event.objects.record(self, "propose_version", by=by, after=str(version.number))
        self._owe("agreement_proposed", version, by=by)
        return version

    @transaction.atomic
    def sign(self, *, by: Any, typed_name: str, shown_hash: str) -> None:
        """Sign the version that was shown; NotNow when it is not the newest, or was erased.

        The second signature brings the version into force and starts the pairing.
        """
        self._lock()
        version = self.newest
        if version is None or version.content_hash != shown_hash:
            raise NotNow(
                "sign", sentence=_("The text has changed since you opened it. Read it again.")
            )
        if not version.read(by=by):
            raise NotNow("sign", sentence=_("These words were erased. Write the agreement anew."))
        _signature, is_new = Signature.objects.get_or_create(
            version=version, person=by, defaults={"typed_name": typed_name}
        )
        if not is_new:
            return
        Event.objects.record(self, "sign", by=by, after=str(version.number))
        if version.signatures.count() == len(self.pairing.people):
            self._come_into_force(version, by=by)
        else:
            self._owe("signature_missing", version, by=by)

    @transaction.atomic
    def still_holds(self, *, by: Any) -> None:
        """The day of its review came, and nothing has to change.

        What it promises is read again, since it may be older than what agreements steer by now.
        """
        self._lock()
        if self.pairing.review_on is None or self.in_force is None:
            return
        terms = self.in_force.read(by=by)
        promised = promises_in(terms) if terms else {}
        self.pairing.promise(**promised | {"review_on": None})
        Notice.objects.cancel(self.pairing, "agreement_review")
        Event.objects.record(self, "still_holds", by=by)

    def _come_into_force(self, version: AgreementVersion, *, by: Any) -> None:
        self.status, self.in_force = self.Status.IN_FORCE, version
        self.save(update_fields=["status", "in_force"])
        self.pairing.promise(**promises_in(version.read(by=by)))
        if self.pairing.status == Pairing.Status.PROPOSED:
            self.pairing.start(by=by)
        self._owe("agreement_signed", version, by=by)

    def _lock(self) -> None:
        """Hold the pair, then the agreement, which the first proposal makes; two at once make one.

        NotNow once the pair is over: nothing is agreed on any more.
        """
        held = Pairing.objects.select_for_update().only("status").get(pk=self.pairing_id)
        if not held.is_open:
            raise NotNow("agree", held.status, sentence=_("Your time together is over."))
        Agreement.objects.get_or_create(pairing=self.pairing)
        locked = Agreement.objects.select_for_update().get(pairing=self.pairing)
        locked.pairing = self.pairing  # whoever holds it sees what a signature does to it
        self.pk, self._state = locked.pk, locked._state
        self.status, self.in_force_id = locked.status, locked.in_force_id

    def _owe(self, kind: str, version: AgreementVersion, *, by: Any) -> None:
        for person in self.pairing.people:
            if person.pk != by.pk:
                Notice.objects.post(kind, to=person, about=self, once=str(version.number))

    def versions_with_names(self) -> list[AgreementVersion]:
        """All of them, the first one first, with who wrote and who signed each."""
        signed = models.Prefetch("signatures", Signature.objects.select_related("person"))
        found = self.versions.select_related("drafted_by").prefetch_related(signed)
        rows = list(found.order_by("number"))
        for row in rows:
            row.agreement = self
        return rows

    def read_all(self, versions: Sequence[AgreementVersion], *, by: Any) -> list[str]:
        """What each of these versions says, as the JSON that was signed; empty where erased."""
        return open_all_for([(row, "terms") for row in versions], by)

    def first_broken(self, versions: Sequence[AgreementVersion], texts: list[str]) -> int | None:
        """Of all its versions: the first number that is not as it was written, or not there.

        Of words that were erased only the place in the chain can be told.
        """
        previous = ""
        for number, (row, text) in enumerate(zip(versions, texts, strict=True), start=1):
            seal = hash_of(previous, text) if text else row.content_hash
            if (row.number, row.previous_hash, row.content_hash) != (number, previous, seal):
                return number
            previous = row.content_hash
        is_cut = self.in_force_id and self.in_force_id not in {row.pk for row in versions}
        return len(versions) + 1 if is_cut else None


def _filled(terms: dict[str, Any]) -> dict[str, str]:
    """What is said; a part that is left empty is the same as one that is not there."""
    return {key: str(words) for key, words in terms.items() if words}


def hash_of(previous: str, text: str) -> str:
    """SHA-256 in hex over the hash before and the terms as JSON: a chain, so that no link goes."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def promises_in(terms: dict[str, Any]) -> dict[str, Any]:
    """What of these terms steers the pair from now on, as fields of Pairing."""
    return {
        "cadence_days": int(terms.get("cadence_days") or 14),
        "minutes": int(terms.get("minutes") or 45),
        "reply_days": int(terms["reply_days"]) if terms.get("reply_days") else None,
        "channel": str(terms.get("channel") or ""),
        "review_on": parse_date(str(terms.get("review_on") or "")),
        "ends_on": parse_date(str(terms.get("ends_on") or "")),
    }


class AgreementVersion(Row):
    """One wording. Append-only: the database refuses to change or delete it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    terms = PrivateTextField(author="drafted_by")
    content_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.agreement} v{self.number}"

    def can_be_read_by(self, reader: Any) -> bool:
        return self.agreement.pairing.is_of(reader)

    def read(self, *, by: Any) -> dict[str, Any]:
        """The terms, by part; nothing when the words of who wrote them were erased."""
        return terms_in(open_for(self, "terms", by))

    def is_signed_by(self, person: Any) -> bool:
        return any(signature.person_id == person.pk for signature in self.signatures.all())


class Signature(Row):
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    typed_name = models.CharField(max_length=120)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="signature_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.typed_name}, {self.signed_at:%d %b %Y}"
