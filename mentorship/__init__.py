"""The project and its heart: programs, people enrolled, who is paired with whom, on what terms."""

from mentorship.celery import app as celery_app

__all__ = ["celery_app"]
