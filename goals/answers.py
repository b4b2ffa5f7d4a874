"""How the views of goals answer: find the goal, try the verb, lead on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.models import Checkpoint, Goal
from mentorship.models import NotNow


def goal_for(request: HttpRequest, pk: Any) -> Goal:
    """A goal that this reader may see, with everybody around it; 404 otherwise."""
    return get_object_or_404(Goal.objects.visible_to(request.user).for_goal_page(), pk=pk)


def checkpoint_for(request: HttpRequest, pk: Any) -> Checkpoint:
    """A checkpoint of such a goal, also one that was taken off its line meanwhile.

    Two small queries: one joining everything is planned badly.
    """
    point = get_object_or_404(Checkpoint.everything.all(), pk=pk)
    point.goal = goal_for(request, point.goal_id)
    return point


def see_other(name: str, *args: Any, part: str = "", **query: Any) -> HttpResponse:
    """After a post: look there, by GET (303), so that going back never posts again.

    `part` is the id of what changed on that page, for a page so long that its top shows nothing.
    """
    url = reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")
    return HttpResponseRedirect(url + (f"#{part}" if part else ""), status=303)


def tried(
    request: HttpRequest, verb: Callable[..., Any], said: str, *, may: bool, undo: str = ""
) -> Any:
    """What the verb gives back (True, if nothing); None when it is not for this person, or not now.

    `undo` is the address to post to.
    """
    if not may:
        messages.warning(request, _("That is not possible just now. Here is how it stands."))
        return None
    try:
        done = verb(by=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
        return None
    if said:
        messages.success(request, said, extra_tags=f"undo:{undo}" if undo else "")
    return done or True
