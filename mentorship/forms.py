"""What people fill in: applications, people, decisions."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from accounts.models import Weekday
from mentorship.models import Cohort, Enrolment, Program

MOST_SKILLS = 6
# A week in coarse strokes; finer hours are kept on the person's own page.
DAY_PARTS = (
    ("morning", _("morning"), 8 * 60, 12 * 60),
    ("lunch", _("lunch"), 12 * 60, 14 * 60),
    ("afternoon", _("afternoon"), 14 * 60, 18 * 60),
    ("evening", _("evening"), 18 * 60, 21 * 60),
)


class Once(forms.Form):
    """A form that carries the id of the row it will create, so that posting it twice makes one."""

    record = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("How would you like to take part?"),
        choices=[
            ("mentee", _("As a mentee: I want to grow with somebody's help")),
            ("mentor", _("As a mentor: I want to help somebody grow")),
        ],
        widget=forms.RadioSelect,
    )
    capacity = forms.IntegerField(
        label=_("If you are a mentor: how many mentees at a time?"),
        min_value=1,
        max_value=10,
        initial=1,
        required=False,
        help_text=_("You can change this later, and stop new requests at any time."),
    )


class SkillsForm(forms.Form):
    """Up to six skills, from the programme's list or in one's own words."""

    skills = forms.MultipleChoiceField(
        label=_("Choose up to six"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own = forms.CharField(
        label=_("Something else"),
        required=False,
        max_length=200,
        help_text=_("Several, separated by commas."),
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = [(name, name) for name in program.skills]
        if not program.skills:
            del self.fields["skills"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        own = [word.strip()[:60] for word in told.get("own", "").split(",") if word.strip()]
        chosen = list(dict.fromkeys([*told.get("skills", []), *own]))
        if len(chosen) > MOST_SKILLS:
            self.add_error(None, _("Choose six at most: a few that matter are matched better."))
        return {**told, "chosen": [{"name": name, "level": 3} for name in chosen]}


class WeekForm(forms.Form):
    """When somebody is usually free, as parts of days in their own time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(key, label) for key, label, _from, _until in DAY_PARTS]
        for day, label in Weekday.choices:
            self.fields[f"day{day}"] = forms.MultipleChoiceField(
                label=label,
                choices=parts,
                required=False,
                widget=forms.CheckboxSelectMultiple({"class": "row"}),
            )

    def week(self) -> list[tuple[int, int, int]]:
        """The chosen stretches as (weekday, from minute, until minute)."""
        return [
            (day, start, end)
            for day in range(7)
            for key, _label, start, end in DAY_PARTS
            if key in self.cleaned_data[f"day{day}"]
        ]


class AnswerForm(forms.Form):
    """One question of the programme's own; every one may be skipped."""

    answer = forms.CharField(required=False, max_length=3000)

    def __init__(self, *args: Any, question: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label, field.help_text = question["label"], question.get("why", "")
        if question["kind"] == "long":
            field.widget = forms.Textarea(attrs={"rows": 5})


class DecisionForm(forms.Form):
    """What a coordinator does with the people ticked in a list."""

    VERBS = ("accept", "keep_waiting", "decline")
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS])
    people = forms.ModelMultipleChoiceField(queryset=Enrolment.objects.none())

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = cohort.enrolments.exclude(status="draft")


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
