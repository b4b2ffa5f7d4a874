"""What a coordinator decides about a cohort and its people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from mentorship.models import Cohort, Enrolment
from mentorship.models.enrolment import DECISIONS


class DecisionForm(forms.Form):
    """What a coordinator does with the people ticked in a list."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in DECISIONS])
    people = forms.ModelMultipleChoiceField(queryset=Enrolment.objects.none())

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = cohort.enrolments.exclude(status="draft").exclude(
            role="admin"
        )


class CohortForm(forms.ModelForm):
    class Meta:
        model = Cohort
        fields = ["name", "starts_on", "ends_on", "apply_until_on", "places"]
        field_classes = dict.fromkeys(["starts_on", "ends_on", "apply_until_on"], DayField)
        widgets = {
            name: forms.DateInput(attrs={"type": "date"})
            for name in ("starts_on", "ends_on", "apply_until_on")
        }
        help_texts = {"places": _("Leave empty for no limit.")}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        starts_on, ends_on = told.get("starts_on"), told.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Choose a last day after the first day."))
        others = self.instance.program.cohorts.exclude(pk=self.instance.pk)
        if others.filter(name=told.get("name", "")).exists():
            self.add_error("name", _("Choose another name; there is a cohort of that name."))
        return told
