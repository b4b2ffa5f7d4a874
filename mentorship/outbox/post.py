"""From a Notice to a mail that can be handed to a server, in its reader's language and zone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts import links
from mentorship.models import Notice
from mentorship.outbox.letterbooks import writer_of
from mentorship.outbox.letters import Letter, absolute
from mentorship.outbox.manners import ALWAYS, zone_of


@contextmanager
def reading_as(person: Any) -> Iterator[None]:
    """Speak the person's language, and tell times in their zone."""
    with translation.override(person.language), timezone.override(zone_of(person)):
        yield


def letter_for(notice: Notice) -> Letter | None:
    """What the kind's writer makes of the present state; None when nothing is owed any more."""
    return writer_of(notice.kind)(notice)


def mail_for(notice: Notice, letter: Letter) -> EmailMultiAlternatives:
    """The text, its HTML twin, and the headers. Call it inside `reading_as`."""
    context = {**_frame(notice, letter), **letter.context}
    mail = EmailMultiAlternatives(
        subject=" ".join(str(letter.subject).split()),
        body=render_to_string(f"email/{letter.template}/body.txt", context).strip() + "\n",
        to=[notice.recipient.email],
        headers=_headers(notice, context["unsubscribe_url"]),
    )
    mail.attach_alternative(
        render_to_string(f"email/{letter.template}/body.html", context), "text/html"
    )
    return mail


def preview(notice: Notice, letter: Letter) -> tuple[str, str]:
    """Subject and text as they would read, for somebody else's eyes: no link of the reader's."""
    frame = {"person": notice.recipient, "site_name": settings.SITE_NAME, "reason": letter.reason}
    context = {**frame, **letter.context, "action_label": letter.action_label, "action_url": ""}
    text = render_to_string(f"email/{letter.template}/body.txt", context).strip()
    return " ".join(str(letter.subject).split()), text


def _frame(notice: Notice, letter: Letter) -> dict[str, Any]:
    """What every mail shows around its words; security mail cannot be stopped."""
    can_stop = letter.category != ALWAYS
    return {
        "person": notice.recipient,
        "action_url": letter.action_url,
        "action_label": letter.action_label,
        "reason": letter.reason,
        "unsubscribe_url": stop_url(notice.recipient, letter.category) if can_stop else "",
        "preferences_url": absolute(reverse("mail_preferences")) if can_stop else "",
        "site_name": settings.SITE_NAME,
    }


def stop_url(person: Any, category: str) -> str:
    """Where one click (RFC 8058) or one look at a page stops this category of mail."""
    token = links.token(person, "stop", category=category)
    return absolute(reverse("stop_mail", args=[token]))


def _headers(notice: Notice, unsubscribe_url: str) -> dict[str, str]:
    headers = {"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"}
    if unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
