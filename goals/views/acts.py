"""What the two do to a goal: propose it, agree, put it aside, reach it, let it go."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.numbers import number_in
from goals import policies
from goals.answers import goal_for, see_other, tried
from goals.forms import CloseForm, ParkForm
from goals.models import Goal, Titles
from mentorship.access import signed_in


@signed_in("POST")
def propose_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    goal = goal_for(request, pk)
    partner = goal.pairing.partner_of(request.user).get_short_name()
    said = _("Proposed. %s hears of it by mail in ten minutes; until then you can undo it.")
    may, undo = policies.can_propose_goal(request.user, goal), reverse("withdraw_goal", args=[pk])
    tried(request, goal.propose, said % partner, may=may, undo=undo)
    return see_other("goal", pk)


@signed_in("POST")
def withdraw_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    goal = goal_for(request, pk)
    may = policies.can_withdraw_goal(request.user, goal)
    tried(request, goal.withdraw, _("Taken back. It is your own draft again."), may=may)
    return see_other("goal", pk)


@signed_in("POST")
def agree_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    goal = goal_for(request, pk)
    partner = goal.pairing.partner_of(request.user).get_short_name()
    may = policies.can_agree_goal(request.user, goal)
    agree = partial(goal.agree, shown_version=number_in(request.POST.get("version", "")))
    tried(request, agree, _("Agreed. %s hears from us by mail.") % partner, may=may)
    return see_other("goal", pk)


@signed_in("GET", "POST")
def park_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """Put it aside, with a reason."""
    goal = goal_for(request, pk)
    if not policies.can_park_goal(request.user, goal):
        return redirect("goal", pk=pk)
    form = ParkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        park, undo = partial(goal.park, **form.cleaned_data), reverse("take_up_goal", args=[pk])
        said = _("Parked. It waits here, and asks for nothing.")
        tried(request, park, said, may=True, undo=undo)
        return see_other("goal", pk)
    context = {"goal": goal, "pairing": goal.pairing, "form": form}
    context["title"] = goal.told(by=request.user)["title"]
    return render(request, "goals/park_goal.html", context)


@signed_in("POST")
def take_up_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    goal = goal_for(request, pk)
    may = policies.can_take_up_goal(request.user, goal)
    tried(request, goal.take_up, _("On it goes."), may=may)
    return see_other("goal", pk)


@signed_in("POST")
def reach_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """Reached: pause on it, on the page of its celebration."""
    goal = goal_for(request, pk)
    may, undo = policies.can_reach_goal(request.user, goal), reverse("reopen_goal", args=[pk])
    stone = tried(request, goal.reach, _("Reached."), may=may, undo=undo)
    return see_other("celebration", stone.pk) if stone else see_other("goal", pk)


@signed_in("POST")
def reopen_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    goal = goal_for(request, pk)
    may = policies.can_reopen_goal(request.user, goal)
    tried(request, goal.reopen, _("Taken back. The goal is under way again."), may=may)
    return see_other("goal", pk)


@signed_in("GET", "POST")
def close_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """Let it go, with a reason, and perhaps with what takes its place."""
    goal = goal_for(request, pk)
    if not policies.can_close_goal(request.user, goal):
        return redirect("goal", pk=pk)
    others = _others(goal, request.user)
    titles = Titles.of(others.values(), request.user)
    form = CloseForm(request.POST if request.method == "POST" else None, others=titles.items())
    if request.method == "POST" and form.is_valid():
        follower = others.get(form.cleaned_data.get("successor"))
        close = partial(goal.close, reason=form.cleaned_data["reason"], successor=follower)
        undo = reverse("bring_back_goal", args=[pk])
        tried(request, close, _("Closed kindly. It stays here to read."), may=True, undo=undo)
        return see_other("goal", pk)
    context = {"goal": goal, "pairing": goal.pairing, "form": form}
    context["title"] = goal.told(by=request.user)["title"]
    return render(request, "goals/close_goal.html", context)


@signed_in("POST")
def bring_back_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    goal = goal_for(request, pk)
    if tried(request, goal.bring_back, "", may=policies.can_bring_back_goal(request.user, goal)):
        messages.info(request, _brought_back(goal))
    return see_other("goal", pk)


def _brought_back(goal: Goal) -> str:
    if goal.status == Goal.Status.PARKED:
        return _("Brought back. It is parked until you take it up.")
    return _("Brought back. It is your own draft; propose it when you like.")


def _others(goal: Goal, person: Any) -> dict[Any, Goal]:
    """What may take its place: the other goals that still live."""
    alive = ("draft", "proposed", "agreed", "parked")
    found = Goal.objects.visible_to(person).of_pairing(goal.pairing).filter(status__in=alive)
    rows = {row.pk: row for row in found.exclude(pk=goal.pk)}
    for row in rows.values():
        row.pairing = goal.pairing
    return rows
