"""Limits on sign-in live in the cache: every test begins with none used up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def unused_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
