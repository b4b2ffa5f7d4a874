"""What a coordinator sees of a cohort: who is in it, who waits for a decision."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship import application
from mentorship.access import coordinators_only
from mentorship.forms.cohort import CohortForm, DecisionForm
from mentorship.models import Cohort, Enrolment, NotNow, Program

PER_PAGE = 50


@coordinators_only("GET")
def cohorts(request: HttpRequest) -> HttpResponse:
    found = Cohort.objects.for_admin_home(request.user)
    return render(request, "mentorship/cohorts.html", {"cohorts": found})


@coordinators_only("GET", "POST")
def new_cohort(request: HttpRequest, pk: Any) -> HttpResponse:
    """A new round of a programme that one runs already."""
    program = get_object_or_404(Program.objects.run_by(request.user), pk=pk)
    form = CohortForm(request.POST or None, instance=Cohort(program=program))
    if request.method == "POST" and form.is_valid():
        with suppress(IntegrityError):  # the same cohort, posted twice at once: the first is there
            _make(form, by=request.user)
            messages.success(request, _("The cohort is there. Nobody sees it until you open it."))
        return redirect("cohort", pk=program.cohorts.get(name=form.cleaned_data["name"]).pk)
    return render(request, "mentorship/cohort_form.html", {"form": form, "program": program})


@coordinators_only("GET", "POST")
def edit_cohort(request: HttpRequest, pk: Any) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    form = CohortForm(request.POST or None, instance=cohort)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("cohort", pk=pk)
    context = {"form": form, "program": cohort.program, "cohort": cohort}
    return render(request, "mentorship/cohort_form.html", context)


@coordinators_only("GET")
def cohort(request: HttpRequest, pk: Any) -> HttpResponse:
    """The people of a cohort, filtered and in pages."""
    found = get_object_or_404(Cohort.objects.run_by(request.user).select_related("program"), pk=pk)
    people, chosen = _filtered(found, request.GET)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    context = {"cohort": found, "page": page, "chosen": chosen, "counts": _counts(found)}
    context |= {"roles": Enrolment.Role.choices, "statuses": Enrolment.Status.choices[1:]}
    context["rows"] = [(row, application.answered(found, row)) for row in page.object_list]
    context["may_decide"] = any(row.may_be_decided for row in page.object_list)
    return render(request, "mentorship/cohort.html", context)


@coordinators_only("POST")
def decide(request: HttpRequest, pk: Any) -> HttpResponse:
    """Accept, keep waiting or decline the people who were ticked."""
    found = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    form = DecisionForm(request.POST, cohort=found)
    if not form.is_valid():
        messages.warning(request, _("Choose one or more people first."))
        return redirect("cohort", pk=pk)
    done = [
        row for row in form.cleaned_data["people"] if _did(row, form.cleaned_data["verb"], request)
    ]
    said = ngettext(
        "One person hears from you by mail.", "%(n)d people hear from you by mail.", len(done)
    )
    messages.success(request, said % {"n": len(done)})
    return redirect("cohort", pk=pk)


@coordinators_only("POST")
def move_cohort(request: HttpRequest, pk: Any, verb: str) -> HttpResponse:
    """Open for applications, close them, or end the round."""
    found = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    try:
        {"open": found.open, "close": found.close_applications, "finish": found.finish}[verb](
            by=request.user
        )
    except NotNow as error:
        messages.warning(request, str(error))
    return redirect("cohort", pk=pk)


@transaction.atomic
def _make(form: CohortForm, *, by: Any) -> None:
    form.save().appoint(by, by=by)


def _did(enrolment: Enrolment, verb: str, request: HttpRequest) -> bool:
    """Whether the verb was done; somebody whose state does not allow it is left as they are."""
    try:
        getattr(enrolment, verb)(by=request.user)
    except NotNow:
        return False
    return True


def _filtered(cohort: Cohort, asked: Any) -> tuple[Any, dict[str, str]]:
    chosen = {name: asked.get(name, "") for name in ("role", "status", "find")}
    for name, known in (("role", Enrolment.Role.values), ("status", Enrolment.Status.values)):
        chosen[name] = chosen[name] if chosen[name] in known else ""
    people = cohort.enrolments.for_people_page()
    for name in ("role", "status"):
        if chosen[name]:
            people = people.filter(**{name: chosen[name]})
    find = chosen["find"].replace("\0", "")
    if find:
        people = people.filter(Q(person__name__icontains=find) | Q(person__email__icontains=find))
    return people, chosen


def _counts(cohort: Cohort) -> dict[str, int]:
    """How many wait for a decision, and how many are in, by role."""
    return cohort.enrolments.aggregate(
        deciding=Count("pk", filter=Q(status__in=("applied", "waiting"))),
        mentees=Count("pk", filter=Q(status="accepted", role="mentee")),
        mentors=Count("pk", filter=Q(status="accepted", role="mentor")),
    )
