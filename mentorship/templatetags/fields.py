"""What the form pack (templates/forms/) asks about a field. Pages need none of this.

A form may say: `audience = "me"` (every text box) or `audiences = {"note": "me"}`, and
`partner = "Dela"`; a choice field may carry `hints = {value: sentence}` and, for a scale,
`ends = (low words, high words)`. A radio widget with class "row" or "scale" lies on its side.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

TEXT = (forms.Textarea, forms.TextInput)
NOT_WORDS = (
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.widgets.DateTimeBaseInput,
)
# Django's stock sentence, in our voice; a field that brings words of its own keeps them.
STOCK = forms.Field.default_error_messages["required"]
REQUIRED = {
    "plain": _("Please fill this in."),
    "group": _("Please fill this in."),
    "tiles": _("Please choose one."),
    "tick": _("Please tick this to go on."),
}


@register.filter
def kind(field: BoundField) -> str:
    """Which part of the pack draws it: tiles, tick, group or plain."""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "tiles"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "group" if field.use_fieldset else "plain"


@register.filter
def readers(field: BoundField) -> str:
    """The audience that its form declares for this field; only texts have a default one."""
    named = getattr(field.form, "audiences", {})
    if field.name in named:
        return named[field.name]
    widget = field.field.widget
    is_words = isinstance(widget, TEXT) and not isinstance(widget, NOT_WORDS)
    return getattr(field.form, "audience", "") if is_words else ""


@register.filter
def described_by(field: BoundField) -> str:
    """Ids of what explains the field, in the order in which it should be read out."""
    parts = (
        ("audience", readers(field)),
        ("helptext", field.help_text),
        ("ends", getattr(field.field, "ends", ())),
        ("error", field.errors),
    )
    return " ".join(f"{field.auto_id}_{name}" for name, is_there in parts if is_there)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The bare input, tied to its audience, hint and error. A placeholder that repeats the label
    says nothing, and goes."""
    attrs: dict[str, Any] = {}
    if explained := described_by(field):
        attrs["aria-describedby"] = explained
    placeholder = str(field.field.widget.attrs.get("placeholder", ""))
    if placeholder.casefold().startswith(str(field.label).casefold()):
        attrs["placeholder"] = False
    return field.as_widget(attrs=attrs)


@register.filter
def complaints(field: BoundField) -> Iterator[str]:
    for sentence in field.errors:
        yield str(REQUIRED[kind(field)] if sentence == STOCK else sentence)


@register.filter
def hint_of(choice: Any, field: BoundField) -> str:
    return getattr(field.field, "hints", {}).get(choice.data["value"], "")


@register.filter
def first_id(field: BoundField) -> str:
    """Where a link in the error summary should land."""
    if kind(field) == "tiles":
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
