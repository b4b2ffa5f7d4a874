"""The same box behind a link from a mail, for somebody who need not sign in.

Nothing private is shown: no goal, no draft, not what was written. Opening it changes nothing.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Request
from goals import box
from goals.answers import see_other
from goals.forms import LogForm
from goals.models import Progress
from mentorship.access import link_holders
from mentorship.models import NotNow, Pairing
from mentorship.outbox.post import reading_as


@link_holders("log", "GET", "POST")
def log_from_mail(request: Request, token: str) -> HttpResponse:
    """Write down one thing, as the person whom the mail went to."""
    person, asked = request.link.person, request.link.about
    pairing = _pairing(person, asked.get("pairing", ""))
    with reading_as(person):
        if pairing is None:
            return render(request, "goals/log_closed.html", {"words": request.POST.get("text", "")})
        if request.user == person and request.method != "POST":
            kind = box.kind_asked_for(asked)
            return redirect(f"{reverse('log')}?pairing={pairing.pk}&kind={kind}")
        if request.method != "POST" and (entry := _just_logged(request, pairing)):
            context = {"said": box.said_after(entry, pairing, person), "entry": entry}
            return render(request, "goals/logged.html", context | {"token": token})
        return _box(request, token, pairing)


@link_holders("log", "POST")
def undo_from_mail(request: Request, token: str, pk: uuid.UUID) -> HttpResponse:
    """Take back what was written by this link; the words wait as a draft."""
    person = request.link.person
    entry = Progress.objects.of(person).select_related("pairing").filter(pk=pk).first()
    if entry and str(entry.pairing_id) == request.link.about.get("pairing"):
        try:
            box.take_back(entry, by=person)
            messages.info(request, _("Taken back. Your words wait for you behind sign-in."))
        except NotNow as error:
            messages.warning(request, str(error))
    return see_other("log_from_mail", token)


def _box(request: Request, token: str, pairing: Pairing) -> HttpResponse:
    person = request.link.person
    partner = pairing.partner_of(person).get_short_name()
    posted = request.POST if request.method == "POST" else None
    initial = {"kind": box.kind_asked_for(request.link.about)}
    form = LogForm(posted, initial=initial, partner=partner, goals={}, is_first=False)
    if posted and form.is_valid():
        entry = Progress.objects.log(pairing, form.cleaned_data["text"], by=person, **form.told())
        return see_other("log_from_mail", token, logged=entry.pk)
    context = {"form": form, "partner": pairing.partner_of(person), "person": person}
    return render(request, "goals/log_from_mail.html", context)


def _pairing(person: Any, asked: str) -> Pairing | None:
    """The pairing of the link, as long as it is open."""
    with suppress(ValueError):
        return Pairing.objects.of(person).open().with_people().filter(pk=uuid.UUID(asked)).first()
    return None


def _just_logged(request: Request, pairing: Pairing) -> Progress | None:
    with suppress(ValueError):
        mine = Progress.objects.of(request.link.person).standing().filter(pairing=pairing)
        return mine.filter(pk=uuid.UUID(request.GET.get("logged", ""))).first()
    return None
