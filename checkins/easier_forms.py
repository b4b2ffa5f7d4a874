"""What the one whose action slipped twice fills in: a plan for it, or a smaller step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.forms.once import Once


class PlanForm(forms.Form):
    """A moment that comes anyway, and what to do then."""

    audience = "pair"
    when = forms.CharField(
        label=_("If …"),
        max_length=200,
        help_text=_("A moment that comes anyway, such as “I open my laptop on Tuesday”."),
        error_messages={"required": _("Name a moment that comes anyway.")},
    )
    then = forms.CharField(
        label=_("… then I will"),
        max_length=200,
        help_text=_("The first two minutes of it, such as “write the first question”."),
        error_messages={"required": _("Say what you do in that moment.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, partner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner

    def clean_when(self) -> str:
        """It is read after "If", so it needs no comma of its own."""
        return str(self.cleaned_data["when"]).rstrip(" ,.…")

    def clean_then(self) -> str:
        return str(self.cleaned_data["then"]).rstrip(" .…")


class SmallerForm(Once):
    """A step that fits in ten minutes, in place of the whole."""

    audience = "pair"
    text = forms.CharField(
        label=_("A first step of ten minutes"),
        max_length=300,
        error_messages={"required": _("Say what the smaller step is.")},
    )

    def __init__(self, *args: Any, partner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
