"""Invitations: how somebody comes in when sign-up is closed, or when others entered their data.

Two ways, for two kinds of people:

- Nobody with this address is known, or nobody should learn whether: `Invitation.objects.invite(
  email, by=person, now=now)`. It mails a link that is bound to the address, works once, and for
  seven days; it says and does the same for an address that has an account.
- There is a row in `User` already, made by an import (`User.objects.create_user(email, name=...)`
  without a password). Any mail to them carries `links.token(person, "invite")`, opened at
  `reverse("join", args=[token])`: they choose a way to sign in, and their address counts as
  verified, as the mail arrived. `person.has_set_up` tells whether that is done.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import mails
from accounts.addresses import absolute
from accounts.models.base import Row

LIFETIME = timedelta(days=7)
SALT = "samehorizon.invitation"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    @transaction.atomic
    def invite(self, email: str, *, by: Any, now: datetime) -> Invitation:
        """Invite this address, or renew its invitation; the mail leaves with the transaction."""
        fresh = {"invited_by": by, "expires_at": now + LIFETIME, "mailed_at": None}
        invitation, _is_new = self.update_or_create(
            email=email.strip().lower(), accepted_at=None, defaults=fresh
        )
        # An invitation that could not be mailed says so in the list, and can be sent again.
        transaction.on_commit(invitation.mail, robust=True)
        return invitation

    def open(self, now: datetime) -> InvitationQuerySet:
        return self.filter(accepted_at=None, expires_at__gt=now)

    def behind(self, token: str, now: datetime) -> Invitation | None:
        """The open invitation that this link leads to."""
        try:
            pk = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        return self.open(now).filter(pk=pk).first()

    def visible_to(self, person: Any) -> InvitationQuerySet:
        """Site owners see all, everybody else what they sent."""
        return self if person.is_superuser else self.filter(invited_by=person)


class Invitation(Row):
    email = models.EmailField(_("e-mail address"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    mailed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-expires_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at=None),
                name="one_open_invitation_per_address",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def token(self) -> str:
        return signing.dumps(str(self.pk), salt=SALT)

    def mail(self) -> None:
        """Send the link to the address now, and note that it went."""
        url = absolute(reverse("invitation", args=[self.token]))
        mails.send("invitation", self.email, {"action_url": url, "by": self.invited_by})
        self.mailed_at = timezone.now()
        self.save(update_fields=["mailed_at"])

    def accept(self, *, by: Any, now: datetime) -> bool:
        """Use it up; False when it was used before, or is too old."""
        return bool(Invitation.objects.open(now).filter(pk=self.pk).update(accepted_at=now))

    def withdraw(self, *, by: Any) -> None:
        """Take it back before it is used; its link leads nowhere then."""
        Invitation.objects.filter(pk=self.pk, accepted_at=None).delete()
