"""What a coordinator may say otherwise about one clause."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.clause_sets import Entry


class EntryForm(forms.Form):
    """The texts of a clause; `shown` is the number of the version that they were written on."""

    audience = "programme"
    shown = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = forms.CharField(label=_("What it is about"), max_length=80)
    why = forms.CharField(
        label=_("Why it is asked"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One plain sentence; it stands above the box."),
    )
    first = forms.CharField(label=_("How somebody put it"), max_length=200, required=False)
    second = forms.CharField(label=_("And somebody else"), max_length=200, required=False)
    prompt = forms.CharField(
        label=_("What the two may ask each other when they differ"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, entry: Entry, number: int, **kwargs: Any) -> None:
        self.entry = entry
        super().__init__(*args, initial=start_of(entry) | {"shown": number}, **kwargs)

    def said(self) -> Entry:
        told = self.cleaned_data
        samples = tuple(told[name] for name in ("first", "second") if told[name])
        texts = {name: told[name] for name in ("title", "why", "prompt")}
        return self.entry.saying(**texts, samples=samples)


def start_of(entry: Entry) -> dict[str, str]:
    """How the clause reads now; empty boxes for one that is not there yet."""
    if entry.is_own and not entry.texts:
        return {}
    clause = entry.clause
    samples = [str(sample) for sample in clause.samples] + ["", ""]
    told = {name: str(getattr(clause, name)) for name in ("title", "why", "prompt")}
    return told | {"first": samples[0], "second": samples[1]}
