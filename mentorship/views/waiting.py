"""Waiting for a mentor: one's own place in the line, and what coordinators do about the line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.access import coordinators_only, signed_in
from mentorship.board.limits import how_seats_are_given, limits
from mentorship.forms.rematch import AnswerForm, AskSeatsForm
from mentorship.models import Cohort, Enrolment, MatchRun, NotNow, SeatRequest
from mentorship.models.asking import shortage
from mentorship.models.candidates import decided_rules

PER_PAGE = 50


@signed_in("GET")
def waiting_place(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where one stands in the line, what would help, and until when there are matches."""
    mine = get_object_or_404(
        Enrolment.objects.of(request.user).mentees().in_the_running().with_cohort(), pk=pk
    )
    line = mine.cohort.enrolments.in_line()
    if not line.filter(pk=pk).exists():
        return redirect("home")
    found = _last_told(mine)
    context = {
        "enrolment": mine,
        "cohort": mine.cohort,
        "number": _before(line, mine).count() + 1,
        "all": line.count(),
        "limits": limits(found[1], mine) if found else [],
        "told_at": found[0].published_at if found else None,
        "how": how_seats_are_given(decided_rules(mine.cohort)),
        "is_late": timezone.localdate() > mine.cohort.matches_until_on,
    }
    context["way"] = next((one for one in context["limits"] if one.url), None)
    return render(request, "mentorship/waiting/place.html", context)


def _before(line: Any, mine: Enrolment) -> Any:
    same = Q(status=mine.status)
    earlier = Q(created_at__lt=mine.created_at) | Q(created_at=mine.created_at, pk__lt=mine.pk)
    return line.filter(Q(status__lt=mine.status) | (same & earlier))


def _last_told(mine: Enrolment) -> tuple[MatchRun, dict[str, Any]] | None:
    """What the last published match says of this mentee alone; drafts are nobody's to know."""
    runs = mine.cohort.match_runs.of_its_own().filter(status=MatchRun.Status.PUBLISHED)
    run = runs.defer("blob", "rules").order_by("-published_at").first()
    left = run.outcome.get("unmatched", []) if run else []
    row = next((row for row in left if row["id"] == str(mine.pk)), None)
    return (run, row) if run and row else None


@coordinators_only("GET")
def waiting_list(request: HttpRequest, pk: Any) -> HttpResponse:
    """Who waits for a mentor in a cohort, in their order, and since when."""
    cohort = _cohort(request, pk)
    line = cohort.enrolments.in_line().select_related("person")
    page = Paginator(line, PER_PAGE).get_page(request.GET.get("page"))
    how = how_seats_are_given(decided_rules(cohort))
    context = {"cohort": cohort, "page": page, "how": how}
    return render(request, "mentorship/waiting/list.html", context)


@coordinators_only("GET", "POST")
def ask_seats(request: HttpRequest, pk: Any) -> HttpResponse:
    """Ask mentors to take one more, best placed first; and what those asked have said."""
    cohort, now = _cohort(request, pk), timezone.now()
    asked_before = list(SeatRequest.objects.of_cohort(cohort))
    found = shortage(cohort, asked_before)
    form = AskSeatsForm(request.POST or None, found=found)
    if request.method == "POST" and form.is_valid():
        asked = SeatRequest.objects.ask(form.chosen(), by=request.user, now=now)
        said = ngettext("One mentor is asked, by mail.", "%(n)d mentors are asked, by mail.", asked)
        messages.success(request, said % {"n": asked})
        return redirect("ask_seats", pk=pk)
    rows = [(one, one.answer_until_at > now) for one in asked_before[:PER_PAGE]]
    context = {"cohort": cohort, "found": found, "form": form, "asked": rows}
    return render(request, "mentorship/waiting/ask.html", context)


@signed_in("GET", "POST")
def seat_request(request: HttpRequest, pk: Any) -> HttpResponse:
    """A mentor is asked for one more place; either button answers."""
    mine = get_object_or_404(SeatRequest.objects.visible_to(request.user).with_people(), pk=pk)
    now, form = timezone.now(), AnswerForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            _answered(request, mine, form)
        return redirect("seat_request", pk=pk)
    cohort = mine.mentor.cohort
    context = {
        "asked": mine,
        "cohort": cohort,
        "waiting": cohort.enrolments.in_line().count(),
        "is_open": mine.is_unanswered(now),
    }
    return render(request, "mentorship/waiting/seat.html", context)


def _answered(request: HttpRequest, mine: SeatRequest, form: AnswerForm) -> None:
    try:
        form.carry_out(mine, by=request.user, now=timezone.now())
    except NotNow as error:
        messages.warning(request, str(error))
        return
    is_yes = mine.status == SeatRequest.Status.GIVEN
    yes = _("Thank you. You have one place more, and your coordinator knows.")
    no = _("Noted. Nobody asks you again in this round.")
    messages.success(request, yes if is_yes else no)


def _cohort(request: HttpRequest, pk: Any) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(request.user).select_related("program"), pk=pk)
