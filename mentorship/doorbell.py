"""Telling a worker that something is owed now. It may be ignored, lost or answered twice.

Whatever is owed stands in the database and is found by the next ring of the clock anyway.
"""

import logging

from mentorship.celery import app

logger = logging.getLogger(__name__)
TASK = "mentorship.tasks.deliver"


def press() -> None:
    """Ask for a delivery soon. Never an error: no page may need the broker."""
    try:
        app.send_task(TASK, retry=False, ignore_result=True)
    except Exception as error:
        logger.info("nobody heard the doorbell: %s", type(error).__name__)
