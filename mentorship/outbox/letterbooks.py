"""Who writes which kind of mail: a public function of a letter book, named as the kind."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.module_loading import import_string

from mentorship.outbox.letters import Letter

if TYPE_CHECKING:
    from mentorship.models import Notice

Writer = Callable[["Notice"], Letter | None]
TWINS = ("body.txt", "body.html")


class NobodyWrites(LookupError):
    """No letter book has a function for this kind."""


def writer_of(kind: str) -> Writer:
    try:
        return writers()[kind]
    except KeyError as error:
        raise NobodyWrites(kind) from error


def writers() -> dict[str, Writer]:
    """Every kind of mail that can be written, and by what."""
    return _bound(tuple(settings.LETTER_BOOKS))


@functools.cache
def _bound(books: Sequence[str]) -> dict[str, Writer]:
    found: dict[str, Writer] = {}
    for name in books:
        for kind, write in _written_in(import_module(name)).items():
            if kind in found:
                raise ImproperlyConfigured(f"{name} and another letter book both write {kind}.")
            found[kind] = write
    return found


def _written_in(book: ModuleType) -> dict[str, Writer]:
    """Its own public functions; what it imports is not a letter."""
    return {
        name: write
        for name, write in inspect.getmembers(book, inspect.isfunction)
        if write.__module__ == book.__name__ and not name.startswith("_")
    }


def check_letters(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every book and planner of the settings can be read, and every letter has both twins."""
    problems = [*_unreadable(settings.LETTER_BOOKS, import_module)]
    problems += _unreadable(settings.PLANNERS, import_string)
    return problems or [*_without_twin()]


def _unreadable(names: Sequence[str], read: Callable[[str], Any]) -> list[checks.CheckMessage]:
    found: list[checks.CheckMessage] = []
    for name in names:
        try:
            read(name)
        except ImportError as error:
            hint = "Write it, or take it out of LETTER_BOOKS or PLANNERS in settings.py."
            found.append(checks.Error(f"{name}: {error}", hint=hint, id="samehorizon.E002"))
    return found


def _without_twin() -> list[checks.CheckMessage]:
    found: list[checks.CheckMessage] = []
    for kind in writers():
        for twin in TWINS:
            try:
                get_template(f"email/{kind}/{twin}")
            except TemplateDoesNotExist as missing:
                words = f"The mail {kind} has no template {missing}."
                found.append(checks.Error(words, id="samehorizon.E003"))
    return found
