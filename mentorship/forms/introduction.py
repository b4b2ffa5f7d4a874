"""Opening a round of introductions, and saying what one thinks of those one met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from mentorship.models import Enrolment, Introduction
from mentorship.models.introduction import MENTEES, MENTORS, NO

LONGEST = dt.timedelta(days=60)


class RoundForm(forms.Form):
    """How many people everybody meets, and until when they say how it was."""

    each = forms.IntegerField(
        label=_("Mentors whom every mentee meets"), min_value=1, max_value=5, initial=3
    )
    most = forms.IntegerField(
        label=_("Mentees whom a mentor meets at most"),
        min_value=1,
        max_value=20,
        help_text=_("A talk takes them about twenty minutes."),
    )
    until_on = DayField(
        label=_("They have their say until"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_until_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["until_on"]
        if not self.today < day <= self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day within the next two months."))
        return day


class SayForm(forms.Form):
    """One answer for each introduction of one person; what is left open stays open."""

    audience = "coordinators"

    def __init__(
        self, *args: Any, enrolment: Enrolment, introductions: list[Introduction], **kwargs: Any
    ) -> None:
        self.is_mentor = enrolment.role == Enrolment.Role.MENTOR
        self.introductions = introductions
        super().__init__(*args, **kwargs)
        for one in introductions:
            other = one.other_of(enrolment).person.get_short_name()
            self._add_answer(one, other)

    def _add_answer(self, one: Introduction, other: str) -> None:
        choices = [("", _("not yet")), *(MENTORS if self.is_mentor else MENTEES).items()]
        self.fields[f"says-{one.pk}"] = forms.ChoiceField(
            label=_("Would you like to work with %(name)s?") % {"name": other},
            choices=choices,
            required=False,
            initial=(one.mentor_says if self.is_mentor else one.mentee_says) or "",
            widget=forms.RadioSelect,
        )
        if not self.is_mentor:
            self.fields[f"why-{one.pk}"] = forms.CharField(
                label=_("Why, in a few words"),
                max_length=300,
                required=False,
                initial=one.mentee_why,
                help_text=_("Not with a no: that needs no reason, and nobody reads it."),
            )

    @property
    def answers(self) -> Iterator[tuple[Introduction, list[Any]]]:
        """Each introduction with its fields."""
        for one in self.introductions:
            names = [f"says-{one.pk}", f"why-{one.pk}"]
            yield one, [self[name] for name in names if name in self.fields]

    def said(self) -> Iterator[tuple[Introduction, dict[str, Any]]]:
        """What changed, as `Introduction.say` takes it."""
        for one in self.introductions:
            told = self._told(one)
            if any(getattr(one, name) != value for name, value in told.items()):
                yield one, told

    def _told(self, one: Introduction) -> dict[str, Any]:
        says = self.cleaned_data[f"says-{one.pk}"]
        if self.is_mentor:
            return {"mentor_says": says}
        why = "" if says == str(NO) else self.cleaned_data[f"why-{one.pk}"]
        return {"mentee_says": int(says) if says else None, "mentee_why": why}
