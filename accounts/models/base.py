"""What every row of ours has."""

from __future__ import annotations

import uuid

from django.db import models


class Row(models.Model):
    """A row whose id is random, says nothing, and is known before it is saved.

    A form may carry the id of the record that it will create, so that posting it twice makes one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
