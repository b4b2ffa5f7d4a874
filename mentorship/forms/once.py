"""Forms that may be posted twice."""

from __future__ import annotations

import uuid

from django import forms


class Once(forms.Form):
    """A form that carries the id of the row it will create, so that posting it twice makes one."""

    record = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
