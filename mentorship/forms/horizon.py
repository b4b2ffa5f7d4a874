"""How one of the two sees the direction: one mark, and a line or four about it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.models import HorizonMark

LONGEST = 300


def _line(label: Any, hint: Any = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 2})
    told = {"label": label, "help_text": hint, "max_length": LONGEST}
    return forms.CharField(required=False, widget=box, **told)


class MarkForm(forms.Form):
    """`shown` is the number of the check that the answers are meant for."""

    audience = "sealed"
    audiences: ClassVar = {"direction": "sealed"}
    shown = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    direction = forms.ChoiceField(
        label=_("Beside our horizon, the way we are going is"),
        choices=HorizonMark.Direction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes nearest.")},
    )
    line = _line(_("One line about it"), _("Where do you see you two going just now?"))

    def __init__(self, *args: Any, partner: Any, shown: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner.get_short_name()
        self.initial["shown"] = shown

    def told(self) -> dict[str, str]:
        return {name: said for name, said in self.cleaned_data.items() if name != "shown"}


class HalfwayForm(MarkForm):
    """Halfway one also says what to keep, to change, and to try."""

    keeps = _line(_("Keep"), _("What works, and should stay as it is."))
    changes = _line(_("Change"), _("What you would do differently from now on."))
    tries = _line(_("Try"), _("One thing for the second half."))
