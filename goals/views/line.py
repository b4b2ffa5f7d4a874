"""The checkpoints of a goal: add, reorder, reach, put in other words, take away."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.private import open_all_for
from goals import policies
from goals.answers import checkpoint_for, goal_for, see_other, tried
from goals.forms import ChangeCheckpointForm, checkpoint_rows
from goals.goal_page import line_of
from goals.models import MOST, POINT_TOLD, Checkpoint, Goal
from mentorship.access import signed_in
from mentorship.forms.once import Once
from mentorship.late import moved_on
from mentorship.models import Changed, NotNow

AT_ONCE = 3


@signed_in("GET", "POST")
def add_checkpoint(request: HttpRequest, pk: Any) -> HttpResponse:
    """One checkpoint from the goal's page, or three at once from a page of their own."""
    goal = goal_for(request, pk)
    points = line_of(goal, request.user)
    posted = request.POST if request.method == "POST" else None
    room = min(AT_ONCE, MOST - len(points))
    once, rows = Once(posted), checkpoint_rows(room, posted, **_readers(goal, request.user))
    if not policies.can_shape_line(request.user, goal) or not (room or posted):
        return moved_on(request, rows, to="goal", pk=pk)
    if posted and once.is_valid() and rows.is_valid():
        filled = [form.wording() for form in rows if form.has_changed()]
        add = partial(_add, goal, once.cleaned_data["record"], filled)
        if tried(request, add, _added(len(filled)), may=True):
            return see_other("goal", pk)
    context = {"goal": goal, "pairing": goal.pairing, "once": once, "rows": rows}
    context |= {"points": points, "title": goal.told(by=request.user)["title"]}
    return render(request, "goals/checkpoints.html", context)


@signed_in("GET", "POST")
def checkpoint(request: HttpRequest, pk: Any) -> HttpResponse:
    """Other words or another day for a checkpoint; or take it away."""
    point = checkpoint_for(request, pk)
    form = _form(request, point, request.POST if request.method == "POST" else None)
    if not policies.can_change_checkpoint(request.user, point):
        return moved_on(request, [form], to="goal", pk=point.goal_id)
    if request.method == "POST" and form.is_valid():
        shown = form.cleaned_data["version"]
        try:
            point.change(by=request.user, shown_version=shown, **form.wording())
        except Changed:
            return _both_wordings(request, point)
        except NotNow:
            return moved_on(request, [form], to="goal", pk=point.goal_id)
        messages.success(request, _("Saved."))
        return see_other("goal", point.goal_id)
    return render(request, "goals/checkpoint.html", {"point": point, "form": form})


@signed_in("POST")
def reach_checkpoint(request: HttpRequest, pk: Any) -> HttpResponse:
    """Reached: pause on it, on the page of its celebration."""
    point = checkpoint_for(request, pk)
    may = policies.can_reach_checkpoint(request.user, point)
    undo = reverse("take_back_checkpoint", args=[pk])
    stone = tried(request, point.reach, _("Reached."), may=may, undo=undo)
    return see_other("celebration", stone.pk) if stone else see_other("goal", point.goal_id)


@signed_in("POST")
def take_back_checkpoint(request: HttpRequest, pk: Any) -> HttpResponse:
    """It was marked by mistake."""
    point = checkpoint_for(request, pk)
    may = policies.can_take_back_checkpoint(request.user, point)
    tried(request, point.take_back, _("Taken back. It is still ahead."), may=may)
    return see_other("goal", point.goal_id)


@signed_in("POST")
def earlier_checkpoint(request: HttpRequest, pk: Any) -> HttpResponse:
    point = checkpoint_for(request, pk)
    tried(request, point.earlier, "", may=policies.can_change_checkpoint(request.user, point))
    return see_other("goal", point.goal_id, part="line")


@signed_in("POST")
def later_checkpoint(request: HttpRequest, pk: Any) -> HttpResponse:
    point = checkpoint_for(request, pk)
    tried(request, point.later, "", may=policies.can_change_checkpoint(request.user, point))
    return see_other("goal", point.goal_id, part="line")


@signed_in("POST")
def drop_checkpoint(request: HttpRequest, pk: Any) -> HttpResponse:
    point = checkpoint_for(request, pk)
    may = policies.can_shape_line(request.user, point.goal)
    undo = reverse("put_back_checkpoint", args=[pk])
    tried(request, point.drop, _("Taken off the line."), may=may, undo=undo)
    return see_other("goal", point.goal_id)


@signed_in("POST")
def put_back_checkpoint(request: HttpRequest, pk: Any) -> HttpResponse:
    point = checkpoint_for(request, pk)
    may = policies.can_shape_line(request.user, point.goal)
    tried(request, point.put_back, _("Back on the line."), may=may)
    return see_other("goal", point.goal_id)


@transaction.atomic
def _add(goal: Goal, record: uuid.UUID, filled: list[dict[str, Any]], *, by: Any) -> None:
    """All or none. Ids follow from the form's record, so that posting twice adds nothing twice."""
    for number, wording in enumerate(filled):
        Checkpoint.objects.add(goal, by=by, id=uuid.uuid5(record, str(number)), **wording)


def _added(count: int) -> str:
    if not count:
        return ""
    said = ngettext("One checkpoint added.", "%(count)d checkpoints added.", count)
    return said % {"count": count}


def _form(request: HttpRequest, point: Checkpoint, posted: Any) -> ChangeCheckpointForm:
    initial = _wording(point, request.user) | {"version": point.version}
    return ChangeCheckpointForm(posted, initial=initial, **_readers(point.goal, request.user))


def _wording(point: Checkpoint, reader: Any) -> dict[str, Any]:
    texts = open_all_for([(point, name) for name in POINT_TOLD], reader)
    return dict(zip(POINT_TOLD, texts, strict=True)) | {"due_on": point.due_on}


def _readers(goal: Goal, person: Any) -> dict[str, str]:
    """Who reads what is typed, for the line above a box."""
    partner = goal.pairing.partner_of(person).get_short_name()
    return {"partner": partner, "audience": "pair" if goal.is_shared else "me"}


def _both_wordings(request: HttpRequest, point: Checkpoint) -> HttpResponse:
    """Somebody else was faster: show theirs beside what was typed; saving again means mine."""
    point.refresh_from_db(fields=[*POINT_TOLD, "due_on", "version"])
    mine = request.POST.copy()
    mine["version"] = str(point.version)
    context = {"point": point, "form": _form(request, point, mine)}
    context["theirs"] = _wording(point, request.user)
    return render(request, "goals/checkpoint.html", context, status=409)
