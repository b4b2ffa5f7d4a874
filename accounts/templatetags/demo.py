"""The people of the demo story, offered on the sign-in page."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from accounts.models import User

register = template.Library()


@register.inclusion_tag("accounts/_demo_people.html", takes_context=True)
def demo_people(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing where no demo is loaded, and never outside the embedded profile."""
    people = User.objects.on_stage() if settings.EMBEDDED else User.objects.none()
    return {"people": people, "csrf_token": context.get("csrf_token")}
