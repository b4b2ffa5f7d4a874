"""Which clauses the pairs of a program are asked: worded, ordered and switched by who runs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.numbers import number_in
from mentorship.access import coordinators_only
from mentorship.clause_sets import (
    DEFAULT,
    MOST,
    Entry,
    entries_in,
    moved,
    next_own_key,
    put,
    with_later,
)
from mentorship.forms.clauses import EntryForm, start_of
from mentorship.forms.expectation import AloneForm
from mentorship.models import Changed, ClauseSet, NotNow, Program

NEW = "new"
LATEST = 20


@coordinators_only("GET", "POST")
def clause_set(request: HttpRequest, pk: Any) -> HttpResponse:
    """All of them in order; posted, one is moved, switched, or an earlier version comes back."""
    program = get_object_or_404(Program.objects.run_by(request.user), pk=pk)
    number, entries = _now(program)
    if request.method == "POST":
        changed = _after(request, program, entries)
        if changed is not None:
            _kept(request, program, changed, shown=number_in(request.POST.get("shown", "")))
        return redirect("clause_set", pk=pk)
    versions = ClauseSet.objects.filter(program=program).select_related("made_by")
    context = {"program": program, "entries": entries, "number": number}
    context["versions"] = list(versions.order_by("-number")[:LATEST])
    context["has_room"] = len(entries) < MOST
    return render(request, "mentorship/clauses/list.html", context)


@coordinators_only("GET", "POST")
def edit_clause(request: HttpRequest, pk: Any, key: str) -> HttpResponse:
    """The words of one clause, or a new one of one's own: looked at as a pair sees it, or kept."""
    program = get_object_or_404(Program.objects.run_by(request.user), pk=pk)
    number, entries = _now(program)
    entry = _entry(entries, key)
    posted = request.POST if request.method == "POST" else None
    form = EntryForm(posted, entry=entry, number=number)
    context = {"program": program, "entry": entry, "form": form, "is_new": key == NEW}
    if posted and "look" in posted and form.is_valid():
        context |= {"look": _as_asked(form.said()), "is_tried": True}
    elif posted and form.is_valid():
        changed, shown = put(entries, form.said()), form.cleaned_data["shown"]
        try:
            ClauseSet.objects.revise(program, changed, by=request.user, shown=shown)
        except Changed:
            return _both(request, context, number)
        messages.success(request, _("Kept. It holds for pairs that begin from now on."))
        return redirect("clause_set", pk=pk)
    elif entry.texts or not entry.is_own:
        context["look"] = _as_asked(entry)
    return render(request, "mentorship/clauses/clause.html", context)


def _as_asked(entry: Entry) -> AloneForm:
    """The page that one of two people gets; nobody can fill this one in."""
    partner = _("the other one")
    return AloneForm(clause=entry.clause, said={}, partner=partner, auto_id="look_%s")


def _both(request: HttpRequest, context: dict[str, Any], number: int) -> HttpResponse:
    """Somebody was faster: how it stands now beside what was typed; saving again means this."""
    mine = request.POST.copy()
    mine["shown"] = str(number)
    entry = context["entry"]
    context |= {"form": EntryForm(mine, entry=entry, number=number), "theirs": start_of(entry)}
    return render(request, "mentorship/clauses/clause.html", context, status=409)


def _now(program: Program) -> tuple[int, tuple[Entry, ...]]:
    """The number of the newest version, 0 before the first, and its clauses."""
    found = ClauseSet.objects.current(program.pk)
    return (found.number, with_later(found.entries)) if found else (0, DEFAULT)


def _entry(entries: Sequence[Entry], key: str) -> Entry:
    if key == NEW and len(entries) < MOST:
        return Entry(next_own_key(entries))
    found = next((entry for entry in entries if entry.key == key), None)
    if found is None:
        raise Http404
    return found


def _after(
    request: HttpRequest, program: Program, entries: tuple[Entry, ...]
) -> tuple[Entry, ...] | None:
    """The list as the pressed button leaves it; None for a button that is none of ours."""
    act, _sign, about = request.POST.get("act", "").partition(":")
    if act == "back":
        earlier = ClauseSet.objects.filter(program=program)
        row = earlier.filter(number=number_in(about)).first()
        return entries_in(row.data) if row else (DEFAULT if about == "0" else None)
    entry = next((one for one in entries if one.key == about), None)
    if entry is None or act not in ("up", "down", "switch"):
        return None
    if act == "switch":
        return put(entries, replace(entry, is_on=not entry.is_on))
    return moved(entries, about, -1 if act == "up" else 1)


def _kept(request: HttpRequest, program: Program, changed: Any, *, shown: int) -> None:
    try:
        ClauseSet.objects.revise(program, changed, by=request.user, shown=shown)
    except Changed:
        messages.warning(request, _("Somebody changed it meanwhile. Here is how it stands."))
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Kept. It holds for pairs that begin from now on."))
