"""The seven pages of a starting point, and the one on which skills are rated."""

from __future__ import annotations

import zlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.starting.shapes import (
    ANSWERED,
    FEWEST_SKILLS,
    LEVELS,
    MOST_SKILLS,
    SKILLS,
    SKIPPED,
    TEXT,
    UNKNOWN,
    WORK_TEXTS,
    WORKS,
    Question,
    is_empty,
)

LONGEST_NAME = 60


class PageForm(forms.Form):
    """`shown` is the token of how the answer read when the page was opened."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(
        self, *args: Any, question: Question, readers: tuple[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.audience, self.partner = readers

    def add_tick(self) -> None:
        if self.question.may_be_kept_back:
            self.fields["keeps_back"] = forms.BooleanField(
                label=_("Keep this answer to myself"), required=False
            )

    @property
    def keeps_back(self) -> bool:
        return bool(self.cleaned_data.get("keeps_back"))

    def said(self) -> Any:
        raise NotImplementedError

    def how(self) -> str:
        """Words count, whichever button was pressed: nothing typed is thrown away."""
        if not is_empty(self.question.kind, self.said()):
            return ANSWERED
        return SKIPPED if "skip" in self.data else UNKNOWN if "unknown" in self.data else ANSWERED


class WordsForm(PageForm):
    words = forms.CharField(
        label=_("In your words"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, said: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("words", said)
        self.add_tick()

    def said(self) -> str:
        return self.cleaned_data["words"]


class ChooseForm(PageForm):
    """Which skills; with `is_lenient`, also fewer than there should be."""

    chosen = forms.MultipleChoiceField(
        label=_("Choose three to six"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own = forms.CharField(
        label=_("Others, in your own words"),
        required=False,
        max_length=200,
        help_text=_("Several, separated by commas."),
    )

    def __init__(
        self,
        *args: Any,
        said: list[dict[str, Any]],
        offered: list[str],
        is_lenient: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before = {skill["name"]: skill for skill in said or []}
        self.is_lenient = is_lenient
        names = list(dict.fromkeys([*offered, *self.before]))
        self.fields["chosen"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        self.initial.setdefault("chosen", list(self.before))
        if not names:
            del self.fields["chosen"]
        self.add_tick()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        own = [word.strip()[:LONGEST_NAME] for word in told.get("own", "").split(",")]
        named: dict[str, str] = {}
        for name in filter(None, [*told.get("chosen", []), *own]):
            named.setdefault(name.casefold(), name)
        told["names"] = list(named.values())
        if len(told["names"]) > MOST_SKILLS:
            self.add_error(None, _("Choose six at most: the few that matter now."))
        elif len(told["names"]) < FEWEST_SKILLS and not self.is_lenient:
            self.add_error(None, _("Choose three at least, or skip this page."))
        return told

    def said(self) -> list[dict[str, Any]]:
        return [self.before.get(name, {"name": name}) for name in self.cleaned_data["names"]]


def number_of(skill: dict[str, Any]) -> str:
    """Of the name, not of the place in a list that another window may have changed."""
    return f"{zlib.crc32(skill['name'].encode()):08x}"


class RateForm(PageForm):
    """Each chosen skill: an anchor, and how sure one is."""

    def __init__(self, *args: Any, said: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skills = said
        for skill in said:
            number = number_of(skill)
            self.fields[f"level{number}"] = forms.TypedChoiceField(
                label=skill["name"],
                choices=LEVELS,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect({"class": "row"}),
            )
            self.fields[f"sure{number}"] = forms.IntegerField(
                label=_(
                    "How sure are you that you could do it tomorrow? 0 is not at all, 10 very."
                ),
                min_value=0,
                max_value=10,
                required=False,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )
            for name in ("level", "sure"):
                self.initial.setdefault(f"{name}{number}", skill.get(name))

    def said(self) -> list[dict[str, Any]]:
        told = self.cleaned_data
        rated = [
            {"name": skill["name"], "level": told[f"level{n}"], "sure": told[f"sure{n}"]}
            for n, skill in ((number_of(skill), skill) for skill in self.skills)
        ]
        return [{key: value for key, value in one.items() if value is not None} for one in rated]


class WorkForm(PageForm):
    """How I like to work: three choices, three lines; each may stay empty."""

    def __init__(self, *args: Any, said: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (label, choices) in WORKS.items():
            self.fields[key] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=False,
                widget=forms.RadioSelect({"class": "row"}),
            )
        for key, label in WORK_TEXTS.items():
            self.fields[key] = forms.CharField(label=label, max_length=300, required=False)
        self.fields["learns"].help_text = _("Such as: by watching first.")
        self.fields["quiet"].help_text = _("Such as: not before ten, not on Fridays.")
        self.fields["needs"].widget = forms.Textarea(attrs={"rows": 2, "maxlength": 300})
        self.fields["needs"].help_text = _("Captions, a quiet room, more time: whatever it is.")
        for key, value in (said or {}).items():
            self.initial.setdefault(key, value)

    def said(self) -> dict[str, str]:
        told = {key: self.cleaned_data.get(key, "") for key in (*WORKS, *WORK_TEXTS)}
        return {key: words for key, words in told.items() if words}


FORMS: dict[str, Any] = {TEXT: WordsForm, SKILLS: ChooseForm, "work": WorkForm}
