"""Resting, going on, and ending: the acts on a pairing. Its page is in home, since it shows all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from mentorship import policies
from mentorship.access import signed_in
from mentorship.models import NotNow, Pairing


@signed_in("POST")
def pause(request: HttpRequest, pk: Any) -> HttpResponse:
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    if policies.can_pause_pairing(request.user, pairing):
        _try(request, pairing.pause, _("Resting. Reminders wait until you go on."))
    return redirect("pair", pk=pk)


@signed_in("POST")
def resume(request: HttpRequest, pk: Any) -> HttpResponse:
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    if policies.can_resume_pairing(request.user, pairing):
        _try(request, pairing.resume, _("Good to see you both. On it goes."))
    return redirect("pair", pk=pk)


def _try(request: HttpRequest, verb: Any, said: str) -> None:
    try:
        verb(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, said)
