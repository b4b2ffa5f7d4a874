"""Boxes for the parts of clauses, and what holds for the days that people put into them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.days import DayField
from mentorship.clauses import Part


def field_of(part: Part, *, is_mentor: bool = False, asks: bool = False) -> forms.Field:
    """`asks`: of one person alone, so choices lie open and none of them is taken already."""
    about = {"label": part.label_for(is_mentor=is_mentor), "help_text": part.hint}
    about["required"] = False
    if part.kind == "choice" and asks:
        return forms.ChoiceField(choices=part.choices, widget=forms.RadioSelect, **about)
    if part.kind == "choice":
        return forms.ChoiceField(choices=(("", _("not settled")), *part.choices), **about)
    if part.kind == "date":
        return DayField(widget=forms.DateInput(attrs={"type": "date"}), **about)
    if part.kind == "line":
        return forms.CharField(max_length=300, **about)
    return forms.CharField(max_length=600, widget=forms.Textarea(attrs={"rows": 3}), **about)


class PartsForm(forms.Form):
    """Days that are new are still to come, and lie within the round (`until_on`: its last day).

    A day that stood there before may be over by now: nobody has to mend it to change a word.
    """

    parts: Sequence[Part] = ()
    until_on: date | None = None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for part in self.parts:
            on = told.get(part.key)
            if isinstance(on, date) and str(on) != str(self.initial.get(part.key) or ""):
                self._need_to_come(part.key, on)
        return told

    def _need_to_come(self, key: str, on: date) -> None:
        if on < timezone.localdate():
            self.add_error(key, _("Choose a day that is still to come."))
        elif self.until_on and on > self.until_on:
            end = date_format(self.until_on, _("j F Y"))
            self.add_error(key, _("Choose a day up to %s, when your round ends.") % end)
