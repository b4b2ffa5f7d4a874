"""Saying that a match is not the right one: a neutral reason, and a line for coordinators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mentorship.models import SeatRequest
from mentorship.models.asking import Placed, Shortage
from mentorship.models.parting import PartingReason


class DeclineForm(forms.Form):
    """Before the start; a reason helps the next match, and nobody has to give one."""

    audience = "coordinators"
    audiences = {"reason": "coordinators"}
    reason = forms.ChoiceField(
        label=_("If you like, say why"),
        choices=[*PartingReason.choices, ("", _("I would rather not say"))],
        widget=forms.RadioSelect,
        required=False,
    )


class RematchForm(forms.Form):
    audience = "coordinators"
    audiences = {"reason": "coordinators", "line": "coordinators"}
    reason = forms.ChoiceField(
        label=_("What comes nearest"), choices=PartingReason.choices, widget=forms.RadioSelect
    )
    line = forms.CharField(
        label=_("A line about it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if you like. It is sealed, and in no mail."),
    )


class AskSeatsForm(forms.Form):
    """Whom of the best placed mentors to ask; as many are ticked as places are missing."""

    MOST_TICKED = 3
    mentors = forms.MultipleChoiceField(
        label=_("Best placed first"),
        help_text=_("One place more could go to most of those who wait, and fit them best."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one mentor."),
            "invalid_choice": _("Somebody has been asked in the meantime. Choose again."),
        },
    )

    def __init__(self, *args: Any, found: Shortage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.enrolment.pk): one for one in found.mentors}
        field = self.fields["mentors"]
        field.choices = [(pk, one.enrolment.person.name) for pk, one in self.by_id.items()]
        field.hints = {pk: _hint(one, found.waiting) for pk, one in self.by_id.items()}
        self.initial["mentors"] = list(self.by_id)[: min(found.short, self.MOST_TICKED)]

    def chosen(self) -> list[Any]:
        return [self.by_id[pk].enrolment for pk in self.cleaned_data["mentors"]]


def _hint(one: Placed, waiting: int) -> str:
    fits = ngettext(
        "Allowed for the one who waits, at %(best)d of 100.",
        "Allowed for %(allowed)d of %(n)d who wait, at %(best)d of 100 at best.",
        waiting,
    )
    taken = gettext("Now %(taken)d of %(of)d places are taken.")
    facts = {"allowed": one.allowed, "n": waiting, "best": one.best}
    places = {"taken": one.enrolment.seats_taken, "of": one.enrolment.capacity}
    return f"{fits % facts} {taken % places}"


class AnswerForm(forms.Form):
    """A yes or a no: each is a button of its own."""

    answer = forms.ChoiceField(choices=[("give", _("yes")), ("decline", _("no"))])

    def carry_out(self, request: SeatRequest, **by: Any) -> None:
        getattr(request, self.cleaned_data["answer"])(**by)
