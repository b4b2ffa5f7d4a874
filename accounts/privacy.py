"""Error reports that cannot carry what people wrote.

Django's own report lists local variables and posted fields; ours lists neither.
"""

from __future__ import annotations

from collections.abc import ItemsView
from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter


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
    """A traceback of code lines only; the exception's own text may quote a person, so it goes."""

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        data["exception_value"] = "(not shown)"
        data.pop("user_str", None)
        data["request_GET_items"] = data["request_COOKIES_items"] = []
        return data
