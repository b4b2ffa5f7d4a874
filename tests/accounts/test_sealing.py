"""Sealed bytes open in one place, with one key, whole, or not at all."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.sealing import (
    SHORTEST,
    Context,
    Key,
    Tampered,
    UnknownKey,
    key_id_of,
    length_class,
    seal,
    unseal,
)

KEY = Key.new("k1")
HERE = Context("journal.entry", "row-1", "text", "amara", 3)
WORDS = "A canary: ich habe heute gezögert.".encode()


def opens(sealed: bytes, context: Context = HERE, *keys: Key) -> bool:
    try:
        unseal({key.id: key for key in keys or (KEY,)}, sealed, context)
    except Tampered:
        return False
    return True


@given(st.binary(max_size=5000))
def test_what_was_sealed_opens_again(plain: bytes) -> None:
    assert unseal({"k1": KEY}, seal(KEY, plain, HERE), HERE) == plain


def test_the_words_are_not_in_the_bytes_and_equal_words_do_not_look_equal() -> None:
    sealed = {seal(KEY, WORDS, HERE) for _ in range(200)}
    assert len(sealed) == 200
    assert [some for some in sealed if b"canary" in some] == []


def test_bytes_moved_to_any_other_place_are_refused() -> None:
    """Tables, rows, fields, authors and versions, each way: every swap of two is tried."""
    places = [
        Context(*parts)
        for parts in product(("a.b", "a.c"), ("1", "2"), ("text", "note"), ("x", "y"), (0, 1))
    ]
    sealed = {place: seal(KEY, WORDS, place) for place in places}
    swaps = list(permutations(places, 2))
    assert len(swaps) == 992
    assert [pair for pair in swaps if opens(sealed[pair[0]], pair[1])] == []
    assert [place for place in places if not opens(sealed[place], place)] == []


@pytest.mark.parametrize("name", [part.name for part in fields(Context)])
def test_each_part_of_the_place_is_bound(name: str) -> None:
    elsewhere = replace(HERE, **{name: 4 if name == "version" else "other"})
    assert not opens(seal(KEY, WORDS, HERE), elsewhere)


def test_parts_that_spell_the_same_together_are_different_places() -> None:
    assert not opens(seal(KEY, WORDS, Context("ab", "c", "d", "e")), Context("a", "bc", "d", "e"))


def test_a_change_of_any_single_bit_is_refused() -> None:
    sealed = seal(KEY, WORDS, HERE)
    altered = [
        sealed[:place] + bytes((sealed[place] ^ 1 << bit,)) + sealed[place + 1 :]
        for place in range(len(sealed))
        for bit in range(8)
    ]
    refused = 0
    for some in altered:
        with pytest.raises((Tampered, UnknownKey)):
            unseal({"k1": KEY}, some, HERE)
        refused += 1
    assert refused == 8 * len(sealed) > 700


def test_bytes_cut_short_at_any_length_are_refused() -> None:
    sealed = seal(KEY, WORDS, HERE)
    assert [length for length in range(len(sealed)) if opens(sealed[:length])] == []
    assert not opens(sealed + b"\0")


@given(st.binary(max_size=300))
def test_any_other_bytes_are_refused_by_name(junk: bytes) -> None:
    with pytest.raises((Tampered, UnknownKey)):
        unseal({"k1": KEY}, junk, HERE)


def test_a_key_that_is_not_at_hand_is_not_called_tampering() -> None:
    with pytest.raises(UnknownKey, match="no key k1"):
        unseal({"k2": Key.new("k2")}, seal(KEY, WORDS, HERE), HERE)


def test_another_key_of_the_same_name_is_refused() -> None:
    assert not opens(seal(KEY, WORDS, HERE), HERE, Key.new("k1"))


def test_the_header_is_bound_too() -> None:
    renamed = seal(KEY, WORDS, HERE).replace(b"k1", b"k2", 1)
    assert not opens(renamed, HERE, Key("k2", KEY.secret))


def test_the_header_names_the_key() -> None:
    assert key_id_of(seal(Key.new("2026-a"), b"", HERE)) == "2026-a"


def test_texts_of_one_length_class_are_equally_long() -> None:
    lengths = {len(seal(KEY, b"x" * size, HERE)) for size in range(SHORTEST - 3)}
    assert len(lengths) == 1


@given(st.integers(0, 200_000))
def test_a_length_class_holds_the_text_and_a_quarter_more_at_most(length: int) -> None:
    padded = length_class(length)
    assert length <= padded <= max(SHORTEST, length * 5 // 4)
    assert length_class(padded) == padded


def test_there_are_few_length_classes() -> None:
    assert len({length_class(length) for length in range(50_000)}) < 50


def test_a_key_does_not_show_its_bits() -> None:
    assert repr(KEY) == "Key(id='k1')"


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="exactly 32 bytes"):
        Key("k1", b"x" * size)


@pytest.mark.parametrize("key_id", ["", "a b", "a:b", "ü", "k" * 65, "k\n"])
def test_a_key_id_that_could_not_stand_in_a_header_is_refused(key_id: str) -> None:
    with pytest.raises(ValueError, match="key id"):
        Key(key_id, b"x" * 32)
