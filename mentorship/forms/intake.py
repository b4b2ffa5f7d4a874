"""The forms of an import: the list, what its columns hold, cells to mend, and how people join."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.forms.once import Once
from mentorship.intake.words import FIELD_LABELS, refusal
from mentorship.models import Intake
from mentorship.roster import Unreadable, read
from mentorship.roster.decode import ENCODINGS, MAX_BYTES
from mentorship.roster.fold import CONTROL
from mentorship.roster.vocabulary import REPEATABLE

LEFT_OUT = ("", gettext_lazy("Leave this column out"))
NONE = "none"  # a choice of its own, so that no select needs to be called optional
LONGEST_FIX = 5_000
FIX = re.compile(r"fix-(\d{1,6})-(\d{1,3})")


class ListForm(Once):
    """A file or pasted cells; `content` is what to read."""

    audience = "coordinators"
    file = forms.FileField(
        label=gettext_lazy("A CSV file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
        help_text=gettext_lazy("From a form, a spreadsheet, or anything that exports CSV."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the cells here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Copied from a spreadsheet, or one address on each line. Long lists go as a file."
        ),
    )

    @property
    def content(self) -> bytes:
        file = self.cleaned_data.get("file")
        return file.read() if file else self.cleaned_data["text"].encode()

    @property
    def source(self) -> str:
        file = self.cleaned_data.get("file")
        return CONTROL.sub("", file.name) if file else _("pasted cells")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("file") and given["file"].size > MAX_BYTES:
            self.refuse(Unreadable("too_big", MAX_BYTES))
        elif not given.get("file") and not given.get("text", "").strip() and not self.errors:
            self.add_error("file", _("Choose a file, or paste the cells below."))
        return given

    def refuse(self, error: Unreadable) -> None:
        self.add_error("file" if self.cleaned_data.get("file") else "text", refusal(error))


class ColumnsForm(forms.Form):
    """One select for each column, how letters are read, and the role of those who name none."""

    encoding = forms.ChoiceField(
        label=gettext_lazy("Read the letters as"),
        help_text=gettext_lazy("Change this only if names look wrong."),
    )
    fallback = forms.ChoiceField(
        label=gettext_lazy("Where no role is given, they are"),
        choices=[
            (NONE, gettext_lazy("left out until it is given")),
            ("mentee", gettext_lazy("mentees")),
            ("mentor", gettext_lazy("mentors")),
            ("both", gettext_lazy("both")),
        ],
    )

    def __init__(self, posted: Any = None, *, intake: Intake) -> None:
        self.intake = intake
        chosen = {"encoding": intake.encoding or NONE, "fallback": intake.fallback or NONE}
        super().__init__(posted, initial=chosen)
        found = _("as it seems: %(name)s") % {"name": intake.original.encoding}
        self.fields["encoding"].choices = [(NONE, found), *ENCODINGS.items()]  # type: ignore[attr-defined]
        for guess in intake.columns.guesses:
            self.fields[f"column_{guess.index}"] = forms.ChoiceField(
                label=guess.header or _("Column %(n)s") % {"n": guess.index + 1},
                required=False,
                choices=[LEFT_OUT, *FIELD_LABELS.items()],
                initial=guess.field,
            )

    @property
    def choices(self) -> dict[int, str]:
        found = self.intake.columns.guesses
        return {guess.index: self.cleaned_data[f"column_{guess.index}"] for guess in found}

    def clean_encoding(self) -> str:
        encoding = self.cleaned_data["encoding"].replace(NONE, "")
        try:
            read(bytes(self.intake.data), encoding or None)
        except Unreadable as error:
            raise forms.ValidationError(
                _("Read like that it is no list any more: %(why)s") % {"why": refusal(error)}
            ) from error
        return encoding

    def clean_fallback(self) -> str:
        return self.cleaned_data["fallback"].replace(NONE, "")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        asked = Counter(filter(None, self.choices.values()))
        if not asked["email"]:
            self.add_error(None, _("Say which column holds the e-mail addresses."))
        if not asked["role"] and not given["fallback"]:
            self.add_error("fallback", _("Choose a role, as no column holds one."))
        for index, field in self.choices.items():
            if asked[field] > 1 and field not in REPEATABLE:
                self.add_error(f"column_{index}", _("Another column holds this, too."))
        return given


class JoinForm(forms.Form):
    """How everybody joins. `seen` is the version of the list that was checked."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    joins = forms.ChoiceField(
        label=gettext_lazy("How do they join?"),
        choices=Intake.Joins.choices,
        initial=Intake.Joins.ACCEPTED,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["joins"].hints = {  # type: ignore[attr-defined]
            "accepted": _("They signed up themselves. The mail shows them how to sign in."),
            "quietly": _("Nobody gets a mail from here."),
            "invited": _("A mail asks them. They come in when they say yes."),
        }


def posted_fixes(posted: Mapping[str, str]) -> dict[tuple[int, int], str]:
    """(row, column index) -> what a person wrote instead; anything else in the post is ignored."""
    found = {}
    for name, value in posted.items():
        if match := FIX.fullmatch(name):
            text = value.replace("\r\n", "\n").replace("\0", "")
            found[int(match[1]), int(match[2])] = text[:LONGEST_FIX]
    return found
