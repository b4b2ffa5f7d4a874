"""What one brings to a round, and whom coordinators keep apart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mentorship.access import coordinators_only, signed_in
from mentorship.forms.apart import ApartForm
from mentorship.forms.offer import OfferForm
from mentorship.models import Apart, Avoidance, Cohort, Enrolment, NotNow

PER_PAGE, MOST_SHOWN = 50, 200


@signed_in("GET")
def offers(request: HttpRequest) -> HttpResponse:
    """One's places in rounds, each with what one brings."""
    in_line = Enrolment.objects.in_line().filter(pk=OuterRef("pk"))
    mine = Enrolment.objects.of(request.user).in_the_running().with_cohort()
    mine = mine.annotate(is_in_line=Exists(in_line))
    return render(request, "mentorship/offers.html", {"enrolments": mine})


@signed_in("GET", "POST")
def offer(request: HttpRequest, pk: Any) -> HttpResponse:
    """What matching reads about one; half filled from the application."""
    mine = get_object_or_404(
        Enrolment.objects.of(request.user).in_the_running().with_cohort(), pk=pk
    )
    form = OfferForm(request.POST or None, enrolment=mine)
    if request.method == "POST" and form.is_valid():
        try:
            mine.tell_offer(by=request.user, **form.told())
            Avoidance.objects.tell(mine, form.cleaned_data["avoids"], by=request.user)
        except NotNow as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kept. It counts from the next matching on."))
            return redirect("offer", pk=pk)
    return render(request, "mentorship/offer.html", {"enrolment": mine, "form": form})


@coordinators_only("GET", "POST")
def apart(request: HttpRequest, pk: Any) -> HttpResponse:
    """Two people who are not to be paired, whoever proposes it; only coordinators know."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user).select_related("program"), pk=pk)
    form = ApartForm(request.POST or None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        Apart.objects.keep(cohort.program, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept. No matching brings these two together."))
        return redirect("apart", pk=pk)
    kept = Apart.objects.visible_to(request.user).of(cohort).with_people()
    context = {
        "cohort": cohort,
        "form": form,
        "page": Paginator(kept, PER_PAGE).get_page(request.GET.get("page")),
        "asked": Avoidance.objects.told_to(request.user, cohort)[:MOST_SHOWN],
    }
    return render(request, "mentorship/apart.html", context)


@coordinators_only("POST")
def forget_apart(request: HttpRequest, pk: Any) -> HttpResponse:
    found = get_object_or_404(Apart.objects.visible_to(request.user), pk=pk)
    cohort = Cohort.objects.run_by(request.user).filter(program=found.program_id).first()
    found.forget(by=request.user)
    messages.success(request, _("Forgotten. The two may be matched again."))
    return redirect("apart", pk=cohort.pk) if cohort else redirect("cohorts")
