"""Where mails land when no mail server is configured: one readable file each, in a folder."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class FolderBackend(BaseEmailBackend):
    """Write each mail to `settings.MAIL_FOLDER` as `<instant>-<random>.eml`, whole or not."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for mail in email_messages:
            _write(folder, mail.message().as_bytes())
        return len(email_messages)


def _write(folder: Path, content: bytes) -> None:
    name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}"
    draft = folder / f"{name}.part"
    draft.write_bytes(content)
    draft.rename(folder / f"{name}.eml")
