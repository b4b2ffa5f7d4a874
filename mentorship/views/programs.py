"""The public front page of a programme, and the application to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Availability
from mentorship import application
from mentorship.access import everyone, signed_in
from mentorship.application import Step
from mentorship.forms.application import DAY_PARTS, AnswerForm, RoleForm, SkillsForm, WeekForm
from mentorship.models import Cohort, Enrolment, NotNow, Program


@everyone("GET")
def program(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Program.objects.visible_to(request.user), slug=slug)
    cohort = found.current_cohort()
    mine = None
    if cohort and request.user.is_authenticated:
        mine = application.found(cohort, request.user)
    return render(
        request, "mentorship/program.html", {"program": found, "cohort": cohort, "mine": mine}
    )


@signed_in("GET", "POST")
def apply(request: HttpRequest, slug: str, step: str = "role") -> HttpResponse:
    """One page of the application; each page is saved as it is answered."""
    found = get_object_or_404(Program.objects.visible_to(request.user), slug=slug)
    cohort = Cohort.objects.open_for_applications().filter(program=found).first()
    if cohort is None:
        return redirect("program", slug=slug)
    mine = application.found(cohort, request.user)
    if mine and mine.status not in ("draft", "invited", "withdrawn"):
        return redirect("program", slug=slug)
    if mine is None and step != "role":
        return redirect("apply", slug=slug)
    page = application.step_at(cohort, mine.role if mine else "mentee", step)
    if page is None:
        raise Http404
    if page.key == application.CHECK:
        return _check_and_send(request, cohort, mine)
    form = _form(request, page, cohort, mine)
    if request.method == "POST" and form.is_valid():
        mine = _save(request, page, form, cohort, mine)
        return redirect("apply", slug=slug, step=application.step_after(cohort, mine.role, step))
    return _page(request, page, form, cohort, mine)


def _page(
    request: HttpRequest, page: Step, form: Form, cohort: Cohort, mine: Enrolment | None
) -> HttpResponse:
    every = application.steps(cohort, mine.role if mine else "mentee")
    context = {"page": page, "form": form, "cohort": cohort, "steps": every, "mine": mine}
    context |= {"program": cohort.program}
    return render(request, "mentorship/apply.html", context)


def _check_and_send(request: HttpRequest, cohort: Cohort, mine: Enrolment) -> HttpResponse:
    if request.method == "POST":
        try:
            mine.apply(by=request.user)
        except NotNow as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Sent. You will hear from us by mail."))
        return redirect("program", slug=cohort.program.slug)
    page = application.step_at(cohort, mine.role, application.CHECK)
    answers = [
        {"step": step, "answer": mine.answers.get(step.question["key"], "")}
        for step in application.steps(cohort, mine.role)
        if step.question
    ]
    week = Availability.objects.filter(person=request.user)
    context = {"page": page, "cohort": cohort, "program": cohort.program, "mine": mine}
    context |= {"answers": answers, "week": week, "steps": application.steps(cohort, mine.role)}
    return render(request, "mentorship/apply_check.html", context)


def _form(request: HttpRequest, page: Step, cohort: Cohort, mine: Enrolment | None) -> Form:
    posted = request.POST if request.method == "POST" else None
    if page.key == "role":
        start = {"role": mine.role, "capacity": mine.capacity} if mine else {}
        return RoleForm(posted, initial=start)
    assert mine is not None
    if page.key == "skills":
        known = set(cohort.program.skills)
        names = [skill["name"] for skill in mine.skills]
        own = ", ".join(name for name in names if name not in known)
        return SkillsForm(posted, program=cohort.program, initial={"skills": names, "own": own})
    if page.key == "times":
        return WeekForm(posted, initial=_week_of(request.user))
    assert page.question is not None
    start = {"answer": mine.answers.get(page.question["key"], "")}
    return AnswerForm(posted, question=page.question, initial=start)


@transaction.atomic
def _save(
    request: HttpRequest, page: Step, form: Any, cohort: Cohort, mine: Enrolment | None
) -> Enrolment:
    told = form.cleaned_data
    if page.key == "role" or mine is None:
        return application.begin(cohort, request.user, told["role"], told["capacity"] or 1)
    if page.key == "skills":
        mine.skills = told["chosen"]
        mine.save(update_fields=["skills"])
    elif page.key == "times":
        Availability.objects.keep_week(form.week(), by=request.user)
        _confirm_zone(request)
    elif page.question:
        mine.answer(page.question["key"], told["answer"], by=request.user)
    return mine


def _confirm_zone(request: HttpRequest) -> None:
    if request.user.zone_confirmed_at is None:
        request.user.confirm_zone(timezone.get_current_timezone_name(), by=request.user)


def _week_of(person: Any) -> dict[str, list[str]]:
    """The stored week, as the ticks of the form: a part counts when it is wholly free."""
    free = list(Availability.objects.filter(person=person))
    return {
        f"day{day}": [
            key
            for key, _label, start, end in DAY_PARTS
            if any(
                f.weekday == day and f.from_minute <= start and f.until_minute >= end for f in free
            )
        ]
        for day in range(7)
    }
