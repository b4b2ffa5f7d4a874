"""Telling a worker that something is owed now. It may be ignored, lost or answered twice.

Whatever is owed stands in the database and is found by the next ring of the clock anyway. No page
waits for the broker, let alone needs it: a thread presses, and many presses at once become one.
"""

import logging
import threading

from mentorship.celery import app

logger = logging.getLogger(__name__)


class Doorbell:
    def __init__(self, task: str) -> None:
        self.task = task
        self.lock = threading.Lock()
        self.is_wanted = self.is_busy = False

    def press(self) -> None:
        """Returns at once."""
        with self.lock:
            self.is_wanted = True
            if self.is_busy:
                return
            self.is_busy = True
        threading.Thread(target=self._work, name="doorbell").start()

    def _work(self) -> None:
        while self._takes_up():
            try:
                app.send_task(self.task, retry=False, ignore_result=True)
            except Exception as error:
                logger.info("nobody heard the doorbell: %s", type(error).__name__)

    def _takes_up(self) -> bool:
        """Whether somebody has pressed since the last time."""
        with self.lock:
            self.is_busy, self.is_wanted = self.is_wanted, False
            return self.is_busy


DELIVER, MATCH = "mentorship.tasks.deliver", "mentorship.tasks.match"
press, press_match = Doorbell(DELIVER).press, Doorbell(MATCH).press
