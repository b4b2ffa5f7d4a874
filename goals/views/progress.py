"""The trail of a pair: steps, wins and snags, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import Draft
from goals import glance, policies
from goals.forms import FollowUpForm
from goals.models import Progress
from mentorship import times
from mentorship.access import signed_in
from mentorship.models import Pairing

PER_PAGE = 50


@signed_in("GET")
def progress(request: HttpRequest, pk: Any) -> HttpResponse:
    """What moved for the two. `?logged=` names an entry just saved, which may ask one question."""
    pairing = get_object_or_404(Pairing.objects.visible_to(request.user).with_people(), pk=pk)
    trail = Progress.objects.for_trail(pairing, request.user)
    page = Paginator(trail, PER_PAGE).get_page(request.GET.get("page"))
    entries = list(page.object_list)
    moved = glance.opened(entries, pairing, request.user)
    just = _just_saved(request, entries)
    context = {
        "pairing": pairing,
        "partner": pairing.partner_of(request.user),
        "page": page,
        "moved": _rows(moved, entries, pairing, request.user),
        "course": _course(moved, pairing),
        "may_log": policies.can_log(request.user, pairing),
        "just": just,
        "form": _question(request.user, pairing, just),
        "place": f"after:{just.pk}" if just else "",
    }
    return render(request, "goals/progress.html", context)


def _rows(
    moved: Sequence[glance.Moved], entries: Sequence[Progress], pairing: Pairing, reader: Any
) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "role": pairing.role_of(line.author),
            "is_mine": line.author == reader,
            "may_undo": policies.can_undo_progress(reader, entry),
        }
        for line, entry in zip(moved, entries, strict=True)
    ]


def _course(moved: Sequence[glance.Moved], pairing: Pairing) -> dict[str, Any]:
    """How sure the mentee felt, oldest first, as far as this reader may see it."""
    told = [
        line
        for line in reversed(moved)
        if line.confidence and line.author.pk == pairing.mentee_person_id
    ]
    return {
        "values": [line.confidence for line in told],
        "labels": [times.when(line.logged_at, "day") for line in told],
    }


def _just_saved(request: HttpRequest, entries: Sequence[Progress]) -> Progress | None:
    asked = request.GET.get("logged")
    mine = (entry for entry in entries if entry.author_id == request.user.pk)
    return next((entry for entry in mine if str(entry.pk) == asked), None)


def _question(person: Any, pairing: Pairing, just: Progress | None) -> FollowUpForm | None:
    """The one question that follows a win or a snag, until it is answered."""
    if just is None or just.after or not policies.can_follow_up(person, just):
        return None
    begun = Draft.objects.text(by=person, place=f"after:{just.pk}")
    partner = pairing.partner_of(person).get_short_name()
    return FollowUpForm(initial={"text": begun}, entry=just, partner=partner)
