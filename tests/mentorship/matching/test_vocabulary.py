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
    lambda: Mentee(id="amara", waiting=-1),
    lambda: Mentee(id="amara", seniority=10),
    lambda: Mentee(id="amara", utc_offset=15 * 60),
    lambda: Mentee(id="amara", wishes=("dela", "dela")),
    lambda: Mentee(id="amara", style=(1,) * 6),
    lambda: Rules(short_seats="first come"),
    lambda: Rules(keep_bonus=-1),
    lambda: Rules(leave_out_price=-1),
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
    """No name, age or origin can weigh, because none comes in: only what a mentee asks for."""
    both = {
        "id", "hours", "languages", "area", "style", "interests",
        "person", "email", "manager", "department",
        "seniority", "utc_offset", "wishes",
    }  # fmt: skip
    assert {field.name for field in dataclasses.fields(Mentee)} == both | {
        "needs",
        "sought",
        "waiting",
    }
    assert {field.name for field in dataclasses.fields(Mentor)} == both | {
        "offers", "capacity", "identities",
    }  # fmt: skip


def test_rules_stored_by_an_older_version_keep_the_defaults_for_what_is_new() -> None:
    stored = {"weights": {"needs": 60}, "vetoes": [["amara", "dela"]]}
    assert Rules.from_json(stored) == Rules(
        weights=Weights(needs=9), vetoes=frozenset({("amara", "dela")})
    )


def test_weights_of_an_older_version_keep_their_proportions() -> None:
    stored = {"needs": 60, "area": 0, "style": 15, "interests": 0, "hours": 25}
    assert Weights.from_json(stored) == Weights(needs=9, area=0, style=2, interests=0, hours=4)
