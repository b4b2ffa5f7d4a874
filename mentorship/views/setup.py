"""The first minutes of an installation, in three pages: programme, who runs it, a mail."""

from __future__ import annotations

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
from mentorship.models import founding
from mentorship.outbox import mail_test as test

KEPT = "setup"


@never_cache
@everyone("GET", "POST")
def setup(request: Request, token: str) -> HttpResponse:
    """Names and dates of the programme; nothing is made before the second page."""
    _require(token)
    form = FirstProgramForm(request.POST or request.session.get(KEPT))
    if request.method == "POST" and form.is_valid():
        request.session[KEPT] = {name: form[name].data for name in form.fields}
        return redirect("setup_owner", token=token)
    return render(request, "mentorship/setup/program.html", {"form": form})


@never_cache
@everyone("GET", "POST")
def setup_owner(request: Request, token: str) -> HttpResponse:
    """Who runs the site. With this answer everything is made, and the link is dead."""
    _require(token)
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
    except IntegrityError as error:
        raise Http404 from error
    del request.session[KEPT]
    get_adapter(request).login(request, person)
    messages.success(request, _("Made. One thing is left: see whether mails go out."))
    return redirect("mail_test")


def _require(token: str) -> None:
    if not founding.is_open(token):
        raise Http404
