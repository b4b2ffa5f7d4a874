"""What a creating form made: posted twice it is one row; changed after going back it is another."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError

from accounts.private import PrivateText, open_all_for


def once(
    rows: Any,
    record: uuid.UUID | None,
    *,
    made: dict[str, Any],
    room: Callable[[], None] = lambda: None,
    is_same: Callable[[Any], bool] = lambda row: True,
    **mine: Any,
) -> Any:
    """(row, whether it is new): the row of this id that is `mine`, else made now from `made`.

    Two posts at once make one. The id comes from a form: one that is somebody else's row already,
    or a row of another parent, tells nothing, breaks nothing, and is given up for one that follows
    from it, so that posting that twice makes one as well. So is one under which other words stand
    (`is_same` says no): what was posted after going back is never dropped. `room` raises Enough
    where one more would be too many; it is asked before one is made only.
    """
    pk = record or uuid.uuid4()
    while found := rows.filter(pk=pk, **mine).first():
        if is_same(found):
            return found, False
        pk = uuid.uuid5(pk, "again")
    room()
    try:
        return rows.get_or_create(pk=pk, **mine, defaults=made)
    except IntegrityError:
        if not rows.model._base_manager.filter(pk=pk).exists():
            raise
    whose = sorted(f"{name} {getattr(row, 'pk', row)}" for name, row in mine.items())
    return rows.get_or_create(pk=uuid.uuid5(pk, str(whose)), **mine, defaults=made)


def says(row: Any, told: dict[str, Any], reader: Any) -> bool:
    """Whether the row holds these values, private words among them. What is callable is no value.

    So a form that is posted once more is told from one that was changed after going back.
    """
    values = {name: value for name, value in told.items() if not callable(value)}
    sealed = [name for name in values if isinstance(getattr(row, name), PrivateText)]
    words = dict(zip(sealed, open_all_for([(row, n) for n in sealed], reader), strict=True))
    return all(words.get(n, _plain(getattr(row, n))) == value for n, value in values.items())


def _plain(value: Any) -> Any:
    """PostgreSQL hands out memoryviews, SQLite bytes."""
    return bytes(value) if isinstance(value, memoryview) else value
