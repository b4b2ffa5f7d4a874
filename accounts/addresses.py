"""Addresses of pages, as they are written in mails."""

from django.conf import settings


def absolute(path: str) -> str:
    """An address that works from a mail."""
    return f"{settings.SITE_URL}{path}"
