"""An action that slipped twice: a plan for it, a smaller step, done now, or dropped."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.private import open_for
from checkins import policies
from checkins.easier_forms import PlanForm, SmallerForm
from checkins.models import Action, CheckIn
from mentorship.access import signed_in
from mentorship.late import moved_on
from mentorship.models import Changed, NotNow


@signed_in("GET", "POST")
def ease_action(request: HttpRequest, pk: Any) -> HttpResponse:
    """Four ways out, for the one whose it is; the other two post to `settle_action`."""
    found = _mine(request, pk)
    is_smaller = request.POST.get("way") == "smaller"
    plan = _plan_form(request, found, is_posted=request.method == "POST" and not is_smaller)
    smaller = _smaller_form(request, found, is_posted=is_smaller)
    if not policies.can_ease_action(request.user, found):
        posted = [] if _is_there(smaller) else [plan, smaller]
        return moved_on(request, posted, to="check_in", pk=found.check_in_id)
    try:
        if is_smaller and smaller.is_valid():
            return _shrunk(request, found, smaller)
        if plan.is_bound and plan.is_valid():
            return _planned(request, found, plan)
    except Changed:
        return _both_plans(request, found)
    except NotNow as error:
        why, to = str(error), {"to": "check_in", "pk": found.check_in_id}
        return moved_on(request, [plan, smaller], why=why, **to)
    return render(request, "checkins/easier.html", _context(request, found, plan, smaller))


def _is_there(smaller: SmallerForm) -> bool:
    """The smaller step of this very form is on the list: it was pressed twice."""
    is_sound = smaller.is_bound and smaller.is_valid()
    return is_sound and Action.objects.filter(pk=smaller.cleaned_data["record"]).exists()


def _mine(request: HttpRequest, pk: Any) -> Action:
    """An action of this person's own; the partner's is as if it were not there."""
    people = "pairing__mentee_person", "pairing__mentor_person", "check_in"
    rows = Action.objects.with_slips(timezone.now()).select_related("owner", *people)
    found = get_object_or_404(rows.visible_to(request.user), pk=pk)
    if found.owner != request.user or not found.pairing.is_open:
        raise Http404
    return found


def _plan_form(request: HttpRequest, found: Action, *, is_posted: bool) -> PlanForm:
    when, then = found.plan_of(by=request.user)
    start = {"when": when, "then": then, "version": found.plan_version}
    return PlanForm(request.POST if is_posted else None, initial=start, partner=_name(found))


def _smaller_form(request: HttpRequest, found: Action, *, is_posted: bool) -> SmallerForm:
    posted = request.POST if is_posted else None
    return SmallerForm(posted, partner=_name(found), auto_id="smaller_%s")


def _shrunk(request: HttpRequest, found: Action, form: SmallerForm) -> HttpResponse:
    told, now = form.cleaned_data, timezone.now()
    latest = CheckIn.objects.latest_of(found.pairing, now) or found.check_in
    done = found.shrink(told["text"], by=request.user, check_in=latest, id=told["record"])
    messages.success(request, _("The smaller step is on the list in its place."))
    return redirect("check_in", pk=done.check_in_id)


def _planned(request: HttpRequest, found: Action, form: PlanForm) -> HttpResponse:
    told = form.cleaned_data
    found.plan(by=request.user, when=told["when"], then=told["then"], shown_version=told["version"])
    messages.success(request, _("Kept. It stands with what you do."))
    return redirect("check_in", pk=found.check_in_id)


def _both_plans(request: HttpRequest, found: Action) -> HttpResponse:
    """Another tab was faster: its plan beside the one that was typed; saving again means that."""
    posted = request.POST.copy()
    posted["version"] = str(found.plan_version)
    form = PlanForm(posted, partner=_name(found))
    context = _context(request, found, form, _smaller_form(request, found, is_posted=False))
    context["theirs"] = found.plan_of(by=request.user)
    return render(request, "checkins/easier.html", context, status=409)


def _context(
    request: HttpRequest, found: Action, plan: PlanForm, smaller: SmallerForm
) -> dict[str, Any]:
    return {
        "action": found,
        "text": open_for(found, "text", request.user),
        "partner": found.pairing.partner_of(request.user),
        "plan_form": plan,
        "smaller_form": smaller,
    }


def _name(found: Action) -> str:
    return found.pairing.partner_of(found.owner).get_short_name()
