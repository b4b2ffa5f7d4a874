"""Matching a cohort: compute, read why, pin or veto, publish; take that back for ten minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship import reasons
from mentorship.access import coordinators_only
from mentorship.matching.board import PinsRefused
from mentorship.models import Cohort, Enrolment, MatchRun, NotNow, Suggestion, matchmaking
from mentorship.pictures.vocabulary import ScoreBucket

PER_PAGE = 50


@coordinators_only("GET", "POST")
def matching(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where the matching of a cohort stands; posting computes it anew."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user).select_related("program"), pk=pk)
    last = cohort.match_runs.exclude(status=MatchRun.Status.DISCARDED).first()
    if request.method == "POST":
        try:
            run = matchmaking.compute(cohort, by=request.user, previous=_draft(last))
        except PinsRefused:
            messages.warning(request, _("Two pins contradict each other. Release one of them."))
            return redirect("matching", pk=pk)
        except NotNow as error:
            messages.warning(request, str(error))
            return redirect("matching", pk=pk)
        return redirect("match_run", pk=run.pk)
    if last and last.status == MatchRun.Status.DRAFT:
        return redirect("match_run", pk=last.pk)
    mentees = cohort.enrolments.accepted().unpaired().count()
    mentors = cohort.enrolments.accepted().with_seats()
    seats = sum(row.capacity - row.seats_taken for row in mentors)
    context = {"cohort": cohort, "mentees": mentees, "seats": seats, "last": last}
    return render(request, "mentorship/matching.html", context)


@coordinators_only("GET")
def match_run(request: HttpRequest, pk: Any) -> HttpResponse:
    """The proposed pairs, weakest first, each with its reasons; and who was left over."""
    run = get_object_or_404(MatchRun.objects.visible_to(request.user).with_cohort(), pk=pk)
    pages = Paginator(run.suggestions.for_board(), PER_PAGE)
    decided = list(run.suggestions.values_list("score", "decision"))
    pages.count = len(decided)  # type: ignore[misc]
    page = pages.get_page(request.GET.get("page"))
    rows = [(row, reasons.sentences(row.reasons)) for row in page.object_list]
    scores = [score for score, decision in decided if decision != Suggestion.Decision.VETOED]
    context = {
        "run": run,
        "cohort": run.cohort,
        "page": page,
        "rows": rows,
        "alone": _left_over(run),
        "numbers": _numbers(scores),
        "buckets": _buckets(scores),
        "may_recall": run.may_be_recalled(),
    }
    return render(request, "mentorship/match_run.html", context)


@coordinators_only("POST")
def decide_suggestion(request: HttpRequest, pk: Any, verb: str) -> HttpResponse:
    """Pin, veto or release one proposed pair."""
    found = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    try:
        getattr(found, verb)(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    return redirect("match_run", pk=found.run_id)


@coordinators_only("POST")
def publish_run(request: HttpRequest, pk: Any) -> HttpResponse:
    run = get_object_or_404(MatchRun.objects.visible_to(request.user).with_cohort(), pk=pk)
    try:
        pairs = run.publish(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
        return redirect("match_run", pk=pk)
    said = ngettext("One pair is published.", "%(n)d pairs are published.", len(pairs))
    wait = _("Their mails go out in ten minutes; until then you can take it back.")
    messages.success(request, f"{said % {'n': len(pairs)}} {wait}")
    return redirect("match_run", pk=pk)


@coordinators_only("POST")
def recall_run(request: HttpRequest, pk: Any) -> HttpResponse:
    run = get_object_or_404(MatchRun.objects.visible_to(request.user).with_cohort(), pk=pk)
    try:
        run.recall(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Taken back. Nobody has had a mail."))
    return redirect("match_run", pk=pk)


def _draft(run: MatchRun | None) -> MatchRun | None:
    return run if run and run.status == MatchRun.Status.DRAFT else None


def _left_over(run: MatchRun) -> list[dict[str, Any]]:
    """Mentees without a mentor, why, and the best they could have had."""
    left = run.outcome.get("unmatched", [])
    ids = {row["id"] for row in left} | {o["mentor_id"] for row in left for o in row["options"]}
    names = {str(e.pk): e.person for e in _people(run).filter(pk__in=ids)} if ids else {}
    return [
        {
            "person": names.get(row["id"], ""),
            "why": reasons.why_alone(row["code"]),
            "options": [(names.get(o["mentor_id"], ""), o["score"] // 10) for o in row["options"]],
        }
        for row in left
    ]


def _people(run: MatchRun) -> Any:
    return Enrolment.objects.filter(cohort=run.cohort_id).select_related("person")


def _numbers(scores: list[int]) -> dict[str, int]:
    if not scores:
        return {}
    return {
        "pairs": len(scores),
        "mean": round(sum(scores) / len(scores) / 10),
        "lowest": min(scores) // 10,
    }


def _buckets(scores: list[int]) -> list[ScoreBucket]:
    """Ten bars of ten points each; a perfect score belongs to the last."""
    return [
        ScoreBucket(low, low + 10, sum(min(s // 100, 9) * 10 == low for s in scores))
        for low in range(0, 100, 10)
    ]
