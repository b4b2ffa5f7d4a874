"""What people tell us about themselves. allauth builds its forms upon this module."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import zones
from accounts.categories import CATEGORIES
from accounts.days import DayField
from accounts.models import Leave, MailPreferences, Profile, User, Weekday
from accounts.names import clean_line, clean_name

ROW = {"class": "row"}
LONG_ENOUGH = _("Ten characters or more; a few words are easy to keep in mind.")
UNSAID = ("", _("no matter"))


def name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As your partner should call you."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )


class SignupDetails(forms.Form):
    """What sign-up asks beyond address and password. The zone is a guess, confirmed later."""

    name = name_field()
    time_zone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput({"data-zone-guess": ""})
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.time_zone = zones.guessed(self.cleaned_data["time_zone"], user.time_zone)
        user.save(update_fields=["name", "time_zone"])


class ProfileForm(forms.ModelForm):
    """A person's profile, with what stands in their account."""

    # The page says it once for the short ones.
    audiences = {"bio": "programme", "good_to_know": "programme"}
    name = name_field()
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("In brackets: the time there now. Is it yours?")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    uses_shortcuts = forms.BooleanField(
        label=_("Single keys open pages: l, j, g h, ?"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Profile
        fields = (
            "pronouns",
            "headline",
            "bio",
            "feedback",
            "thinking",
            "planning",
            "good_to_know",
            "version",
        )
        labels = {
            "headline": _("In one line"),
            "feedback": _("When something could be better, tell me"),
            "thinking": _("With a hard question"),
            "planning": _("On the way to a goal"),
            "good_to_know": _("Good to know about me"),
        }
        help_texts = {
            "pronouns": _("If you like: she/her, they/them …"),
            "headline": _("What you do, or what you are after."),
            "good_to_know": _("What makes working with you easier. Half a sentence is plenty."),
        }
        widgets = {
            "bio": forms.Textarea({"rows": 3}),
            "good_to_know": forms.Textarea({"rows": 1}),
            "feedback": forms.RadioSelect(ROW),
            "thinking": forms.RadioSelect(ROW),
            "planning": forms.RadioSelect(ROW),
        }

    field_order = ("name", "pronouns", "headline", "bio", "time_zone", "language")

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        own = ("name", "time_zone", "language", "uses_shortcuts")
        kept = {name: getattr(person, name) for name in own}
        kwargs["initial"] = {**kept, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones.choices(person.time_zone)
        self.order_fields([name for name in self.fields if name != "uses_shortcuts"])
        for name in ("feedback", "thinking", "planning"):
            self.fields[name].choices = [*self.fields[name].choices[1:], UNSAID]
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_pronouns(self) -> str:
        return clean_line(self.cleaned_data["pronouns"])

    def clean_headline(self) -> str:
        return clean_line(self.cleaned_data["headline"])

    def told(self) -> dict[str, str]:
        """The part that stands in the profile."""
        names = [name for name in self.Meta.fields if name != "version"]
        return {name: self.cleaned_data[name] for name in names}


class AnyNumberOf(forms.MultipleChoiceField):
    """Several of the choices, and none is an answer too, not a field that was left out."""

    def validate(self, value: list[str]) -> None:
        if value:
            super().validate(value)


class MailForm(forms.ModelForm):
    """What somebody wants to hear from us, and when not."""

    wanted = AnyNumberOf(
        label=_("Write to me about"),
        choices=list(CATEGORIES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mails about your account and its safety always come."),
    )
    weekly_cap = forms.TypedChoiceField(
        label=_("Invitations and celebrations: at most this many mails a week"),
        coerce=int,
        widget=forms.RadioSelect({"class": "scale"}),
        help_text=_("Check-ins, decisions, and what your partner sends you do not count."),
    )

    class Meta:
        model = MailPreferences
        fields = ("weekly_cap", "quiet_from", "quiet_until")
        labels = {"quiet_from": _("Quiet from"), "quiet_until": _("Quiet until")}
        widgets = {
            "quiet_from": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }

    field_order = ("wanted", "weekly_cap", "quiet_from", "quiet_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        caps = sorted({0, 1, 2, 3, 5, self.instance.weekly_cap})
        self.fields["weekly_cap"].choices = [(number, str(number)) for number in caps]
        self.initial["wanted"] = [name for name in CATEGORIES if name not in self.instance.muted]

    def save(self, *, by: User) -> None:  # type: ignore[override]
        told = {name: self.cleaned_data[name] for name in self.Meta.fields}
        muted = [name for name in CATEGORIES if name not in self.cleaned_data["wanted"]]
        self.instance.choose(by=by, muted=muted, **told)


class FreeHoursForm(forms.Form):
    """One stretch of free time, on one or several days of every week."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("On"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(ROW),
    )
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}))
    ends = forms.TimeField(
        label=_("Until"),
        widget=forms.TimeInput({"type": "time"}),
        help_text=_("00:00 is midnight."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "starts" in told and "ends" in told:
            told["from_minute"] = _minute(told["starts"])
            told["until_minute"] = _minute(told["ends"]) or 24 * 60
            if told["from_minute"] >= told["until_minute"]:
                self.add_error("ends", _("Choose an end that is later than the start."))
        return told


class LeaveForm(forms.ModelForm):
    class Meta:
        model = Leave
        fields = ("starts_on", "ends_on")
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        labels = {"starts_on": _("First day away"), "ends_on": _("Last day away")}
        widgets = {
            "starts_on": forms.DateInput({"type": "date"}),
            "ends_on": forms.DateInput({"type": "date"}),
        }

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and last and first > last:
            self.add_error("ends_on", _("Choose a last day that is not before the first."))
        return told


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))


class JoinForm(forms.Form):
    """How somebody who was entered by others wants to sign in."""

    password = forms.CharField(
        label=_("Choose a password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Leave it empty to get a code by mail each time instead."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, self.person)
        return password


def _minute(at: dt.time) -> int:
    return at.hour * 60 + at.minute
