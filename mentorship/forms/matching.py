"""What a coordinator decides about matching: weights and limits, and single pairs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.board.reasons import CRITERIA
from mentorship.matching.vocabulary import MUST, Rules, Weights
from mentorship.models import Enrolment

HELP = {
    "wishes": _("What they say after introductions. Without a round of these it changes nothing."),
    "identity": _("Asked only where this is not 0, and only a mentee can ask for it."),
}
# Points are tenths inside, and whole ones on every page.
TENTHS = 10
SWITCHES = {
    "shared_hour_required": _("They have a free hour in common"),
    "language_required": _("They share a language"),
    "manager_barred": _("Neither is the other’s line manager"),
    "same_manager_barred": _("They do not have the same line manager"),
    "same_department_barred": _("They work in different departments"),
    "earlier_barred": _("They were not a pair before"),
}
LIMITS = {
    "max_zone_gap": (_("At most so many hours between their time zones"), 0, 12),
    "min_seniority_gap": (_("The mentor is at least so many grades above"), -8, 8),
    "max_seniority_gap": (_("The mentor is at most so many grades above"), -8, 8),
}
SHORT_SEATS = (
    ("lottery", _("a lottery that anybody can draw again")),
    ("waiting_list", _("the order of the waiting list")),
    ("points", _("the best points (people who are hard to match stay out)")),
)
KEEPING = (
    (0, _("look for the best pairs anew")),
    (50, _("keep a pair unless another is better by 5 points")),
    (200, _("keep a pair unless another is better by 20 points")),
)
FIRST_SEATS = ((0, _("no")), (50, _("a little: 5 points")), (100, _("clearly: 10 points")))


class RulesForm(forms.Form):
    """Weights from 0 to 10 beside each other, and what no pair may break."""

    floor_first = forms.BooleanField(
        label=_("Lift the weakest pair before the total"),
        required=False,
        help_text=_("It costs next to nothing, and nobody gets a bad match for others’ sake."),
    )
    short_seats = forms.ChoiceField(
        label=_("With too few places, who has one is decided by"), choices=SHORT_SEATS
    )
    leave_out_price = forms.IntegerField(
        label=_("Leave somebody without a mentor rather than lose so many points"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("Empty: as many people as can be have a mentor."),
    )
    first_seat_bonus = forms.TypedChoiceField(
        label=_("Prefer mentors who would have nobody"), choices=FIRST_SEATS, coerce=int
    )
    keep_bonus = forms.TypedChoiceField(
        label=_("When people come and go before you publish"), choices=KEEPING, coerce=int
    )
    stable = forms.BooleanField(
        label=_("Let ranked wishes decide, and points only where nobody has any"),
        required=False,
        help_text=_(
            "No two people then prefer each other to what they have. The total is lower, and the "
            "weakest pair can be much weaker."
        ),
    )

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        self.rules = rules
        super().__init__(*args, initial=_shown(rules), **kwargs)
        for name in Weights._fields:
            self.fields[name] = forms.IntegerField(
                label=CRITERIA[name], min_value=0, max_value=MUST, help_text=HELP.get(name, "")
            )
        for name, label in SWITCHES.items():
            self.fields[name] = forms.BooleanField(label=label, required=False)
        for name, (label, least, most) in LIMITS.items():
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=least, max_value=most
            )

    @property
    def weights(self) -> list[Any]:
        return [self[name] for name in Weights._fields]

    @property
    def limits(self) -> list[Any]:
        return [self[name] for name in (*SWITCHES, *LIMITS)]

    @property
    def fairness(self) -> list[Any]:
        return [self[name] for name in self.base_fields]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not any(told.get(name) for name in Weights._fields):
            self.add_error(None, _("Give at least one criterion a weight."))
        least, most = told.get("min_seniority_gap"), told.get("max_seniority_gap")
        if least is not None and most is not None and least > most:
            self.add_error("max_seniority_gap", _("Choose at least as much as the number above."))
        return told

    def decided(self) -> Rules:
        """The rules with what was filled in; whom they are about stays as it was."""
        told = self.cleaned_data
        price = told["leave_out_price"]
        plain = {name: told[name] for name in (*SWITCHES, *LIMITS, *KEPT)}
        return replace(
            self.rules,
            weights=self.rules.weights._replace(**{name: told[name] for name in Weights._fields}),
            leave_out_price=None if price is None else price * TENTHS,
            **plain,
        )


KEPT = ("floor_first", "short_seats", "first_seat_bonus", "keep_bonus", "stable")


def _shown(rules: Rules) -> dict[str, Any]:
    price = rules.leave_out_price
    plain = {name: getattr(rules, name) for name in (*SWITCHES, *LIMITS, *KEPT)}
    shown = None if price is None else price // TENTHS
    return {**rules.weights._asdict(), **plain, "leave_out_price": shown}


class VetoForm(forms.Form):
    """Why two people are not to be a pair; only coordinators read it."""

    audience = "coordinators"
    reason = forms.CharField(label=_("Why not"), required=False, max_length=200)


class NoteForm(forms.Form):
    audience = "coordinators"
    note = forms.CharField(label=_("A note about this pair"), required=False, max_length=300)


class ChooseForm(forms.Form):
    """One mentee, one mentor, both of the cohort; whether they may be a pair, matching says."""

    mentee = forms.ModelChoiceField(queryset=Enrolment.objects.none())
    mentor = forms.ModelChoiceField(queryset=Enrolment.objects.none())

    def __init__(self, *args: Any, cohort: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = cohort.enrolments.accepted()
        self.fields["mentee"].queryset = people.mentees()
        self.fields["mentor"].queryset = people.mentors()
