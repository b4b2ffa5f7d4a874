"""The page of a run that a worker computes: how far it is, and that it can be stopped."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mentorship.models import MatchRun

LOOK_AGAIN = 5  # seconds


def progress(request: HttpRequest, run: MatchRun) -> HttpResponse:
    """How far a worker is with a run, or that it was stopped; the page looks again by itself."""
    asks = run.alternative_to_id is not None
    still = run.status != MatchRun.Status.COMPUTING or "still" in request.GET
    context = {
        "run": run,
        "cohort": run.cohort,
        "still": still,
        "here": reverse("compare_runs" if asks else "match_run", args=[run.pk]),
        "back": reverse("matching_rules" if asks else "matching", args=[run.cohort_id]),
        "per_cent": 100 * run.done // run.whole if run.whole else 0,
    }
    response = render(request, "mentorship/matching/progress.html", context)
    if not still:
        response["Refresh"] = str(LOOK_AGAIN)
    return response
