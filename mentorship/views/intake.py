"""Import: a list, what its columns hold, a check that writes nothing, then everybody at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.access import coordinators_only
from mentorship.forms.intake import ColumnsForm, JoinForm, ListForm, posted_fixes
from mentorship.intake import pages
from mentorship.models import Cohort, Intake, NotNow
from mentorship.roster import Unreadable

PER_PAGE = 50


@coordinators_only("GET", "POST")
def cohort_import(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where a list comes in, and what came in before."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user).select_related("program"), pk=pk)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = Intake.objects.begin(
                cohort,
                form.content,
                name=form.source,
                by=request.user,
                id=form.cleaned_data["record"],
            )
            return redirect("intake_columns", pk=found.pk)
        except Unreadable as error:
            form.refuse(error)
    before = Intake.objects.for_import_page(cohort, timezone.now())[:20]
    context = {"cohort": cohort, "form": form, "before": before}
    return render(request, "mentorship/intake/start.html", context)


@coordinators_only("GET")
def list_template(request: HttpRequest, pk: Any) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    return pages.template().download(f"{cohort.name} people")


@coordinators_only("GET", "POST")
def columns(request: HttpRequest, pk: Any) -> HttpResponse:
    """What each column holds: guessed, shown with its first cells, and changed by select."""
    found = _mine(request, pk)
    if found.status != Intake.Status.CHECKING:
        return redirect("intake", pk=pk)
    form = ColumnsForm(request.POST or None, intake=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found.choose(
                form.choices,
                encoding=given["encoding"],
                fallback=given["fallback"],
                by=request.user,
            )
        except NotNow as error:
            messages.warning(request, str(error))
        return redirect("intake_check", pk=pk)
    context = {"intake": found, "form": form, "columns": pages.shown_columns(found, form)}
    return render(request, "mentorship/intake/columns.html", context)


@coordinators_only("GET")
def check(request: HttpRequest, pk: Any) -> HttpResponse:
    """What would happen, in numbers and line by line. Nothing is written."""
    found = _mine(request, pk)
    if found.status != Intake.Status.CHECKING:
        return redirect("intake", pk=pk)
    if not (found.names_addresses and found.names_roles):
        return redirect("intake_columns", pk=pk)
    lines = Paginator(pages.lines_to_see(found), PER_PAGE)
    context = {
        "intake": found,
        "counts": found.plan().counts(),
        "roster": found.roster,
        "preview": pages.preview(found),
        "page": lines.get_page(request.GET.get("page")),
        "form": JoinForm(initial={"seen": found.version}),
    }
    return render(request, "mentorship/intake/check.html", context)


@coordinators_only("POST")
def mend(request: HttpRequest, pk: Any) -> HttpResponse:
    """Keep the cells that were corrected in place."""
    found = _mine(request, pk)
    try:
        many = found.mend(posted_fixes(request.POST.dict()), by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
        return redirect("intake", pk=pk)
    said = ngettext("One cell is corrected.", "%(n)d cells are corrected.", many) % {"n": many}
    messages.success(request, said if many else _("Nothing was changed."))
    return redirect("intake_check", pk=pk)


@coordinators_only("POST")
def bring_in(request: HttpRequest, pk: Any) -> HttpResponse:
    """Everybody at once, or nobody. A second post finds it done."""
    found = _mine(request, pk)
    form = JoinForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose how they join."))
        return redirect("intake_check", pk=pk)
    try:
        found.bring_in(**form.cleaned_data, by=request.user, now=timezone.now())
    except NotNow as error:
        if found.status == Intake.Status.CHECKING:
            messages.warning(request, str(error))
            return redirect("intake_check", pk=pk)
    return redirect("intake", pk=pk)


@coordinators_only("GET")
def intake(request: HttpRequest, pk: Any) -> HttpResponse:
    """What an import did, and the way to take it back."""
    found = _mine(request, pk)
    if found.status == Intake.Status.CHECKING:
        return redirect("intake_columns", pk=pk)
    if found.status == Intake.Status.DROPPED:
        messages.info(request, _("That list was thrown away. Nobody came in from it."))
        return redirect("cohort_import", pk=found.cohort_id)
    context = {
        "intake": found,
        "may_be_undone": found.may_be_undone(timezone.now()),
        "staying": found.arrivals.staying()[:PER_PAGE],
        "mails_at": found.mails_at(),
    }
    return render(request, "mentorship/intake/result.html", context)


@coordinators_only("POST")
def undo(request: HttpRequest, pk: Any) -> HttpResponse:
    found = _mine(request, pk)
    try:
        found.undo(by=request.user, now=timezone.now())
    except NotNow as error:
        messages.warning(request, str(error))
    return redirect("intake", pk=pk)


@coordinators_only("POST")
def drop(request: HttpRequest, pk: Any) -> HttpResponse:
    found = _mine(request, pk)
    try:
        found.drop(by=request.user)
        messages.success(request, _("The list is thrown away. Nobody came in from it."))
    except NotNow as error:
        messages.warning(request, str(error))
    return redirect("cohort_import", pk=found.cohort_id)


def _mine(request: HttpRequest, pk: Any) -> Intake:
    return get_object_or_404(
        Intake.objects.visible_to(request.user).select_related("cohort__program"), pk=pk
    )
