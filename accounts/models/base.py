"""What every row of ours has."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models


class Row(models.Model):
    """A row whose id is random, says nothing, and is known before it is saved.

    A form may carry the id of the record that it will create, so that posting it twice makes one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def once(rows: Any, record: uuid.UUID | None, *, made: dict[str, Any], **mine: Any) -> Any:
    """(row, whether it is new): the row of this id that is `mine`, else made now from `made`.

    Two posts at once make one. The id comes from a form: one that is somebody else's row already
    tells nothing, breaks nothing, and is given up for a fresh one.
    """
    taken = rows.model._base_manager.filter(pk=record).exclude(**mine)
    pk = uuid.uuid4() if record is None or taken.exists() else record
    return rows.get_or_create(pk=pk, **mine, defaults=made)
