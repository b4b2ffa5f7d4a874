"""What people fill in: what moved, a goal, its checkpoints, a kind goodbye."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from goals.coaching.rules import Sketch
from goals.models import MOST, Goal, Progress
from mentorship.forms.once import Once

ONE_TO_FIVE = tuple((str(number), str(number)) for number in range(1, 6))
DAY = {"type": "date"}
NO_LINK = _("Give a link that begins with https://, or leave it empty.")
EXAMPLES = _("Such as “Asked for help” or “Stuck on a test”.")


def lines(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class LogForm(Once):
    """One thing that moved. Nothing but the words is needed."""

    audience = "pair"
    text = forms.CharField(
        label=_("In your own words"),
        max_length=3000,
        widget=lines(2),
        error_messages={"required": _("Write down what moved; half a sentence will do.")},
    )
    kind = forms.ChoiceField(
        label=_("It was"),
        choices=Progress.Kind.choices,
        initial=Progress.Kind.STEP,
        widget=forms.RadioSelect({"class": "row"}),
    )
    confidence = forms.TypedChoiceField(
        label=_("How sure do you feel right now?"),
        choices=ONE_TO_FIVE,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect({"class": "scale"}),
    )
    confidence.ends = (_("lost"), _("sure"))  # type: ignore[attr-defined]
    goal = forms.TypedChoiceField(
        label=_("It belongs to"),
        coerce=uuid.UUID,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("That goal is not under way now. Choose another one.")},
    )
    private = forms.BooleanField(label=_("Keep it private instead: only me"), required=False)

    def __init__(
        self, *args: Any, partner: str, goals: dict[uuid.UUID, str], is_first: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
        self.fields["text"].widget.attrs["autofocus"] = not self.is_bound
        if is_first:
            self.fields["text"].help_text = EXAMPLES
        if goals:
            titles = [(str(pk), title) for pk, title in goals.items()]
            self.fields["goal"].choices = [*titles, ("", _("no goal in particular"))]
        else:
            del self.fields["goal"]

    def told(self) -> dict[str, Any]:
        """What Progress.objects.log takes besides the words."""
        said = self.cleaned_data
        audience = Progress.Audience.ME if said["private"] else Progress.Audience.PAIR
        return {
            "id": said["record"],
            "kind": said["kind"],
            "goal_id": said.get("goal"),
            "confidence": said["confidence"],
            "audience": audience,
        }


class FollowUpForm(forms.Form):
    """The one question that follows a win or a snag; its answer is read by whoever reads those."""

    text = forms.CharField(max_length=3000, widget=lines(2))

    def __init__(self, *args: Any, entry: Progress, partner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
        self.audience = "pair" if entry.is_shared else "me"
        self.fields["text"].label = entry.question


class GoalForm(forms.Form):
    """A goal's wording. The coach comments beside it, and never stands in the way of saving."""

    title = forms.CharField(
        label=_("The goal, in one sentence"),
        max_length=600,
        widget=lines(2),
        help_text=_("Start with a sentence; rough is fine."),
    )
    measure = forms.CharField(
        label=_("I will know because …"), max_length=1000, required=False, widget=lines(2)
    )
    matters = forms.CharField(
        label=_("It matters to me because …"), max_length=1000, required=False, widget=lines(2)
    )
    due_on = DayField(label=_("By"), required=False, widget=forms.DateInput(DAY))
    confidence = forms.IntegerField(
        label=_("How sure are you that you can do it, from 0 to 10?"),
        min_value=0,
        max_value=10,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    is_new = forms.BooleanField(label=_("This field is new to me"), required=False)

    def __init__(self, *args: Any, partner: str, audience: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner, self.audience = partner, audience

    def wording(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in GoalForm.base_fields}

    def sketch(self) -> Sketch:
        """What is in the boxes now, for the coach; also when some of it is not valid yet."""
        self.full_clean()
        said = self.cleaned_data if self.is_bound else self.initial
        found = {name: said.get(name) for name in GoalForm.base_fields}
        return Sketch(**{name: value for name, value in found.items() if value is not None})

    def borrow(self, words: str, hint: str = "") -> None:
        """Put words beside the sentence, or in its place while there is none; ask for nothing."""
        self.errors.clear()
        sentence = self["title"]
        sentence.field.widget.attrs["autofocus"] = True
        if self.data.get("title", "").strip():
            sentence.help_text = _("Said like this? %s") % words
        else:
            self.data = {**self.data.dict(), "title": words}
            sentence.help_text = hint or sentence.help_text


class NewGoalForm(Once, GoalForm):
    """A goal that is not there yet; a mentor may say that it is one of their own."""

    is_own = forms.BooleanField(label=_("This is something that I want to learn"), required=False)

    def __init__(self, *args: Any, is_mentor: bool, **kwargs: Any) -> None:
        super().__init__(*args, audience="me", **kwargs)
        if not is_mentor:
            del self.fields["is_own"]

    def owner_role(self) -> str:
        return Goal.Owner.MENTOR if self.cleaned_data.get("is_own") else Goal.Owner.MENTEE


class ReviseForm(GoalForm):
    """Other words for a goal that is there. What both can see is changed with a reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("It changes because …"),
        max_length=300,
        widget=lines(1),
        help_text=_("Half a sentence; it stays with the earlier wording."),
    )

    def __init__(self, *args: Any, is_shared: bool, **kwargs: Any) -> None:
        super().__init__(*args, audience="pair" if is_shared else "me", **kwargs)
        if not is_shared:
            del self.fields["reason"]

    def changes(self) -> dict[str, Any]:
        """What Goal.revise takes."""
        said = self.cleaned_data
        told = {"shown_version": said["version"], "reason": said.get("reason", "")}
        return self.wording() | told


class ParkForm(forms.Form):
    """Putting a goal aside, with a reason from a neutral list."""

    because = forms.ChoiceField(
        label=_("It waits because …"), choices=Goal.Wait.choices[:-1], widget=forms.RadioSelect
    )


class CheckpointForm(forms.Form):
    """A point on the way; among several, a row that stays empty is not added."""

    title = forms.CharField(label=_("Checkpoint"), max_length=300)
    due_on = DayField(label=_("By"), required=False, widget=forms.DateInput(DAY))
    done_when = forms.CharField(label=_("Done when …"), max_length=300, required=False)

    def __init__(self, *args: Any, partner: str, audience: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner, self.audience = partner, audience

    def wording(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in CheckpointForm.base_fields}


class ChangeCheckpointForm(CheckpointForm):
    """Other words for one that is there; by now there may be something to see of it."""

    evidence = forms.URLField(
        label=_("Where it can be seen"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"], message=NO_LINK)],
        error_messages={"invalid": NO_LINK},
        widget=forms.URLInput({"placeholder": "https://"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def wording(self) -> dict[str, Any]:
        return super().wording() | {"evidence": self.cleaned_data["evidence"]}


def checkpoint_rows(rows: int, *args: Any, **about: Any) -> Any:
    """So many empty rows; or, when data are given, as many as were posted."""
    formset = forms.formset_factory(CheckpointForm, extra=rows, max_num=MOST, absolute_max=MOST)
    return formset(*args, prefix="row", form_kwargs=about)


class CloseForm(forms.Form):
    """Letting go, with a reason from a neutral list, and perhaps with what comes next."""

    reason = forms.ChoiceField(
        label=_("It ends because …"), choices=Goal.Reason.choices, widget=forms.RadioSelect
    )
    successor = forms.TypedChoiceField(
        label=_("What takes its place"),
        coerce=uuid.UUID,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("That goal is not there any more. Choose another.")},
    )

    def __init__(self, *args: Any, others: Iterable[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), title) for pk, title in others]
        self.fields["successor"].choices = [("", _("nothing in particular")), *choices]
        if not choices:
            del self.fields["successor"]
