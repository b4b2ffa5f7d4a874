"""What the two of a pair fill in together: terms, signatures, words for a win."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mentorship.clauses import CLAUSES, Clause, parts_of
from mentorship.forms.parts import PartsForm, field_of
from mentorship.models import AgreementVersion


class TermsForm(PartsForm):
    """One field for each part; what stays empty is left out of the agreement.

    `shown_hash` is that of the version that the words were written on; empty before the first one.
    With `only`, a clause, just its parts can be changed; the others stay as that version has them.
    """

    audience = "pair"
    shown_hash = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        *args: Any,
        partner: Any,
        version: AgreementVersion | None,
        asked: tuple[Clause, ...] = CLAUSES,
        only: Clause | None = None,
        until_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partner, self.asked, self.only = partner.get_short_name(), asked, only
        self.shown = (only,) if only else asked
        self.parts, self.until_on = tuple(parts_of(self.shown)), until_on
        self.initial["shown_hash"] = version.content_hash if version else ""
        for part in self.parts:
            self.fields[part.key] = field_of(part)

    def groups(self) -> list[tuple[Clause, list[forms.BoundField]]]:
        """The boxes of each clause, under its title."""
        return [(clause, [self[part.key] for part in clause.parts]) for clause in self.shown]

    def terms_in(self, start: Mapping[str, Any]) -> dict[str, str]:
        """All terms, with what is said here; parts not shown here stay as they are in `start`."""
        said = {part.key: start.get(part.key) for part in parts_of(self.asked)}
        said |= {part.key: self.cleaned_data.get(part.key) for part in self.parts}
        return {key: str(words) for key, words in said.items() if words}

    def set_beside(self, theirs: Mapping[str, str]) -> None:
        """Put a sentence about the other wording beside each part that is named."""
        for key, sentence in theirs.items():
            hint = self.fields[key].help_text
            about = format_html("<p>{}</p>", hint) if hint else ""
            self.fields[key].help_text = format_html(
                "{}<p><strong>{}</strong></p>", about, sentence
            )


class SignForm(forms.Form):
    """A typed name, under the very text that was shown."""

    audience = "pair"
    typed_name = forms.CharField(label=_("Your name"), max_length=120)
    shown_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, version: AgreementVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed_name"].widget.attrs["autocomplete"] = "name"
        if version:
            self.initial["shown_hash"] = version.content_hash


class CelebrateForm(forms.Form):
    audience = "pair"
    what_worked = forms.CharField(
        label=_("What made it work?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Half a sentence is plenty."),
    )

    def __init__(self, *args: Any, partner: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner.get_short_name()


class ReplyForm(forms.Form):
    audience = "pair"
    text = forms.CharField(
        label=_("Your reply"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, partner: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner.get_short_name()
        self.fields["text"].help_text = _("Ask what made it work; that says more than applause.")
