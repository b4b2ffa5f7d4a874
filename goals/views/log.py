"""What moved? One box with everything else chosen already; and taking it back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Draft
from goals import box, policies
from goals.answers import see_other
from goals.forms import FollowUpForm, LogForm
from goals.models import Progress
from mentorship.access import signed_in
from mentorship.late import moved_on
from mentorship.models import NotNow, Pairing


@signed_in("GET", "POST")
def log(request: HttpRequest) -> HttpResponse:
    """Write down one thing that moved (`?pairing=`, `?goal=` and `?kind=` choose beforehand)."""
    pairings = list(Pairing.objects.of(request.user).open().with_people().order_by("created_at"))
    pairing = _chosen(request, pairings)
    pairs = [(pair, pair.partner_of(request.user)) for pair in pairings]
    if pairing is None:
        context: dict[str, Any] = {"words": request.POST.get("text", ""), "pairs": pairs}
        return render(request, "goals/log_closed.html", context)
    posted = request.POST if request.method == "POST" else None
    form = box.box(pairing, request.user, request.GET, posted)
    if posted and form.is_valid():
        return _added(request, pairing, box.log(form, pairing, by=request.user))
    context = {"form": form, "pairing": pairing, "place": box.place_of(pairing)}
    context["pairs"] = pairs
    context["partner"] = pairing.partner_of(request.user)
    context["chosen"] = _chosen_goal(form)
    return render(request, "goals/log.html", context)


@signed_in("POST")
def undo_progress(request: HttpRequest, pk: Any) -> HttpResponse:
    """As if it had not been written; the words go back into the box."""
    entry = get_object_or_404(Progress.objects.of(request.user).select_related("pairing"), pk=pk)
    try:
        box.take_back(entry, by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
        return see_other("progress", entry.pairing_id)
    messages.info(request, _("Taken back. Your words are in the box again."))
    return see_other("log", pairing=entry.pairing_id, kind=entry.kind)


@signed_in("POST")
def follow_up(request: HttpRequest, pk: Any) -> HttpResponse:
    """An answer to the one question that came after saving."""
    people = ("pairing__mentee_person", "pairing__mentor_person")
    entry = get_object_or_404(Progress.objects.of(request.user).select_related(*people), pk=pk)
    partner = entry.pairing.partner_of(request.user).get_short_name()
    form = FollowUpForm(request.POST, entry=entry, partner=partner)
    back = partial(moved_on, request, [form], to="progress", pk=entry.pairing_id)
    if not policies.can_follow_up(request.user, entry):
        return back()
    if not form.is_valid():
        return back(why=" ".join(form.errors.get("text", ())))
    try:
        entry.follow_up(form.cleaned_data["text"], by=request.user)
    except NotNow as error:
        return back(why=str(error))
    Draft.objects.forget(by=request.user, place=f"after:{entry.pk}")
    messages.success(request, _("Kept beside it."))
    return see_other("progress", entry.pairing_id)


def _chosen(request: HttpRequest, pairings: list[Pairing]) -> Pairing | None:
    """Neither a page nor a post leads to another pairing than the one that its address names."""
    asked = box.pairing_asked_for(request.GET, request.user)
    found = next((pairing for pairing in pairings if str(pairing.pk) == asked), None)
    if found or asked or request.method == "POST":
        return found
    return box.last_written_in(pairings, request.user)


def _added(request: HttpRequest, pairing: Pairing, entry: Progress) -> HttpResponse:
    undo = reverse("undo_progress", args=[entry.pk])
    said = box.said_after(entry, pairing, request.user)
    messages.success(request, said, extra_tags=f"undo:{undo}")
    return see_other("progress", pairing.pk, logged=entry.pk)


def _chosen_goal(form: LogForm) -> str:
    """The words of the choice that the goal's field stands on."""
    if "goal" not in form.fields:
        return ""
    value = str(form["goal"].value() or "")
    return next((words for pk, words in form.fields["goal"].choices if pk == value), "")
