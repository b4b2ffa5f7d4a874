"""Values refuse what cannot be, and know nothing about anybody that matching should not see."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from mentorship.matching.vocabulary import Mentee, Mentor, Need, Offer, Rules, Weights, fold, same

IMPOSSIBLE: list[Callable[[], object]] = [
    lambda: Need("SQL", 0),
    lambda: Need(" ", 3),
    lambda: Offer("SQL", 6),
    lambda: Offer("", 1),
    lambda: Mentee(id=""),
    lambda: Mentee(id="amara", hours=frozenset({168})),
    lambda: Mentee(id="amara", style=(6,)),
    lambda: Mentor(id="dela", capacity=-1),
]


@pytest.mark.parametrize("make", IMPOSSIBLE)
def test_what_cannot_be_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="cannot be matched"):
        make()


def test_words_are_the_same_however_they_are_written() -> None:
    assert fold("  Public\tSPEAKING ") == "public speaking"
    assert same("Straße", "STRASSE")
    assert not same("", " ")


def test_matching_sees_nothing_about_who_somebody_is() -> None:
    """No name, age, gender or origin can weigh, because none comes in."""
    both = {
        "id", "hours", "languages", "area", "style", "interests",
        "person", "email", "manager", "department",
    }  # fmt: skip
    assert {field.name for field in dataclasses.fields(Mentee)} == both | {"needs"}
    assert {field.name for field in dataclasses.fields(Mentor)} == both | {"offers", "capacity"}


def test_rules_stored_by_an_older_version_keep_the_defaults_for_what_is_new() -> None:
    stored = {"weights": {"needs": 60}, "vetoes": [["amara", "dela"]]}
    assert Rules.from_json(stored) == Rules(
        weights=Weights(needs=60), vetoes=frozenset({("amara", "dela")})
    )
