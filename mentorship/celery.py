"""The Celery app. Its messages are only a bell: what is owed stands in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")

app = Celery("samehorizon")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
