"""The story's clock: what the verbs take for now while the past is told.

Django's `timezone.now` reads `datetime` from its own module, and fields keep that function as
their default, so the name is replaced there: then every way of asking gets the story's answer.
One process with one thread may do this, such as a command; it is undone however the telling ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any

from django.utils import timezone


class _LikeDatetime(type):
    """`isinstance(value, Told)` is asked where Django means any datetime."""

    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, datetime)


class Told(metaclass=_LikeDatetime):
    """Stands in for `datetime` inside django.utils.timezone. `moment` is when we are."""

    moment: datetime

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return cls.moment.astimezone(tz)


@contextmanager
def story_time(begins_at: datetime) -> Iterator[type[Told]]:
    """Inside, it is whatever instant `moment` says."""
    real = timezone.datetime  # type: ignore[attr-defined]
    Told.moment = begins_at
    timezone.datetime = Told  # type: ignore[attr-defined, assignment]
    try:
        yield Told
    finally:
        timezone.datetime = real  # type: ignore[attr-defined]
