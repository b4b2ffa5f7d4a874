"""Halfway: noting that the two have had their look."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship import policies
from mentorship.access import signed_in
from mentorship.models import Halfway, NotNow


@signed_in("POST")
def look_halfway(request: HttpRequest, pk: Any) -> HttpResponse:
    """We have had our look: either of the two says so for both."""
    mine = Halfway.objects.visible_to(request.user).select_related("pairing")
    found = get_object_or_404(mine.visible_to(request.user), pairing=pk)
    if not policies.can_mark_horizon(request.user, found.pairing):
        return redirect("halfway", pk=pk)
    try:
        found.look(by=request.user, now=timezone.now())
    except NotNow as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Done. The second half is yours."))
    return redirect("pair", pk=pk)
