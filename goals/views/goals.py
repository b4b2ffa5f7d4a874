"""The goals of a pair: all of them, one of them, a new one, other words for one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import Draft
from goals import glance, hopes, policies
from goals.answers import goal_for, see_other
from goals.climbing import score_of
from goals.coaching.advice import PATTERNS, advice_for
from goals.coaching.reading import words
from goals.forms import GoalForm, NewGoalForm, ReviseForm
from goals.goal_page import goal_page
from goals.models import Goal, Revision, readings
from goals.wordings import chosen, differences, wordings
from mentorship.access import signed_in
from mentorship.late import moved_on
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
    behind = found.of_mentee().behind() if page.number == 1 else ()
    context = {
        "pairing": pairing,
        "partner": pairing.partner_of(request.user),
        "page": page,
        "standing": [card for card in cards if card.status in ("agreed", "proposed")],
        "waiting": [card for card in cards if card.status in ("draft", "parked")],
        "behind": [card for card in cards if card.status in ("reached", "closed")],
        "score": score_of(behind, request.user),
        "may_write": policies.can_write_goal(request.user, pairing),
    }
    return render(request, "goals/goals.html", context)


@signed_in("GET", "POST")
def new_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """A first wording, for one's own eyes; the coach comments once it is saved."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    place = f"goal:{pairing.pk}"
    begun, form = _new_form(request, pairing, place)
    if not policies.can_write_goal(request.user, pairing):
        return moved_on(request, [form], to="goals", pk=pk)
    if _is_kept(request, form):
        told = form.wording() | {"id": form.cleaned_data["record"], "owner_role": form.owner_role()}
        told["is_new"] = told["is_new"] or _names_new_skill(request, pairing, told["title"])
        made = Goal.objects.draft(pairing, by=request.user, **told)
        Draft.objects.forget(by=request.user, place=place)
        messages.success(request, _("Saved as a draft. Only you can see it until you propose it."))
        return see_other("goal", made.pk)
    context = {"pairing": pairing, "partner": pairing.partner_of(request.user), "form": form}
    context |= {"place": place, "begun": begun}
    context |= _coached(request, form, pairing)
    return render(request, "goals/goal_form.html", context)


@signed_in("GET")
def goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """One goal: how it reads, the way to it, what moved, and how its wording changed."""
    found = goal_for(request, pk)
    return render(request, "goals/goal.html", goal_page(found, request.user))


@signed_in("GET")
def compare_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """Any two of its wordings side by side (`?a=` and `?b=`); the last change, if none is named."""
    found = goal_for(request, pk)
    read = readings(found, Revision.objects.of_goal(found), request.user)
    every = wordings(found, found.told(by=request.user), read)
    if not every[1:]:
        return redirect("goal", pk=pk)
    before, after = (chosen(every, request.GET.get(k, ""), n) for k, n in (("a", -2), ("b", -1)))
    context = {"goal": found, "wordings": every, "before": before, "after": after}
    context["differences"] = differences(before, after)
    return render(request, "goals/compare.html", context)


@signed_in("GET", "POST")
def revise_goal(request: HttpRequest, pk: Any) -> HttpResponse:
    """Other words. A draft is simply rewritten; what both can see changes with a reason."""
    found = goal_for(request, pk)
    begun = Draft.objects.text(by=request.user, place=f"goal:{found.pk}")
    form = _revise_form(request, found, begun=begun)
    if not policies.can_revise_goal(request.user, found):
        return moved_on(request, [form], to="goal", pk=pk)
    if _is_kept(request, form):
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
    said = f" {' '.join(words(title))} "
    new = (words(name) for name in skills_new_to(request.user, pairing))
    return any(name and f" {' '.join(name)} " in said for name in new)


def _new_form(request: HttpRequest, pairing: Pairing, place: str) -> tuple[str, NewGoalForm]:
    posted = request.POST if request.method == "POST" else None
    begun = Draft.objects.text(by=request.user, place=place)
    partner = pairing.partner_of(request.user).get_short_name()
    is_mentor = pairing.role_of(request.user) == "mentor"
    about: dict[str, Any] = {"partner": partner, "is_mentor": is_mentor}
    return begun, NewGoalForm(posted, initial={"title": begun}, **about)


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
    context = {"pairing": pairing, "partner": partner, "goal": found, "form": form}
    return context | _coached(request, form, pairing) | {"place": f"goal:{found.pk}"}


def _is_kept(request: HttpRequest, form: GoalForm) -> bool:
    """Whether these words are to be saved: posted, sound, and no other words were asked for."""
    return request.method == "POST" and not _asks_for_words(request) and form.is_valid()


def _asks_for_words(request: HttpRequest) -> bool:
    """A shape, or a line of what they hoped for, is to stand in the box; nothing is saved."""
    return request.POST.get("shape", "") in PATTERNS or "line" in request.POST


def _coached(request: HttpRequest, form: GoalForm, pairing: Pairing) -> dict[str, Any]:
    """What the coach says to the words in the boxes; what was asked for stands beside them."""
    advice = advice_for(form.sketch(), pairing, form.partner)
    hoped = hopes.lines_of(pairing, request.user)
    if (name := request.POST.get("shape", "")) in PATTERNS:
        form.borrow(str(PATTERNS[name]), _("Put your own words in the gaps."))
    elif line := hopes.line_at(hoped, request.POST.get("line", "")):
        form.borrow(line)
    return {"advice": advice, "is_writing": True, "hoped": hoped}


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
