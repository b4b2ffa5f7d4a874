"""The goals of a pair: all of them, one of them, a new one, other words for one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import Draft
from goals import glance, policies
from goals.answers import goal_for, see_other
from goals.climbing import score_of
from goals.coach_words import advice_for
from goals.forms import NewGoalForm, ReviseForm
from goals.goal_page import goal_page
from goals.models import Goal
from mentorship.access import signed_in
from mentorship.models import Changed, Pairing
from mentorship.starting.reading import skills_new_to

PER_PAGE = 50


@signed_in("GET")
def goals(request: HttpRequest, pk: Any) -> HttpResponse:
    """What the two work towards, what waits, and what lies behind them."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    found = Goal.objects.for_pair_page(pairing, request.user)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    cards = glance.glances(page.object_list, request.user)
    score = score_of(page.object_list, request.user)
    context = {
        "pairing": pairing,
        "partner": pairing.partner_of(request.user),
        "page": page,
        "standing": [card for card in cards if card.status in ("agreed", "proposed")],
        "waiting": [card for card in cards if card.status in ("draft", "parked")],
        "behind": [card for card in cards if card.status in ("reached", "closed")],
        "score": score,
        "may_write": policies.can_write_goal(request.user, pairing),
    }
    return render(request, "goals/goals.html", context)


@signed_in("GET", "POST")
def new_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """A first wording, for one's own eyes; the coach comments once it is saved."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    if not policies.can_write_goal(request.user, pairing):
        return redirect("goals", pk=pk)
    place = f"goal:{pairing.pk}"
    begun, form = _new_form(request, pairing, place)
    if request.method == "POST" and form.is_valid():
        told = form.wording() | {"id": form.cleaned_data["record"]}
        told["is_new"] = told["is_new"] or _names_new_skill(request, pairing, told["title"])
        made = Goal.objects.draft(pairing, by=request.user, **told)
        Draft.objects.forget(by=request.user, place=place)
        messages.success(request, _("Saved as a draft. Only you can see it until you propose it."))
        return see_other("goal", made.pk)
    context = {"pairing": pairing, "partner": pairing.partner_of(request.user), "form": form}
    context |= {"place": place, "begun": begun}
    context["advice"] = advice_for(form.sketch(), pairing, form.partner)
    return render(request, "goals/goal_form.html", context)


@signed_in("GET")
def goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """One goal: how it reads, the way to it, what moved, and how its wording changed."""
    found = goal_for(request, pk)
    return render(request, "goals/goal.html", goal_page(found, request.user))


@signed_in("GET", "POST")
def revise_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """Other words. A draft is simply rewritten; what both can see changes with a reason."""
    found = goal_for(request, pk)
    if not policies.can_revise_goal(request.user, found):
        return redirect("goal", pk=pk)
    begun = Draft.objects.text(by=request.user, place=f"goal:{found.pk}")
    form = _revise_form(request, found, begun=begun)
    if request.method == "POST" and form.is_valid():
        try:
            found.revise(by=request.user, **form.changes())
        except Changed:
            return _both_wordings(request, found)
        Draft.objects.forget(by=request.user, place=f"goal:{found.pk}")
        messages.success(request, _revised(found, form.partner))
        return see_other("goal", found.pk)
    context = _form_context(request, found, form) | {"begun": begun}
    return render(request, "goals/goal_form.html", context)


def _names_new_skill(request: HttpRequest, pairing: Pairing, title: str) -> bool:
    """What somebody called new to them is better aimed at by learning than by a figure."""
    new = skills_new_to(request.user, pairing)
    return any(name.casefold() in title.casefold() for name in new)


def _new_form(request: HttpRequest, pairing: Pairing, place: str) -> tuple[str, NewGoalForm]:
    posted = request.POST if request.method == "POST" else None
    begun = Draft.objects.text(by=request.user, place=place)
    partner = pairing.partner_of(request.user).get_short_name()
    return begun, NewGoalForm(posted, initial={"title": begun}, partner=partner, audience="me")


def _revise_form(
    request: HttpRequest, found: Goal, posted: Any = None, *, begun: str = ""
) -> ReviseForm:
    posted = posted or (request.POST if request.method == "POST" else None)
    told = {name: getattr(found, name) for name in ("due_on", "confidence", "is_new", "version")}
    return ReviseForm(
        posted,
        initial=told | found.told(by=request.user) | ({"title": begun} if begun else {}),
        partner=found.pairing.partner_of(request.user).get_short_name(),
        is_shared=found.is_shared,
    )


def _form_context(request: HttpRequest, found: Goal, form: ReviseForm) -> dict[str, Any]:
    pairing, partner = found.pairing, found.pairing.partner_of(request.user)
    advice = advice_for(form.sketch(), pairing, form.partner)
    context = {"pairing": pairing, "partner": partner, "goal": found, "form": form}
    return context | {"advice": advice, "place": f"goal:{found.pk}"}


def _both_wordings(request: HttpRequest, found: Goal) -> HttpResponse:
    """Somebody else was faster: show theirs beside what was typed; saving again means mine."""
    found.refresh_from_db()
    mine = request.POST.copy()
    mine["version"] = str(found.version)
    context = _form_context(request, found, _revise_form(request, found, mine))
    context["theirs"] = found.told(by=request.user) | {"due_on": found.due_on}
    return render(request, "goals/goal_form.html", context, status=409)


def _revised(found: Goal, partner: str) -> str:
    if not found.is_shared:
        return _("Saved. Only you can see it until you propose it.")
    if found.status == Goal.Status.PROPOSED:
        return _("Saved. It waits for %s’s yes.") % partner
    return _("Saved. %s hears of the change by mail.") % partner
