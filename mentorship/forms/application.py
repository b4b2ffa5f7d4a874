"""What somebody tells who applies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Weekday
from mentorship.models import Program

MOST_SKILLS = 6
# A week in coarse strokes; finer hours are kept on the person's own page.
DAY_PARTS = (
    ("morning", _("morning"), 8 * 60, 12 * 60),
    ("lunch", _("lunch"), 12 * 60, 14 * 60),
    ("afternoon", _("afternoon"), 14 * 60, 18 * 60),
    ("evening", _("evening"), 18 * 60, 21 * 60),
)


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
