"""Which proposed pair to exchange mentors with, and the mentor that was shown for it."""

from __future__ import annotations

from typing import Any

from django import forms

from mentorship.models import Suggestion


class SwapForm(forms.Form):
    """`gets` is the mentor whom the mentee was shown to get; leave it out to ask only."""

    other = forms.ModelChoiceField(queryset=Suggestion.objects.none())
    gets = forms.UUIDField(required=False)

    def __init__(self, *args: Any, row: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = row.run.suggestions.standing().exclude(pk=row.pk).exclude(mentor=row.mentor_id)
        self.fields["other"].queryset = near.for_board()

    def has_moved_on(self) -> bool:
        """Somebody was faster: the other pair is not the one that was shown."""
        gets = self.cleaned_data["gets"]
        return bool(gets and gets != self.cleaned_data["other"].mentor_id)
