"""An agreement that lives: its versions compared, its review, and a word that has not come."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.private import Words
from mentorship import clauses, policies
from mentorship import horizon as our
from mentorship.access import signed_in
from mentorship.models import Agreement, NotNow, Pairing, ReplyRequest, clauses_of
from mentorship.versions import chosen, compared


@signed_in("GET")
def compare_versions(request: HttpRequest, pk: Any) -> HttpResponse:
    """Any two versions side by side (`?a=` and `?b=`): what differs first, and who signed each."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    found = Agreement.objects.of(pairing)
    versions = found.versions_with_names()
    if not versions[1:]:
        return redirect("agreement", pk=pk)
    before, after = (
        chosen(versions, request.GET.get(name, ""), otherwise)
        for name, otherwise in (("a", -2), ("b", -1))
    )
    texts = found.read_all(versions, by=request.user)
    terms = [clauses.terms_in(texts[versions.index(row)]) for row in (before, after)]
    context = {"pairing": pairing, "partner": pairing.partner_of(request.user)}
    context |= {"versions": versions, "before": before, "after": after}
    context["lines"] = compared(terms[0], terms[1], clauses_of(pairing))
    context["erased"] = [row.number for row, text in zip(versions, texts, strict=True) if not text]
    context["broken"] = found.first_broken(versions, texts)
    return render(request, "mentorship/agreement/compare.html", context)


@signed_in("POST")
def still_holds(request: HttpRequest, pk: Any) -> HttpResponse:
    """The day to look at it again came, and it stays as it is."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    found = Agreement.objects.of(pairing)
    if policies.can_say_it_holds(request.user, found):
        with suppress(NotNow):  # the pair ended this very moment
            found.still_holds(by=request.user)
            messages.success(request, _("Good: it stays as it is. You can change it at any time."))
    return redirect("agreement", pk=pk)


@signed_in("GET")
def reply(request: HttpRequest, pk: Any) -> HttpResponse:
    """Who waits for a word from whom, what was promised, and the ways that the two have."""
    signed_too = Pairing.objects.with_people().select_related(our.IN_FORCE)
    pairing = get_object_or_404(signed_too.visible_to(request.user), pk=pk)
    now = timezone.now()
    standing = {row.person_id: row for row in ReplyRequest.objects.open().filter(pairing=pairing)}
    mine = standing.get(request.user.pk)
    context = {"pairing": pairing, "partner": pairing.partner_of(request.user), "mine": mine}
    context["theirs"] = standing.get(pairing.partner_of(request.user).pk)
    if mine:
        mine.pairing = pairing
        context["is_late"] = mine.is_late(now)
    signed = our.terms_of(pairing, Words(our.places_of(pairing), request.user))
    context["contact"] = signed.get("contact", "")
    context["may_ask"] = policies.can_ask_reply(request.user, pairing)
    return render(request, "mentorship/agreement/reply.html", context)


@signed_in("POST")
def ask_reply(request: HttpRequest, pk: Any) -> HttpResponse:
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    if not policies.can_ask_reply(request.user, pairing):
        return redirect("pair", pk=pk)
    try:
        ReplyRequest.objects.ask(pairing, by=request.user, now=timezone.now())
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        partner = pairing.partner_of(request.user).get_short_name()
        messages.success(request, _("%s hears from us, kindly. Nobody else does.") % partner)
    return redirect("reply", pk=pk)


@signed_in("POST")
def heard_back(request: HttpRequest, pk: Any) -> HttpResponse:
    """A word has come, says either of the two."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    for standing in ReplyRequest.objects.open().filter(pairing=pairing).select_related("pairing"):
        standing.heard(by=request.user)
    messages.success(request, _("Good. Nobody waits any more."))
    return redirect("pair", pk=pk)
