"""Matching a cohort: where it stands, by what rules, computed anew, compared with another way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mentorship.access import coordinators_only
from mentorship.board import haggling, standings
from mentorship.board.progress import progress
from mentorship.forms.matching import RulesForm
from mentorship.matching.board import PinsRefused
from mentorship.models import Cohort, MatchRun, NotNow, matchmaking
from mentorship.models.candidates import decided_rules
from mentorship.models.matchmaking import without_people


@coordinators_only("GET", "POST")
def matching(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where the matching of a cohort stands; posting computes it anew."""
    cohort = _cohort(request, pk)
    run = cohort.match_runs.on_the_board().first()
    if request.method == "POST":
        return _computed(request, cohort, run)
    if run:
        return redirect("match_run", pk=run.pk)
    mentees = cohort.enrolments.accepted().unpaired().count()
    mentors = cohort.enrolments.accepted().with_seats()
    free = mentors.aggregate(n=Sum(F("capacity") - F("seats_taken")))["n"] or 0
    context = {
        "cohort": cohort,
        "mentees": mentees,
        "seats": free,
        "short": max(0, mentees - free),
        "last": cohort.match_runs.of_its_own().filter(status="published").first(),
    }
    return render(request, "mentorship/matching/start.html", context)


@coordinators_only("GET", "POST")
def matching_rules(request: HttpRequest, pk: Any) -> HttpResponse:
    """Weights and limits: keep them for the cohort, or first see what they would change."""
    cohort = _cohort(request, pk)
    run = cohort.match_runs.on_the_board().filter(status="draft").first()
    form = RulesForm(request.POST or None, rules=decided_rules(cohort))
    if request.method == "POST" and form.is_valid():
        if run and request.POST.get("act") == "compare":
            return _asked(request, run, form)
        cohort.decide_matching(without_people(form.decided()), by=request.user)
        messages.success(request, _("Kept. They count from the next computation on."))
        return _computed(request, cohort, run) if run else redirect("matching", pk=pk)
    context = {"cohort": cohort, "form": form, "run": run}
    return render(request, "mentorship/matching/rules.html", context)


@coordinators_only("GET")
def match_history(request: HttpRequest, pk: Any) -> HttpResponse:
    """Every computation of a cohort, the latest first."""
    cohort = _cohort(request, pk)
    runs = cohort.match_runs.for_history()[:50]
    return render(request, "mentorship/matching/history.html", {"cohort": cohort, "runs": runs})


@coordinators_only("GET", "POST")
def compare_runs(request: HttpRequest, pk: Any) -> HttpResponse:
    """A as it is, B as it would be: the numbers side by side, and everybody who moves."""
    other = get_object_or_404(MatchRun.objects.visible_to(request.user).asking(), pk=pk)
    run = other.alternative_to
    if request.method == "POST":
        try:
            run = matchmaking.adopt(other, by=request.user)
        except NotNow as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Taken over, with its rules. You can still change it."))
        return redirect("match_run", pk=run.pk)
    if other.has_no_answer:
        return progress(request, other)
    found = standings.compare(run, other)
    context = {"run": run, "other": other, "cohort": other.cohort, "found": found}
    return render(request, "mentorship/matching/compare.html", context)


def _cohort(request: HttpRequest, pk: Any) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(request.user).select_related("program"), pk=pk)


def _computed(request: HttpRequest, cohort: Cohort, run: MatchRun | None) -> HttpResponse:
    try:
        run = matchmaking.compute(cohort, by=request.user, previous=run)
    except (PinsRefused, NotNow) as error:
        messages.warning(request, refusal(error))
        return redirect("matching", pk=cohort.pk)
    return redirect("match_run", pk=run.pk)


def _asked(request: HttpRequest, run: MatchRun, form: RulesForm) -> HttpResponse:
    try:
        other = matchmaking.ask(run, form.decided(), by=request.user)
    except (PinsRefused, NotNow) as error:
        messages.warning(request, refusal(error))
        return redirect("matching_rules", pk=run.cohort_id)
    return redirect("compare_runs", pk=other.pk)


def refusal(error: Exception) -> str:
    """What to tell somebody whose pins cannot be kept, or who was too late."""
    if isinstance(error, PinsRefused):
        why = haggling.kept_apart(next(iter(error.problems.values())))
        return _("That pair cannot be pinned.") + f" {why}"
    return str(error)
