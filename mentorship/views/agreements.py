"""What two people expect of each other: read it, write it, sign it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mentorship import clauses, policies
from mentorship.access import signed_in
from mentorship.forms.pair import SignForm, TermsForm
from mentorship.models import Agreement, NotNow, Pairing, Signature

SIGNED = Prefetch("signatures", Signature.objects.select_related("person"))


@signed_in("GET")
def agreement(request: HttpRequest, pk: Any) -> HttpResponse:
    """The newest wording, who has signed it, and what changed since the one in force."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    found = Agreement.objects.of(pairing)
    version = found.newest
    if version:
        prefetch_related_objects([version], SIGNED)
    terms, *before = found.readings(version, by=request.user) if version else [{}]
    may_sign = policies.can_sign_agreement(request.user, found, version)
    context = {
        "pairing": pairing,
        "partner": pairing.partner_of(request.user),
        "agreement": found,
        "version": version,
        "told": clauses.told(terms),
        "changed": clauses.differing(before[0], terms) if before else set(),
        "signatures": version.signatures.all() if version else [],
        "may_sign": may_sign,
        "may_write": policies.can_write_agreement(request.user, found),
        "form": SignForm(version=version) if may_sign else None,
    }
    return render(request, "mentorship/agreement.html", context)


@signed_in("GET", "POST")
def write_agreement(request: HttpRequest, pk: Any) -> HttpResponse:
    """Propose a wording; it is a new version, and both sign it."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    found = Agreement.objects.of(pairing)
    if not policies.can_write_agreement(request.user, found):
        return redirect("agreement", pk=pk)
    version = found.newest
    start = version.read(by=request.user) if version else clauses.starting_terms()
    partner = pairing.partner_of(request.user)
    form = TermsForm(request.POST or None, initial=start, partner=partner)
    if request.method == "POST" and form.is_valid():
        found.propose(form.terms(), by=request.user)
        messages.success(request, _("Kept. Now sign it; then it is %s's turn.") % partner)
        return redirect("agreement", pk=pk)
    context = {"pairing": pairing, "partner": partner, "form": form, "version": version}
    return render(request, "mentorship/agreement_form.html", context)


@signed_in("POST")
def sign_agreement(request: HttpRequest, pk: Any) -> HttpResponse:
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    found = Agreement.objects.of(pairing)
    if not policies.can_write_agreement(request.user, found):
        return redirect("agreement", pk=pk)
    form = SignForm(request.POST, version=found.newest)
    if not form.is_valid():
        messages.warning(request, _("Type your name to sign."))
        return redirect("agreement", pk=pk)
    try:
        found.sign(by=request.user, **form.cleaned_data)
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _signed(found, pairing.partner_of(request.user)))
    return redirect("agreement", pk=pk)


def _signed(agreement: Agreement, partner: Any) -> str:
    if agreement.status == Agreement.Status.IN_FORCE and agreement.in_force == agreement.newest:
        return _("Both of you have signed. It is yours now.")
    return _("Signed. %s hears from us by mail.") % partner
