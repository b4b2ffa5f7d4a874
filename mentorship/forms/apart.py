"""Which two people are kept apart, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ApartForm(forms.Form):
    audience = "coordinators"
    person = forms.ModelChoiceField(
        label=_("This person"), queryset=User.objects.none(), empty_label=_("choose")
    )
    other = forms.ModelChoiceField(
        label=_("and this one"), queryset=User.objects.none(), empty_label=_("choose")
    )
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args: Any, cohort: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = cohort.enrolments.exclude(role="admin").values("person")
        people = User.objects.filter(pk__in=here).order_by("name")
        for name in ("person", "other"):
            self.fields[name].queryset = people
        # Both boxes offer the same people, asked for once.
        once = list(iter(self.fields["person"].choices))
        for name in ("person", "other"):
            self.fields[name].widget.choices = once

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("person") and told["person"] == told.get("other"):
            self.add_error("other", _("Choose two different people."))
        return told
