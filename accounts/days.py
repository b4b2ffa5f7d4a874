"""Days as people mean them: close enough to ours that a week more or less is still a day."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FIRST, LAST = dt.date(2000, 1, 1), dt.date(2199, 12, 31)
FAR = _("Choose a day closer to today.")


class DayField(forms.DateField):
    """A date; years like 1 and 9999 are slips of the hand, with which no calendar can count."""

    default_validators = [MinValueValidator(FIRST, FAR), MaxValueValidator(LAST, FAR)]
