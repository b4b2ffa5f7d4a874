"""A goal under way: its ladder, where it stands, and whether it is still theirs."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.numbers import number_in
from goals import policies
from goals.answers import goal_for, see_other, tried
from goals.climb_forms import HillForm, KeepForm, LadderForm, RateForm, StillForm
from goals.climbing import climb_of
from goals.models import Goal, Ladder, Saying
from mentorship.access import signed_in
from mentorship.late import moved_on
from mentorship.models import Changed


@signed_in("GET", "POST")
def ladder(request: HttpRequest, pk: Any) -> HttpResponse:
    """Describe five outcomes, the expected one first; before the work, if it can be."""
    goal = goal_for(request, pk)
    now = Ladder.objects.newest_of(goal)
    form = _ladder_form(request, goal, now, request.POST if request.method == "POST" else None)
    if not policies.can_describe_goal(request.user, goal):
        return moved_on(request, [form], to="goal", pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            Ladder.objects.describe(goal, by=request.user, **form.told())
        except Changed:
            return _both_ladders(request, goal)
        messages.success(request, _("Saved. What happens next can be told from what was hoped."))
        return see_other("goal", pk)
    return render(request, "goals/ladder.html", _ladder_context(request, goal, form))


@signed_in("GET", "POST")
def rate_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """On which of the five steps it stands; both may say, and both can read it."""
    goal = goal_for(request, pk)
    now = Ladder.objects.newest_of(goal)
    if now is None:
        return redirect("goal", pk=pk)
    posted = request.POST if request.method == "POST" else None
    partner = goal.pairing.partner_of(request.user)
    steps = now.read(by=request.user)
    about: dict[str, Any] = {"partner": partner.get_short_name(), "steps": steps}
    form = RateForm(posted, initial={"shown": now.number}, **about)
    if not policies.can_rate_goal(request.user, goal):
        return moved_on(request, [form], to="goal", pk=pk)
    is_overtaken = bool(posted) and number_in(request.POST.get("shown", "")) != now.number
    if is_overtaken:
        form = RateForm(request.POST | {"shown": now.number}, **about)
    elif posted and form.is_valid():
        now.rate(by=request.user, **form.told())
        messages.success(request, _("Kept. %s can see it, too.") % partner.get_short_name())
        return see_other("goal", pk, part="ladder")
    context = {"goal": goal, "pairing": goal.pairing, "partner": partner, "form": form}
    context |= {"title": goal.told(by=request.user)["title"], "is_overtaken": is_overtaken}
    return render(request, "goals/rate.html", context, status=409 if is_overtaken else 200)


@signed_in("GET", "POST")
def place_on_hill(request: HttpRequest, pk: Any) -> HttpResponse:
    """Climbing is finding out, coming down is doing; a person says where it is, no sum does."""
    goal = goal_for(request, pk)
    if not policies.can_weigh_goal(request.user, goal):
        return redirect("goal", pk=pk)
    climb = climb_of(goal, request.user)
    posted = request.POST if request.method == "POST" else None
    form = HillForm(posted, initial={"place": climb.places[-1][1] if climb.places else None})
    if posted and form.is_valid():
        place = form.cleaned_data["place"]
        Saying.objects.say(goal, Saying.Kind.HILL, by=request.user, place=place)
        messages.success(request, _("Kept."))
        return see_other("goal", pk, part="hill")
    context = {"goal": goal, "form": form, "places": climb.places}
    context["partner"] = goal.pairing.partner_of(request.user)
    context["title"] = goal.told(by=request.user)["title"]
    return render(request, "goals/hill.html", context)


@signed_in("POST")
def still_mine(request: HttpRequest, pk: Any) -> HttpResponse:
    """Still mine, less so, no longer: one press, and the two look at it when it fades."""
    goal, form = goal_for(request, pk), StillForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose one of the three."))
        return see_other("goal", pk)
    say = partial(Saying.objects.say, goal, form.cleaned_data["kind"])
    tried(request, say, _("Kept. Both of you can see it."), may=_may_say(request, goal))
    goal.refresh_from_db(fields=["turned_at"])
    return see_other("decide_goal" if goal.turned_at else "goal", pk)


@signed_in("GET", "POST")
def decide_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """Keep it, make it smaller, park it, or let it go; kept with a reason and a day."""
    goal = goal_for(request, pk)
    partner = goal.pairing.partner_of(request.user)
    posted = request.POST if request.method == "POST" else None
    form = KeepForm(posted, partner=partner.get_short_name())
    if not policies.can_weigh_goal(request.user, goal):
        return moved_on(request, [form], to="goal", pk=pk)
    if posted and form.is_valid():
        keep = partial(Saying.objects.keep, goal, **form.cleaned_data)
        tried(request, keep, _("It stays as it is."), may=True)
        return see_other("goal", pk)
    context = {"goal": goal, "pairing": goal.pairing, "partner": partner, "form": form}
    context |= {"title": goal.told(by=request.user)["title"]}
    context["sayings"] = climb_of(goal, request.user).sayings[:6]
    return render(request, "goals/decide.html", context)


def _may_say(request: HttpRequest, goal: Goal) -> bool:
    return policies.can_weigh_goal(request.user, goal)


def _ladder_form(
    request: HttpRequest, goal: Goal, now: Ladder | None, posted: Any = None
) -> LadderForm:
    start: dict[str, Any] = {"shown": now.number if now else 0}
    if now:
        steps = now.read(by=request.user)
        start |= {f"step{number}": words for number, words in enumerate(steps)}
        start["weight"] = now.weight
    else:
        told = goal.told(by=request.user)
        start["step2"] = (told["measure"] or told["title"])[:300]
    return LadderForm(
        posted,
        initial=start,
        partner=goal.pairing.partner_of(request.user).get_short_name(),
        audience="pair" if goal.is_shared else "me",
    )


def _ladder_context(request: HttpRequest, goal: Goal, form: LadderForm) -> dict[str, Any]:
    title = goal.told(by=request.user)["title"]
    return {"goal": goal, "pairing": goal.pairing, "form": form, "title": title}


def _both_ladders(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Somebody else was faster: show theirs beside what was typed; saving again means mine."""
    now = Ladder.objects.newest_of(goal)
    assert now is not None
    mine = request.POST.copy()
    mine["shown"] = str(now.number)
    context = _ladder_context(request, goal, _ladder_form(request, goal, now, mine))
    context["theirs"] = list(enumerate(now.read(by=request.user), start=-2))
    return render(request, "goals/ladder.html", context, status=409)
