"""One clause at a time: answered alone, then settled together."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.numbers import number_in
from mentorship.clauses import Clause, Part
from mentorship.forms.parts import PartsForm, field_of

MARKS = (
    ("", _("not said")),
    ("same", _("the same, in other words")),
    ("close", _("nearly the same")),
    ("different", _("something else")),
)


class ClauseForm(PartsForm):
    """The parts of one clause; all may stay empty. `shown` is how they read when it was opened."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(
        self,
        *args: Any,
        clause: Clause,
        said: dict[str, str],
        partner: str,
        is_mentor: bool = False,
        until_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        self.until_on = until_on
        self.clause, self.parts, self.said = clause, self.parts_of(clause), said
        start = {part.key: said.get(part.key, "") for part in self.parts}
        super().__init__(*args, initial=start | {"shown": self.shows(start)}, **kwargs)
        self.partner = partner
        for part in self.parts:
            self.fields[part.key] = self.field(part, is_mentor=is_mentor)

    def parts_of(self, clause: Clause) -> tuple[Part, ...]:
        return clause.parts

    def field(self, part: Part, *, is_mentor: bool) -> forms.Field:
        return field_of(part)

    def shows(self, start: dict[str, str]) -> str:
        return ""

    def told(self) -> dict[str, str]:
        said = self.cleaned_data
        return {part.key: str(said.get(part.key) or "") for part in self.parts}


class AloneForm(ClauseForm):
    """Read by nobody else until both are done."""

    audience = "sealed"

    def parts_of(self, clause: Clause) -> tuple[Part, ...]:
        return clause.asked_apart

    def field(self, part: Part, *, is_mentor: bool) -> forms.Field:
        return field_of(part, is_mentor=is_mentor, asks=True)

    def shows(self, start: dict[str, str]) -> str:
        return json.dumps(start, ensure_ascii=False)

    def opened_with(self) -> dict[str, str]:
        """How the clause read when the page was opened; nothing, if that is no answer of ours."""
        try:
            start = json.loads(self.cleaned_data["shown"] or "{}")
        except (ValueError, RecursionError):
            return {}
        return {str(k): str(v) for k, v in start.items()} if isinstance(start, dict) else {}


class SettleForm(ClauseForm):
    """What holds for both."""

    audience = "pair"

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["shown"] = str(number)
        if any(part.kind in ("text", "line") for part in self.parts if not part.is_together):
            self.fields["mark"] = forms.ChoiceField(
                label=_("Looking at them together, your two answers were"),
                choices=MARKS,
                required=False,
                initial=self.said.get("mark", ""),
            )

    def told(self) -> dict[str, str]:
        mark = self.cleaned_data.get("mark", "")
        return super().told() | ({"mark": mark} if mark else {})

    def number(self) -> int:
        return number_in(self.cleaned_data["shown"])
