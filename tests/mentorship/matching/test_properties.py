"""Every property holds of the real matcher, over many crowds."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings

from tests.mentorship.matching import afterwards, properties
from tests.mentorship.matching.games import LUCK

ALL = [*properties.PROPERTIES, *afterwards.PROPERTIES]


@pytest.mark.parametrize("holds", ALL, ids=lambda one: one.__name__)
@settings(max_examples=100, deadline=None)
@given(luck=LUCK)
def test_it_holds_of_every_crowd(holds: properties.Property, luck: Random) -> None:
    holds(luck)
