"""The board of one match: read why, choose; publish, and take that back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.access import coordinators_only
from mentorship.board import paper, reasons, standings
from mentorship.board.progress import progress
from mentorship.emails import pairs
from mentorship.forms.matching import ChooseForm, VetoForm
from mentorship.matching.board import PinsRefused
from mentorship.models import MatchRun, Notice, NotNow, Suggestion, matchmaking, weighing
from mentorship.models.candidates import is_stale
from mentorship.models.weighing import Decided
from mentorship.outbox.post import preview, reading_as
from mentorship.policies import decides_for_others
from mentorship.spreadsheets import Spreadsheet
from mentorship.views.matching import refusal

PER_PAGE = 50
# Above this many pairs, whether anything changed is looked at before publishing, not at each look.
FEW = 300


@coordinators_only("GET")
def match_run(request: HttpRequest, pk: Any) -> HttpResponse:
    """The proposed pairs, weakest first, each with its reasons; and who was left over."""
    run = _run(request, pk)
    if run.has_no_answer:
        return progress(request, run)
    decided = Decided.of(run)
    scores = standings.scores_of(decided)
    pages = Paginator(run.suggestions.for_board(), PER_PAGE)
    pages.count = len(decided)  # known already
    page = pages.get_page(request.GET.get("page"))
    better, stale = _looked_at(run, decided, page, asked="paper" in request.GET)
    wanted = {id for one in better.values() for id in one.ids()}
    names = standings.names_of(wanted | standings.ids_left_over(run))
    context = {
        "run": run,
        "cohort": run.cohort,
        "page": page,
        "rows": [
            (row, reasons.sentences(row.reasons), _line(better.get(row.pk), names)) for row in page
        ],
        "alone": standings.left_over(run, names, reader=request.user),
        "numbers": standings.Numbers.of(scores, run),
        "buckets": standings.buckets(scores),
        "is_stale": stale,
        "may_look": _is_draft(run) and len(decided) > FEW and "paper" not in request.GET,
        "may_recall": run.may_be_recalled(),
        "veto_form": VetoForm(),
    }
    return render(request, "mentorship/matching/board.html", context)


def _looked_at(
    run: MatchRun, decided: list[Decided], page: Page[Suggestion], *, asked: bool
) -> tuple[dict[UUID, paper.Better], bool]:
    """Who is better on paper for those on the page, and whether anything changed since."""
    if not _is_draft(run) or (len(decided) > FEW and not asked):
        return {}, False
    try:
        return paper.better_on_paper(weighing.weigh(run, decided), page.object_list), False
    except weighing.CannotWeigh as why:
        return {}, why.code == "changed"


def _is_draft(run: MatchRun) -> bool:
    return run.status == MatchRun.Status.DRAFT and run.alternative_to_id is None


def _line(better: paper.Better | None, names: dict[str, str]) -> str:
    return paper.line(better, names) if better else ""


@coordinators_only("POST")
def choose_pair(request: HttpRequest, pk: Any) -> HttpResponse:
    """Pin two people who were not proposed; everybody else is matched anew around them."""
    run = _run(request, pk)
    form = ChooseForm(request.POST, cohort=run.cohort)
    if not form.is_valid():
        messages.warning(request, _("Choose somebody who is in, and still waiting."))
        return redirect("match_run", pk=pk)
    mentee, mentor = form.cleaned_data["mentee"], form.cleaned_data["mentor"]
    try:
        decides_for_others(request.user, mentee, mentor)
        new = matchmaking.choose(run, mentee, mentor, by=request.user)
    except (PinsRefused, NotNow) as error:
        messages.warning(request, refusal(error))
        return redirect("match_run", pk=pk)
    moved = len(standings.compare(run, new).moves)
    names = {"mentee": mentee.person, "mentor": mentor.person, "n": moved}
    said = ngettext(
        "%(mentee)s and %(mentor)s are pinned. Nobody else moved.",
        "%(mentee)s and %(mentor)s are pinned. With them, %(n)d people have another mentor.",
        moved,
    )
    messages.success(request, said % names)
    return redirect("match_run", pk=new.pk)


@coordinators_only("GET", "POST")
def publish_run(request: HttpRequest, pk: Any) -> HttpResponse:
    """Both mails as they will read, then publish."""
    run = _run(request, pk)
    if request.method == "POST":
        return _published(request, run)
    if run.status != MatchRun.Status.DRAFT or run.alternative_to_id:
        return redirect("match_run", pk=pk)
    standing = run.suggestions.standing().for_board()
    context = {
        "run": run,
        "cohort": run.cohort,
        "count": standing.count(),
        "mails": _mails(standing.last()),
        "alone": len(run.outcome.get("unmatched", [])),
        "is_stale": is_stale(run),
    }
    return render(request, "mentorship/matching/publish.html", context)


def _mails(best: Suggestion | None) -> list[dict[str, str]]:
    """Both mails of one pair, as each of the two would read theirs."""
    if best is None:
        return []
    pairing = best.as_pairing()
    mails = []
    for person in pairing.people:
        notice = Notice(kind="match_published", recipient=person, about_id=pairing.pk)
        with reading_as(person):
            letter = pairs.match_published(notice, pairing)
            subject, text = preview(notice, letter) if letter else ("", "")
        mails.append({"role": pairing.role_of(person), "subject": subject, "text": text})
    return mails


def _published(request: HttpRequest, run: MatchRun) -> HttpResponse:
    try:
        pairs = run.publish(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
        return redirect("match_run", pk=run.pk)
    said = ngettext("One pair is published.", "%(n)d pairs are published.", len(pairs))
    wait = _("Their mails go out in ten minutes; until then you can take it back.")
    messages.success(request, f"{said % {'n': len(pairs)}} {wait}")
    return redirect("match_run", pk=run.pk)


@coordinators_only("POST")
def recall_run(request: HttpRequest, pk: Any) -> HttpResponse:
    run = _run(request, pk)
    try:
        run.recall(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Taken back. Nobody has had a mail."))
    return redirect("match_run", pk=pk)


@coordinators_only("POST")
def cancel_run(request: HttpRequest, pk: Any) -> HttpResponse:
    """Stop a computation that takes too long."""
    run = _run(request, pk)
    try:
        run.cancel(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
        return redirect("match_run", pk=pk)
    messages.success(request, _("Stopped. Nothing was changed."))
    return redirect("matching_rules" if run.alternative_to_id else "matching", pk=run.cohort_id)


@coordinators_only("GET")
def match_list(request: HttpRequest, pk: Any) -> HttpResponse:
    """The pairs of a run as a file for a spreadsheet."""
    run = _run(request, pk)
    sheet = Spreadsheet(
        _("Mentee"), _("Mail"), _("Mentor"), _("Mail"), _("Score"), _("Decision"), _("Why")
    )
    for row in run.suggestions.for_board():
        why = " ".join(reasons.sentences(row.reasons))
        mentee, mentor = row.mentee.person, row.mentor.person
        points = f"{row.score / 10:.1f}"
        decided = row.get_decision_display()
        sheet.add(mentee.name, mentee.email, mentor.name, mentor.email, points, decided, why)
    return sheet.download(f"{run.cohort.name} pairs")


def _run(request: HttpRequest, pk: Any) -> MatchRun:
    return get_object_or_404(MatchRun.objects.visible_to(request.user).with_cohort(), pk=pk)
