"""How much is enough: far more than anybody needs, so that nobody fills the disk of everybody."""

from __future__ import annotations

from django.db import models


class Enough(Exception):
    """There is no room for one more. `str()` is a sentence for the person; nothing was written."""


def need_room(rows: models.QuerySet, most: int, sentence: str) -> None:
    """Raise Enough where there are as many rows as there may be; asked before making one."""
    if rows.count() >= most:
        raise Enough(sentence)
