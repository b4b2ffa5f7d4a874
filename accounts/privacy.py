"""Error reports and logs that carry neither what people wrote nor the links that let them in.

Django's own report lists local variables and posted fields; ours lists neither. An exception's text
may quote a person, so it is shown only of kinds that speak of the machine.
"""

from __future__ import annotations

import copy
import logging
import traceback
from collections.abc import ItemsView, Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from accounts import sealing
from accounts.masking import without_tokens

UNSHOWN = "(not shown)"
SPEAKS_OF_THE_MACHINE = (
    OSError,
    ImportError,
    NameError,
    AttributeError,
    ImproperlyConfigured,
    OperationalError,
    InterfaceError,
    sealing.Refused,
)


class PrivateFilter(SafeExceptionReporterFilter):
    """No variable of any frame, and no posted value, is ever shown."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        posted = getattr(request, "POST", None) or {}
        return dict.fromkeys(posted, self.cleansed_substitute)

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> ItemsView[str, Any]:
        return {}.items()


class PrivateReporter(ExceptionReporter):
    """A traceback of code lines only, of this exception and of those that led to it."""

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        data["exception_value"], data["exception_notes"] = text_of(self.exc_value), ""
        for frame in data["frames"]:
            frame["exc_cause"] = type(frame["exc_cause"]).__name__ if frame["exc_cause"] else ""
        if data.get("template_info"):
            data["template_info"]["message"] = UNSHOWN
        data.pop("user_str", None)
        data["request_GET_items"] = data["request_COOKIES_items"] = []
        return data

    def get_traceback_html(self) -> SafeString:
        return SafeString(without_tokens(super().get_traceback_html()))

    def get_traceback_text(self) -> SafeString:
        return SafeString(without_tokens(super().get_traceback_text()))


class PrivateFormatter(logging.Formatter):
    """Log lines whose tracebacks are code lines only."""

    def format(self, record: logging.LogRecord) -> str:
        """Of a copy: a record remembers the traceback as some other handler has written it."""
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return told(ei[1])


def text_of(error: BaseException | None) -> str:
    speaks_of_the_machine = isinstance(error, SPEAKS_OF_THE_MACHINE)
    return without_tokens(str(error)) if speaks_of_the_machine else UNSHOWN


def told(error: BaseException) -> str:
    """A traceback of code lines only, of this exception and of those that led to it."""
    return "\n".join(_told(error))


def _told(error: BaseException) -> Iterator[str]:
    """The exceptions in the order in which they happened, the last one last."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
    yield from (line.rstrip() for line in traceback.format_tb(error.__traceback__))
    yield f"{type(error).__name__}: {text_of(error)}"
