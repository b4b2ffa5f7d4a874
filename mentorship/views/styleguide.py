"""Every component on one page, for whoever builds pages. Only where people look around safely."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.access import everyone

KINDS = (("step", "a step"), ("win", "a win"), ("snag", "a snag"))
ONE_TO_FIVE = tuple((number, str(number)) for number in range(1, 6))
VISIBILITIES = (("me", "Only me"), ("pair", "My mentor and me"))
SKILLS = (("estimating", "Estimating"), ("saying_no", "Saying no"), ("speaking", "Public speaking"))


class LogForm(forms.Form):
    """What moved? The form that people meet most."""

    audience, partner = "pair", "Dela"
    what = forms.CharField(
        label="One thing, big or small",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Half a sentence is plenty.",
    )
    kind = forms.ChoiceField(
        label="It was", choices=KINDS, initial="step", widget=forms.RadioSelect({"class": "row"})
    )
    confidence = forms.ChoiceField(
        label="Confidence right now",
        choices=ONE_TO_FIVE,
        required=False,
        widget=forms.RadioSelect({"class": "scale"}),
    )
    confidence.ends = ("not at all", "very")  # type: ignore[attr-defined]


class EveryField(forms.Form):
    """One of each kind of field."""

    audiences = {"note": "me"}
    name = forms.CharField(label="Your name", help_text="As your partner should call you.")
    email = forms.EmailField(label="E-mail address")
    note = forms.CharField(label="A private note", widget=forms.Textarea, required=False)
    visibility = forms.ChoiceField(
        label="Who reads it", choices=VISIBILITIES, initial="me", widget=forms.RadioSelect
    )
    visibility.hints = {  # type: ignore[attr-defined]
        "me": "Nobody else can open it, coordinators included.",
        "pair": "Dela sees it as soon as you save.",
    }
    skills = forms.MultipleChoiceField(
        label="What you would like to practise",
        choices=SKILLS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    zone = forms.ChoiceField(
        label="Time zone", choices=(("Europe/Berlin", "Berlin"), ("America/New_York", "New York"))
    )
    on = forms.DateField(label="Day", widget=forms.DateInput({"type": "date"}), required=False)
    at = forms.TimeField(label="Time", widget=forms.TimeInput({"type": "time"}), required=False)
    picture = forms.FileField(label="A picture", required=False)
    mails = forms.BooleanField(
        label="Write to me on Mondays", required=False, help_text="One line for each pair."
    )


@everyone("GET")
def page(request: HttpRequest) -> HttpResponse:
    """`?errors=1` shows the error summary too, `?bare=1` leaves the banners out."""
    if "bare" not in request.GET:
        _say_something(request)
    return render(request, "styleguide/page.html", _samples(with_errors="errors" in request.GET))


def _say_something(request: HttpRequest) -> None:
    messages.success(
        request, "Added. Dela sees it before Thursday.", extra_tags="undo:/style-guide/"
    )
    messages.info(request, "Dela has not finished; you will see both together.")
    messages.warning(request, "This goal is already agreed. Write an update, or propose a change.")


def _samples(*, with_errors: bool) -> dict[str, Any]:
    now = timezone.now()
    return {
        "log_form": LogForm(),
        "every_field": EveryField({} if with_errors else None),
        "now": now,
        "soon": now + timedelta(days=3),
        "today": timezone.localdate(now),
        "colours": ("ink", "muted", "teal", "clay", "gold", "moss", "plum", "error", "link"),
        "statuses": ("steady", "eye", "reach", "waiting", "draft", "agreed", "signed", "parked"),
    }
