"""Throwing away what nobody needs: drafts and lists left lying, mails long gone, old sessions."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings

from accounts.models import Draft
from mentorship.models import Heartbeat, Intake, Notice

SPENT_FOR = timedelta(days=90)


def tidy_all(now: datetime) -> None:
    """Harmless at any time. What is still owed is never touched."""
    Draft.objects.too_old(now).delete()
    Notice.objects.exclude(state=Notice.State.OWED).filter(due_at__lt=now - SPENT_FOR).delete()
    Intake.objects.forget_stale(now)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    Heartbeat.objects.beat("tidy", now)
