"""The questions of the first minutes. Each has an answer that works."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import zones
from accounts.days import DayField
from accounts.forms import LONG_ENOUGH, name_field
from accounts.models import User
from accounts.models.user import default_zone
from accounts.names import clean_name
from mentorship.models.founding import usual_dates

DATE = {"type": "date"}


class FirstProgramForm(forms.Form):
    program_name = forms.CharField(
        label=_("What is the programme called?"), max_length=120, initial=_("Mentorship programme")
    )
    cohort_name = forms.CharField(
        label=_("And its first round?"), max_length=120, initial=_("First round")
    )
    starts_on = DayField(label=_("First day"), widget=forms.DateInput(DATE))
    ends_on = DayField(label=_("Last day"), widget=forms.DateInput(DATE))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        starts_on, ends_on = usual_dates(timezone.localdate())
        kwargs["initial"] = {"starts_on": starts_on, "ends_on": ends_on}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        starts_on, ends_on = told.get("starts_on"), told.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("Choose a last day after the first day."))
        return told


class FirstOwnerForm(forms.Form):
    name = name_field()
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "email"})
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=LONG_ENOUGH,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    time_zone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput({"data-zone-guess": ""})
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Choose another address: this one has an account."))
        return email

    def clean_time_zone(self) -> str:
        return zones.guessed(self.cleaned_data["time_zone"], default_zone())

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "password" in told:
            person = User(email=told.get("email", ""), name=told.get("name", ""))
            try:
                validate_password(told["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return told
