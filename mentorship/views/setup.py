"""The first minutes of an installation, in three pages: programme, who runs it, a mail."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import Request
from mentorship.access import everyone, site_owners_only
from mentorship.forms.setup import FirstOwnerForm, FirstProgramForm
from mentorship.models import NotNow, founding
from mentorship.outbox import mail_test as test

KEPT = "setup"
Page = Callable[[Request, str], HttpResponse]


def _for_the_first(view: Page) -> Page:
    """Only a link of ours leads here, and only until somebody runs this site.

    From then on there is nothing here; but whoever was in the middle of it is told what happened.
    """

    @functools.wraps(view)
    def opened(request: Request, token: str) -> HttpResponse:
        is_founded = founding.is_founded()
        if not founding.is_genuine(token) or (is_founded and not _has_begun(request)):
            raise Http404
        return _set_up_already(request) if is_founded else view(request, token)

    return opened


@never_cache
@everyone("GET", "POST")
@_for_the_first
def setup(request: Request, token: str) -> HttpResponse:
    """Names and dates of the programme; nothing is made before the second page."""
    form = FirstProgramForm(request.POST or request.session.get(KEPT))
    if request.method == "POST" and form.is_valid():
        request.session[KEPT] = {name: form[name].data for name in form.fields}
        return redirect("setup_owner", token=token)
    return render(request, "mentorship/setup/program.html", {"form": form})


@never_cache
@everyone("GET", "POST")
@_for_the_first
def setup_owner(request: Request, token: str) -> HttpResponse:
    """Who runs the site. With this answer everything is made, and the link is dead."""
    program = FirstProgramForm(request.session.get(KEPT))
    if not program.is_valid():
        return redirect("setup", token=token)
    form = FirstOwnerForm(request.POST or None)
    if form.is_valid():
        return _found(request, program.cleaned_data, form.cleaned_data)
    return render(request, "mentorship/setup/owner.html", {"form": form, "token": token})


@site_owners_only("GET", "POST")
def mail_test(request: Request) -> HttpResponse:
    """Send one mail to oneself, at set-up and whenever there is doubt."""
    context: dict[str, Any] = {}
    if request.method == "POST":
        context = {"was_tried": True, "problem": test.try_mail(request.user.email)}
    return render(request, "mentorship/setup/mail.html", context)


def _found(request: Request, program: dict[str, Any], owner: dict[str, str]) -> HttpResponse:
    try:
        person = founding.found(program=program, owner=owner)
    except (IntegrityError, NotNow):
        if founding.is_founded():
            return _set_up_already(request)
        raise
    del request.session[KEPT]
    get_adapter(request).login(request, person)
    messages.success(request, _("Made. One thing is left: see whether mails go out."))
    return redirect("mail_test")


def _has_begun(request: Request) -> bool:
    return KEPT in request.session or "program_name" in request.POST


def _set_up_already(request: Request) -> HttpResponse:
    """Somebody was faster. Their names are not shown: a link may have gone through many hands."""
    request.session.pop(KEPT, None)
    return render(request, "mentorship/setup/already.html", status=410)
