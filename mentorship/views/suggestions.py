"""One proposed pair: why it is one, who else there is at what price, and what to do about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mentorship.access import coordinators_only
from mentorship.board import exchanges, prices, reasons, standings
from mentorship.board.exchanges import Exchange
from mentorship.forms.matching import ChooseForm, NoteForm, VetoForm
from mentorship.forms.swap import SwapForm
from mentorship.matching.board import PinsRefused
from mentorship.models import MatchRun, NotNow, Suggestion, matchmaking, swapping, weighing
from mentorship.policies import decides_for_others
from mentorship.views.matching import refusal

# Above this many pairs, prices are worked out when somebody asks for them.
MANY = 1500
ASKING = ("instead", "other", "prices")
WHY_UNPRICED = {
    "changed": _lazy(
        "Somebody has come, gone or told something else since these pairs were computed, so what "
        "others cost has to be worked out anew."
    ),
    "decided": _lazy(
        "A pair was vetoed or released since these pairs were computed, so what others cost has "
        "to be worked out anew."
    ),
    "old": _lazy(
        "An earlier version computed these pairs, so what others cost has to be worked out anew."
    ),
}


@coordinators_only("GET")
def suggestion(request: HttpRequest, pk: Any) -> HttpResponse:
    """One proposed pair: where its points come from, who else there is, and what to do about it."""
    found = _suggestion(request, pk)
    run, may_change = found.run, _may_change(found.run)
    is_own = found.is_of(request.user)  # of one's own pair one learns no more than the other does
    context = {
        "row": found,
        "run": run,
        "cohort": run.cohort,
        "may_change": may_change,
        "scored": reasons.scored(reasons.for_both(found.reasons) if is_own else found.reasons),
        "veto_form": VetoForm(initial={"reason": found.decision_reason}),
        "note_form": NoteForm(initial={"note": found.note}),
        **(_others(request, found) if may_change and not is_own else {}),
    }
    return render(request, "mentorship/matching/suggestion.html", context)


def _may_change(run: MatchRun) -> bool:
    return run.status == MatchRun.Status.DRAFT and run.alternative_to_id is None


def _others(request: HttpRequest, found: Suggestion) -> dict[str, Any]:
    """Who else there is, from what the run left behind; solved anew only where it cannot tell."""
    if len(found.run.outcome.get("pairs", [])) > MANY and not _asks(request):
        return {"many": True}
    try:
        standing = weighing.weigh(found.run)
    except weighing.CannotWeigh as why:
        told = {"unpriced": WHY_UNPRICED[why.code], "choices": standings.others_for(found)}
        return {**told, **_swap(request, found, []), "price": _solved(request, found)}
    others = prices.others(found, standing, instead=_instead(request, found))
    price = _solved(request, found) if "solve" in request.GET else ""
    near = [mentor for mentor, *_ in others.mentors]
    return {"others": others, "price": price, **_swap(request, found, near)}


def _swap(request: HttpRequest, found: Suggestion, near: list[str]) -> dict[str, Any]:
    """With whom there could be a swap, and what the one that is asked about would change."""
    if found.decision == Suggestion.Decision.VETOED:
        return {}
    form = SwapForm(request.GET, row=found)
    chosen = form.cleaned_data["other"] if "other" in request.GET and form.is_valid() else None
    exchange = Exchange.of(found, chosen) if chosen and not chosen.is_of(request.user) else None
    return {"partners": exchanges.partners(found, near), "exchange": exchange}


def _instead(request: HttpRequest, found: Suggestion) -> str:
    """The mentor whose price is asked for; never oneself."""
    wanted = request.GET.get("instead", "")
    own = found.run.cohort.enrolments.of(request.user).values_list("pk", flat=True)
    return "" if wanted in map(str, own) else wanted


def _asks(request: HttpRequest) -> bool:
    return any(name in request.GET for name in ASKING)


def _solved(request: HttpRequest, found: Suggestion) -> standings.Price | str:
    """What a pair would cost, as the difference of two whole matchings of today."""
    wanted = request.GET.get("instead", "")
    pair = {"mentee": request.GET.get("mentee", found.mentee_id), "mentor": wanted}
    form = ChooseForm(pair, cohort=found.run.cohort)
    if not wanted or not form.is_valid():
        return ""
    mentee, mentor = form.cleaned_data["mentee"], form.cleaned_data["mentor"]
    try:
        decides_for_others(request.user, mentee, mentor)
        before = matchmaking.imagine(found.run, {})
        after = matchmaking.imagine(found.run, {str(mentee.pk): str(mentor.pk)})
    except (PinsRefused, NotNow) as error:
        return refusal(error)
    return standings.Price.of(before, after, mentee, mentor)


@coordinators_only("POST")
def decide_suggestion(request: HttpRequest, pk: Any, verb: str) -> HttpResponse:
    """Pin, veto or release one proposed pair."""
    found, form = _suggestion(request, pk), VetoForm(request.POST)
    told = {"reason": form.cleaned_data["reason"]} if verb == "veto" and form.is_valid() else {}
    try:
        getattr(found, verb)(by=request.user, **told)
    except NotNow as error:
        messages.warning(request, str(error))
    return redirect("match_run", pk=found.run_id)


@coordinators_only("POST")
def annotate_suggestion(request: HttpRequest, pk: Any) -> HttpResponse:
    found, form = _suggestion(request, pk), NoteForm(request.POST)
    if form.is_valid():
        found.annotate(form.cleaned_data["note"], by=request.user)
        messages.success(request, _("Noted."))
    return redirect("suggestion", pk=pk)


@coordinators_only("POST")
def swap_suggestion(request: HttpRequest, pk: Any) -> HttpResponse:
    """The mentees of two proposed pairs exchange mentors, and both pairs are pinned."""
    found = _suggestion(request, pk)
    form = SwapForm(request.POST, row=found)
    if not form.is_valid() or form.has_moved_on():
        messages.warning(request, str(NotNow("swap")))
        return redirect("suggestion", pk=pk)
    other = form.cleaned_data["other"]
    try:
        decides_for_others(request.user, *found.sides, *other.sides)
        swapping.swap(found.run, found, other, by=request.user)
    except (PinsRefused, NotNow) as error:
        messages.warning(request, refusal(error))
        return redirect("suggestion", pk=pk)
    names = {"one": found.mentee.person, "other": other.mentee.person}
    said = _("%(one)s and %(other)s have exchanged mentors. Both pairs are pinned.") % names
    messages.success(request, said)
    return redirect("match_run", pk=found.run_id)


def _suggestion(request: HttpRequest, pk: Any) -> Suggestion:
    return get_object_or_404(Suggestion.objects.visible_to(request.user).with_run(), pk=pk)
