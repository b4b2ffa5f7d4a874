"""Who may make an account now: everybody, or who carries an open invitation."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Invitation

CARRIED = "invitation"


def is_open(request: HttpRequest) -> bool:
    return settings.REGISTRATION == "open" or carried(request) is not None


def carry(request: HttpRequest, invitation: Invitation) -> None:
    """Remember the invitation until sign-up. Its link came by mail, so the address is proven."""
    request.session[CARRIED] = str(invitation.pk)
    get_adapter(request).stash_verified_email(request, invitation.email)


def carried(request: HttpRequest) -> Invitation | None:
    pk = request.session.get(CARRIED)
    return Invitation.objects.open(timezone.now()).filter(pk=pk).first() if pk else None
