"""What two people expect of each other: read it, write it, sign it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mentorship import clauses, policies, versions
from mentorship.access import signed_in
from mentorship.forms.pair import SignForm, TermsForm
from mentorship.late import moved_on
from mentorship.models import (
    Agreement,
    AgreementVersion,
    Changed,
    Expectation,
    NotNow,
    Pairing,
    Signature,
    clauses_of,
)

SIGNED = Prefetch("signatures", Signature.objects.select_related("person"))


@signed_in("GET")
def agreement(request: HttpRequest, pk: Any) -> HttpResponse:
    """The newest wording, who has signed it, and what changed since the one this reader knows."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    return _page(request, Agreement.objects.of(pairing))


def _page(request: HttpRequest, found: Agreement, form: SignForm | None = None) -> HttpResponse:
    """`form` is a signature that could not be taken, with what is wrong with it."""
    pairing = found.pairing
    version = found.newest
    if version:
        prefetch_related_objects([version], SIGNED)
    asked = clauses_of(pairing)
    terms, before = found.readings(version, by=request.user) if version else ({}, {})
    lines = versions.lines(terms, before, asked)
    may_sign = bool(terms) and policies.can_sign_agreement(request.user, found, version)
    context = {
        "pairing": pairing,
        "partner": pairing.partner_of(request.user),
        "agreement": found,
        "version": version,
        "told": lines,
        "changed": sum(any(line.is_other for line in said) for _clause, said in lines),
        "signatures": version.signatures.all() if version else [],
        "may_sign": may_sign,
        "is_erased": version is not None and not terms,
        "alone": None if version else Expectation.objects.of(pairing, request.user),
        "is_due": policies.can_say_it_holds(request.user, found),
        "has_own_answers": _has_own_answers(pairing, request.user, version),
        "may_write": policies.can_write_agreement(request.user, found),
        "may_ask": bool(terms) and not may_sign and policies.can_ask_reply(request.user, pairing),
        "form": (form or SignForm(version=version)) if may_sign else None,
    }
    return render(request, "mentorship/agreement.html", context)


def _has_own_answers(pairing: Pairing, reader: Any, version: AgreementVersion | None) -> bool:
    """They answered alone, and something came before both were done: a version, or the end."""
    if pairing.is_open and version is None:
        return False
    mine = Expectation.objects.filter(pairing=pairing, person=reader, revealed_at=None)
    return mine.exists()


@signed_in("GET", "POST")
def write_agreement(request: HttpRequest, pk: Any) -> HttpResponse:
    """Propose a wording, of one clause (`?clause=`) or of all; both sign the version it makes."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    found = Agreement.objects.of(pairing)
    version = found.newest
    terms = version.read(by=request.user) if version else {}
    form = _form(request, found, version, terms, posted=request.POST or None)
    if not policies.can_write_agreement(request.user, found):
        return moved_on(request, [form], to="agreement", pk=pk)
    if request.method == "POST" and form.is_valid():
        shown = form.cleaned_data["shown_hash"]
        start = found.terms_at(shown, by=request.user)
        try:
            kept = found.propose(form.terms_in(start), by=request.user, shown_hash=shown)
        except Changed:
            return _both_wordings(request, found, form, start)
        except NotNow as error:
            return moved_on(request, [form], to="agreement", pk=pk, why=str(error))
        messages.success(request, _kept(kept, shown, form.partner))
        return redirect("agreement", pk=pk)
    return render(request, "mentorship/agreement_form.html", _context(form, found, version))


def _kept(version: AgreementVersion, shown: str, partner: str) -> str:
    if version.content_hash == shown:
        return _("Nothing was changed. It stands as it was.")
    return _("Kept. Now sign it; then it is %s’s turn.") % partner


def _form(
    request: HttpRequest, found: Agreement, version: Any, terms: dict[str, Any], *, posted: Any
) -> TermsForm:
    """Of the clause that is asked for, once there is a wording to keep the others from."""
    asked = clauses_of(found.pairing)
    named = [clause for clause in asked if clause.key == request.GET.get("clause")]
    return TermsForm(
        posted,
        initial=terms or clauses.starting_terms(asked),
        partner=found.pairing.partner_of(request.user),
        version=version,
        asked=asked,
        only=named[0] if named and terms else None,
        until_on=found.pairing.cohort.ends_on,
    )


def _context(form: TermsForm, found: Agreement, version: Any) -> dict[str, Any]:
    told = {"pairing": found.pairing, "partner": form.partner, "form": form, "version": version}
    return told | {"only": form.only}


@signed_in("POST")
def sign_agreement(request: HttpRequest, pk: Any) -> HttpResponse:
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    found = Agreement.objects.of(pairing)
    if not policies.can_write_agreement(request.user, found):
        return redirect("agreement", pk=pk)
    form = SignForm(request.POST, version=found.newest)
    if "shown_hash" in form.errors:
        messages.warning(request, _("Read it once more, then sign."))
        return redirect("agreement", pk=pk)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        found.sign(by=request.user, **form.cleaned_data)
    except NotNow as error:
        messages.warning(request, str(error))
        return redirect("agreement", pk=pk)
    if _is_in_force(found):
        messages.success(request, _("Both of you have signed. It is yours now."))
        return redirect("pair", pk=pk)
    partner = pairing.partner_of(request.user).get_short_name()
    messages.success(request, _("Signed. %s hears from us by mail.") % partner)
    return redirect("agreement", pk=pk)


def _both_wordings(
    request: HttpRequest, found: Agreement, typed: TermsForm, start: dict[str, Any]
) -> HttpResponse:
    """Somebody was faster: what they changed, beside what was typed; saving again means mine."""
    newest, reader = found.newest, request.user
    assert newest is not None
    mine = request.POST.copy()
    mine["shown_hash"] = newest.content_hash
    form = _form(request, found, newest, start, posted=mine)
    before = start or clauses.starting_terms(typed.asked)
    changed = clauses.changed_meanwhile(
        before, newest.read(by=reader), typed.terms_in(start), typed.shown
    )
    form.set_beside({key: _meanwhile(newest, reader, words) for key, words in changed.items()})
    context = _context(form, found, newest) | {"is_overtaken": True}
    return render(request, "mentorship/agreement_form.html", context, status=409)


def _meanwhile(newest: AgreementVersion, reader: Any, words: str) -> str:
    """What the newest version says instead, and whose words these are."""
    if newest.drafted_by_id == reader.pk:
        said = _("You changed this meanwhile: {words}")
        return format_html(said if words else _("You emptied this meanwhile."), words=words)
    said = _("{name} changed this meanwhile: {words}")
    said = said if words else _("{name} emptied this meanwhile.")
    return format_html(said, name=newest.drafted_by.get_short_name(), words=words)


def _is_in_force(agreement: Agreement) -> bool:
    is_signed = agreement.status == Agreement.Status.IN_FORCE
    return is_signed and agreement.in_force == agreement.newest
