"""Telling a worker that something is owed now. It may be ignored, lost or answered twice.

Whatever is owed stands in the database and is found by the next ring of the clock anyway.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from mentorship.celery import app

logger = logging.getLogger(__name__)
TASK = "mentorship.tasks.deliver"
_is_muffled: ContextVar[bool] = ContextVar("is_muffled", default=False)


@contextmanager
def muffled() -> Iterator[None]:
    """Ask for nothing inside: thousands of things are written down that nobody waits for."""
    before = _is_muffled.set(True)
    try:
        yield
    finally:
        _is_muffled.reset(before)


def press() -> None:
    """Ask for a delivery soon. Never an error: no page may need the broker."""
    if _is_muffled.get():
        return
    try:
        app.send_task(TASK, retry=False, ignore_result=True)
    except Exception as error:
        logger.info("nobody heard the doorbell: %s", type(error).__name__)
