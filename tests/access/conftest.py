"""One world for each module: every request of it is undone, so all of them meet the same things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.stage import Stage, staged


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    with django_db_blocker.unblock(), staged() as found:
        yield found
