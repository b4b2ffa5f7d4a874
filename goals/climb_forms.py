"""What people say about a goal under way: its ladder, its hill, whether it is still theirs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from goals.forms import DAY, lines
from goals.models import RESONANCE
from mentorship.forms.once import Once
from mentorship.templatetags.climbs import LEVELS, PLACES, level_words

# The one that is expected is asked first, then what would be better, then what would be less.
ASKED = (0, 1, 2, -1, -2)
WEIGHTS = ((1, _("it counts")), (2, _("it counts double")), (3, _("it counts most of all")))


class LadderForm(forms.Form):
    """Five outcomes, described before the work; all five, so that one can be told from another."""

    shown = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, partner: str, audience: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner, self.audience = partner, audience
        for level in ASKED:
            self.fields[f"step{level + 2}"] = forms.CharField(
                label=level_words(level),
                max_length=300,
                widget=lines(2),
                error_messages={"required": _("Say what somebody would see then.")},
            )
        self.fields["weight"] = forms.TypedChoiceField(
            label=_("Beside your other goals"),
            choices=WEIGHTS,
            coerce=int,
            initial=1,
            widget=forms.RadioSelect({"class": "row"}),
        )

    def told(self) -> dict[str, Any]:
        """What Ladder.objects.describe takes besides the goal."""
        said = self.cleaned_data
        steps = [said[f"step{number}"] for number in range(5)]
        return {"steps": steps, "weight": said["weight"], "shown": said["shown"]}


class RateForm(Once):
    """On which of the five steps it stands now; `shown` is the number of the ladder they are of."""

    shown = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    level = forms.TypedChoiceField(
        label=_("Where does it stand now?"), coerce=int, widget=forms.RadioSelect
    )
    line = forms.CharField(label=_("Because …"), max_length=300, required=False)
    audience = "pair"

    def __init__(self, *args: Any, partner: str, steps: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
        choices = [(str(level), words) for level, words in LEVELS.items()]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]
        self.fields["level"].hints = {  # type: ignore[attr-defined]
            str(level): steps[level + 2] for level in LEVELS
        }

    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"level": said["level"], "line": said["line"], "id": said["record"]}


class HillForm(forms.Form):
    place = forms.TypedChoiceField(
        label=_("Where on the hill is it?"),
        choices=list(enumerate(PLACES)),
        coerce=int,
        widget=forms.RadioSelect,
    )


class StillForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in RESONANCE])


class KeepForm(forms.Form):
    """Going on with it as it is."""

    audience = "pair"
    line = forms.CharField(label=_("You keep it because …"), max_length=300, widget=lines(1))
    check_on = DayField(label=_("Look at it again on"), required=False, widget=forms.DateInput(DAY))

    def __init__(self, *args: Any, partner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
        self.fields["check_on"].help_text = _("Left empty, it is after your next two check-ins.")
