"""Noticing what was reached: a moment for the one who reached it, a reply from the partner."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts.private import open_all_for, open_for
from mentorship import policies
from mentorship.access import signed_in
from mentorship.forms.pair import CelebrateForm, ReplyForm
from mentorship.late import moved_on
from mentorship.models import Celebration, NotNow, Pairing

PER_PAGE = 20


@signed_in("GET")
def celebrations(request: HttpRequest, pk: Any) -> HttpResponse:
    """A pair's cairn: every stone with what made it work, and the partner's words."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    found = Celebration.objects.for_cairn(pairing)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"pairing": pairing, "partner": pairing.partner_of(request.user), "page": page}
    context["stones"] = _opened(list(page.object_list), request.user)
    return render(request, "mentorship/celebrations.html", context)


@signed_in("GET", "POST")
def celebration(request: HttpRequest, pk: Any) -> HttpResponse:
    """One stone. Its finder pauses on it; the partner answers; both read it."""
    stone = get_object_or_404(Celebration.objects.visible_to(request.user).with_people(), pk=pk)
    verb, form = _act(request, stone)
    if form is None and request.method == "POST":
        return _too_late(request, stone)
    if form and request.method == "POST" and form.is_valid():
        try:
            verb(by=request.user, **form.cleaned_data)
        except NotNow as error:
            told = {"to": "celebrations", "pk": stone.pairing_id, "why": str(error)}
            return moved_on(request, [form], **told)
        partner = stone.pairing.partner_of(request.user)
        messages.success(request, _("Added. %s hears of it by mail.") % partner)
        return redirect("celebrations", pk=stone.pairing_id)
    context = {"stone": _opened([stone], request.user)[0], "form": form, "pairing": stone.pairing}
    context["partner"] = stone.pairing.partner_of(request.user)
    context["way_back"] = _way_back(stone)
    return render(request, "mentorship/celebration.html", context)


@signed_in("POST")
def let_pass(request: HttpRequest, pk: Any) -> HttpResponse:
    """Not now; nothing is owed."""
    stone = get_object_or_404(Celebration.objects.visible_to(request.user).with_people(), pk=pk)
    if policies.can_celebrate(request.user, stone):
        with suppress(NotNow):  # said twice at once, or celebrated in another window
            stone.let_pass(by=request.user)
            messages.info(request, _("Fine. The checkpoint stays reached."))
    return redirect("pair", pk=stone.pairing_id)


def _too_late(request: HttpRequest, stone: Celebration) -> HttpResponse:
    """Answered in another window, or the pair is over: what was typed is handed back."""
    is_mine = stone.reached_by_id == request.user.pk
    told: dict[str, Any] = {"partner": stone.pairing.partner_of(request.user)}
    told["initial"] = {"text": open_for(stone, "reply", request.user)}
    told["initial"]["what_worked"] = open_for(stone, "what_worked", request.user)
    typed = (CelebrateForm if is_mine else ReplyForm)(request.POST, **told)
    return moved_on(request, [typed], to="celebrations", pk=stone.pairing_id)


def _way_back(stone: Celebration) -> str:
    """The page of what was reached; a win has none but its stone."""
    kind, _colon, pk = stone.key.partition(":")
    with suppress(NoReverseMatch):
        return reverse(kind, args=[pk]) if kind in ("goal", "checkpoint") else ""
    return ""


def _act(request: HttpRequest, stone: Celebration) -> tuple[Any, Any]:
    """The verb that this reader may do, with its form; or none."""
    posted = request.POST if request.method == "POST" else None
    partner = stone.pairing.partner_of(request.user)
    if policies.can_celebrate(request.user, stone):
        return stone.celebrate, CelebrateForm(posted, partner=partner)
    if policies.can_answer_celebration(request.user, stone):
        return stone.answer, ReplyForm(posted, partner=partner)
    return None, None


def _opened(stones: list[Celebration], reader: Any) -> list[dict[str, Any]]:
    """Stones with their words, opened together."""
    fields = ("title", "what_worked", "reply")
    words = iter(open_all_for([(s, f) for s in stones for f in fields], reader))
    return [{"row": s, **{f: next(words) for f in fields}} for s in stones]
