from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentorship.outbox.letterbooks import check_letters

OURS = ("accounts", "mentorship", "goals", "checkins", "journal")
# Names that Django or allauth chose.
BORROWED = {"last_login"}


class MentorshipConfig(AppConfig):
    name = "mentorship"
    verbose_name = _("Mentorship")

    def ready(self) -> None:
        checks.register(check_names_of_times)
        checks.register(check_letters)


def check_names_of_times(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """An instant ends in `_at`, a date in `_on`: half of all time bugs are a mix of the two."""
    return [
        checks.Error(
            f"{model._meta.label}.{field.name} must end in {ending}", id="samehorizon.E001"
        )
        for model in _our_models()
        for field in model._meta.local_fields
        if (ending := _ending(field))
        and not field.name.endswith(ending)
        and field.name not in BORROWED
        and field.name != "at"
    ]


def _ending(field: models.Field) -> str:
    if isinstance(field, models.DateTimeField):
        return "_at"
    return "_on" if isinstance(field, models.DateField) else ""


def _our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]
