"""Writing in a journal."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.models import Entry


class EntryForm(forms.Form):
    """Words for oneself. Who else may read them is decided on the entry's page, never here."""

    audience = "me"
    text = forms.CharField(
        label=_("What is on your mind?"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 10, "autofocus": True}),
    )
    mood = forms.ChoiceField(
        label=_("How does it feel?"),
        required=False,
        choices=[("", _("no word")), *Entry.Mood.choices],
    )
    record = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class RewriteForm(EntryForm):
    """The same for an entry that stands; `version` notices another tab."""

    record = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", entry.version)
        self.initial.setdefault("mood", entry.mood)
