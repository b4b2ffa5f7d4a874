"""What two people fill in about meeting: a rhythm, a prep, notes, actions, another time."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from checkins.models import Prep
from checkins.recurrence import Rhythm, Rule
from goals.still import Asked
from mentorship.models import Pairing

RHYTHMS = (
    ("weekly-1", _("every week")),
    ("weekly-2", _("every two weeks")),
    ("weekly-3", _("every three weeks")),
    ("weekly-4", _("every four weeks")),
    ("monthly_weekday-1", _("once a month, on the same weekday")),
)
FURTHEST = dt.timedelta(days=366)
PULSES = [(str(n), str(n)) for n in range(1, 6)]


class SeriesForm(forms.Form):
    """A first date and time in the writer's own zone, and a rhythm."""

    first_on = DayField(label=_("First date"), widget=forms.DateInput(attrs={"type": "date"}))
    wall_time = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=RHYTHMS, widget=forms.RadioSelect, initial="weekly-2"
    )
    minutes = forms.IntegerField(label=_("For how many minutes"), min_value=15, max_value=240)
    place = forms.CharField(
        label=_("Where"),
        max_length=300,
        required=False,
        help_text=_("A link, a room, a bench in the park."),
    )
    record = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, zone: str, pairing: Pairing, **kwargs: Any) -> None:
        """It begins with what the two agreed on."""
        super().__init__(*args, **kwargs)
        self.zone, self.until_on = zone, pairing.until_on
        self.fields["minutes"].initial = pairing.minutes
        if pairing.channel:
            agreed_how = _("You two agreed to meet %s. A link, a room, a bench in the park.")
            self.fields["place"].help_text = agreed_how % pairing.get_channel_display()
        agreed = f"weekly-{pairing.cadence_days // 7}"
        if agreed in dict(RHYTHMS):
            self.fields["rhythm"].initial = agreed
        self.fields["wall_time"].help_text = _("Your time zone: %s.") % zone.replace("_", " ")

    def clean_first_on(self) -> dt.date:
        first_on: dt.date = self.cleaned_data["first_on"]
        if first_on < timezone.localdate():
            raise forms.ValidationError(_("Choose a date from today on."))
        if first_on > self.until_on:
            raise forms.ValidationError(
                _("Choose a date before your time ends on %s.")
                % date_format(self.until_on, _("j F Y"))
            )
        return first_on

    def rule(self) -> Rule:
        told = self.cleaned_data
        rhythm, interval = told["rhythm"].split("-")
        return Rule.like(
            Rhythm(rhythm), told["first_on"], told["wall_time"], self.zone, interval=int(interval)
        )


class PrepForm(forms.Form):
    """Three minutes before a check-in."""

    audience = "pair"
    pulse = forms.TypedChoiceField(
        label=_("I leave our check-ins with something I can use."),
        choices=PULSES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect({"class": "scale"}),
    )
    pace = forms.TypedChoiceField(
        label=_("The pace I would like"),
        choices=Prep.Pace.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    want = forms.CharField(
        label=_("What I most want from this one"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One line. It is the first thing your partner reads."),
    )

    def __init__(
        self,
        *args: Any,
        partner: Any,
        goals: dict[uuid.UUID, Asked] | None = None,
        **kwargs: Any,
    ) -> None:
        """`goals`: those under way, by pk."""
        super().__init__(*args, **kwargs)
        self.partner = partner.get_short_name()
        self.fields["pulse"].ends = (_("not at all"), _("very much"))  # type: ignore[attr-defined]
        self.goals = goals or {}
        for pk, asked in self.goals.items():
            self.fields[f"still-{pk}"] = forms.ChoiceField(
                label=f"{asked.question} {asked.title}",
                choices=asked.choices,
                required=False,
                initial=asked.said,
                widget=forms.RadioSelect({"class": "row"}),
            )

    def prep(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PrepForm.base_fields}

    def still(self) -> dict[uuid.UUID, str]:
        """What was chosen of each goal; goals that were left out are left out."""
        told = {pk: self.cleaned_data[f"still-{pk}"] for pk in self.goals}
        return {pk: kind for pk, kind in told.items() if kind}


class NoteForm(forms.Form):
    """A text that two tabs never overwrite silently."""

    audience = "pair"
    text = forms.CharField(
        label=_("Notes"), required=False, max_length=20_000, widget=forms.Textarea({"rows": 5})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, partner: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner.get_short_name() if partner else ""


class PrivateNoteForm(NoteForm):
    audience = "me"


class ActionForm(forms.Form):
    audience = "pair"
    text = forms.CharField(label=_("What to do"), max_length=300)
    owner = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect({"class": "row"}))
    due_on = DayField(label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    record = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, reader: Any, partner: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner.get_short_name()
        self.people = {str(reader.pk): reader, str(partner.pk): partner}
        choices = [(str(reader.pk), _("me")), (str(partner.pk), partner.get_short_name())]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]
        self.fields["owner"].initial = str(reader.pk)

    def told(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {
            "text": said["text"],
            "owner": self.people[said["owner"]],
            "due_on": said["due_on"],
            "id": said["record"],
        }


class MoveForm(forms.Form):
    """Another time for one check-in, in the reader's own zone."""

    starts_at = forms.DateTimeField(
        label=_("New date and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_starts_at(self) -> dt.datetime:
        starts_at: dt.datetime = self.cleaned_data["starts_at"]
        if starts_at <= timezone.now():
            raise forms.ValidationError(_("Choose a time that is still to come."))
        if starts_at > timezone.now() + FURTHEST:
            raise forms.ValidationError(_("Choose a time within a year."))
        return starts_at
