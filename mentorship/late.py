"""Words that come too late, since what they were meant for has moved on: they are handed back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

Typed = list[tuple[Any, str]]


def moved_on(
    request: HttpRequest, posted: Iterable[forms.Form], *, to: str, pk: Any, why: str = ""
) -> HttpResponse:
    """Lead on to how it stands (the address `to` of `pk`); what was typed is shown first (409).

    `posted` are the forms that would have been saved, bound to the post; `why` they were not, where
    nobody was faster. A plain look leads on without a word: nobody lost anything.
    """
    if request.method != "POST":
        return redirect(to, pk=pk)
    typed = [words for form in posted for words in typed_in(form)]
    if not typed:
        messages.info(request, why or _("It has moved on meanwhile. Here is how it stands."))
        return redirect(to, pk=pk)
    context = {"typed": typed, "to": to, "pk": pk, "why": why}
    return render(request, "mentorship/moved_on.html", context, status=409)


def typed_in(form: forms.Form) -> Typed:
    """(label, words) of each text box with something in it that did not stand there before."""
    if not form.is_bound:
        return []
    boxes = [box for box in form.visible_fields() if type(box.field) is forms.CharField]
    return [
        (box.label, box.data)
        for box in boxes
        if box.data and box.data.strip() and box.data != (box.initial or "")
    ]
