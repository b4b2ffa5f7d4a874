"""The front page of one's own account, and what can be done from everywhere."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.access import Request, everyone, signed_in
from accounts.models import User

A_YEAR = timedelta(days=365)


@signed_in("GET")
def account(request: Request) -> HttpResponse:
    """Plain words for everything that can be set."""
    return render(request, "accounts/account.html")


@signed_in("POST")
def sign_out_everywhere(request: Request) -> HttpResponse:
    """Every session of the person ends; links in mails and the calendar's address with it."""
    person = request.user
    person.revoke_links(by=person)
    UserSession.objects.filter(user=person).delete()
    get_adapter(request).logout(request)
    messages.success(
        request,
        _(
            "You are signed out everywhere. Links in earlier mails and your calendar's address no"
            " longer work."
        ),
    )
    return redirect("account_login")


@everyone("POST")
def theme(request: Request) -> HttpResponse:
    """Light, dark, or as the device has it: kept in a cookie, and with the account."""
    response = redirect(_back(request))
    chosen = request.POST.get("theme")
    if chosen in User.Theme.values:
        response.set_cookie(
            "theme",
            chosen,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            request.user.wear(chosen, by=request.user)
    return response


def _back(request: Request) -> str:
    """Where the person was; never another site."""
    url = request.POST.get("next", "")
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}) else "/"
