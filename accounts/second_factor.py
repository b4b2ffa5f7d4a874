"""A second step at sign-in, for whoever holds the keys to other people's data."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where a second step is set up, and where nothing of others is shown.
FREE = ("/account/", "/setup/", settings.STATIC_URL)
NOT_FREE = ("/account/invitations/",)


def is_owed(request: HttpRequest) -> bool:
    """Whether this site asks for a second step here, and the person has none yet."""
    path = request.path_info
    is_free = path.startswith(FREE) and not path.startswith(NOT_FREE)
    asks = settings.REQUIRE_SECOND_FACTOR and not is_free
    return asks and not is_mfa_enabled(request.user, types=FACTORS)


def ask(request: HttpRequest) -> HttpResponse:
    """Lead the person to where they set it up, and say why."""
    messages.info(
        request,
        _("You look after other people’s data here. Choose a second step first, then go on."),
    )
    return redirect("mfa_index")
