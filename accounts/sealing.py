"""Sealed bytes: AES-256-GCM, bound to the one place where they may be opened. No Django here.

    format 1 | length of key id | key id | nonce | ciphertext with its tag

Everything before the ciphertext, and the whole Context, is authenticated with it. So bytes that
were altered, or moved to another row, field, author or version, do not open: there is no code that
could forget to compare, because the cipher itself refuses.

The length of a text says something too, so it is padded to a length class before sealing. Whoever
holds the database learns no more than the class, which is at most a quarter wide.
"""

from __future__ import annotations

import re
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
SECRET_BYTES, NONCE_BYTES, SHORTEST = 32, 12, 64
KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class Refused(Exception):
    """Sealed bytes that this program will not, or cannot, open. Never carries any of the text."""


class Tampered(Refused):
    """The bytes were altered, or belong to another row, field, author or version."""


class UnknownKey(Refused):
    """The bytes were sealed under a key that is not at hand; nothing is wrong with them."""


@dataclass(frozen=True)
class Key:
    """256 random bits, and a name that may be written down. Its repr keeps the bits to itself."""

    id: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not KEY_ID.fullmatch(self.id):
            raise ValueError("A key id has 1 to 64 letters, digits, dots, dashes or underscores.")
        if len(self.secret) != SECRET_BYTES:
            raise ValueError(f"Key {self.id} must have exactly {SECRET_BYTES} bytes.")

    @classmethod
    def new(cls, key_id: str) -> Key:
        return cls(key_id, secrets.token_bytes(SECRET_BYTES))


@dataclass(frozen=True)
class Context:
    """The one place where sealed bytes may be opened."""

    table: str
    row: str
    field: str
    author: str
    version: int = 0

    def bound_to(self, header: bytes) -> bytes:
        """Every part with its length before it, so that no two places spell the same bytes."""
        parts = (self.table, self.row, self.field, self.author, str(self.version))
        spelled = [header, *(part.encode() for part in parts)]
        return b"".join(struct.pack(">I", len(part)) + part for part in spelled)


def seal(key: Key, plain: bytes, context: Context) -> bytes:
    """Sealed afresh each time: the nonce is random, so equal texts do not look equal."""
    name = key.id.encode()
    header = bytes((FORMAT, len(name))) + name + secrets.token_bytes(NONCE_BYTES)
    nonce, bound = header[-NONCE_BYTES:], context.bound_to(header)
    return header + AESGCM(key.secret).encrypt(nonce, _padded(plain), bound)


def unseal(keys: Mapping[str, Key], sealed: bytes, context: Context) -> bytes:
    """The plain bytes; UnknownKey or Tampered otherwise. Alone in calling the decrypt primitive."""
    name = key_id_of(sealed)
    if name not in keys:
        raise UnknownKey(f"There is no key {name} at hand.")
    start = 2 + len(name) + NONCE_BYTES
    header, body = sealed[:start], sealed[start:]
    try:
        padded = AESGCM(keys[name].secret).decrypt(
            header[-NONCE_BYTES:], body, context.bound_to(header)
        )
    except InvalidTag:
        raise Tampered(f"Refused at {context.table}.{context.field}, row {context.row}.") from None
    return _unpadded(padded)


def key_id_of(sealed: bytes) -> str:
    """The name of the key that opens these bytes, read from their header."""
    if len(sealed) < 2 or sealed[0] != FORMAT:
        raise Tampered("These bytes do not begin as sealed bytes do.")
    name = sealed[2 : 2 + sealed[1]].decode("ascii", "replace")
    if not KEY_ID.fullmatch(name) or len(sealed) < 2 + sealed[1] + NONCE_BYTES + 16:
        raise Tampered("These bytes are cut short, or their header was altered.")
    return name


def length_class(length: int) -> int:
    """The padded length: at least 64, and at most a quarter more than the text needs."""
    if length <= SHORTEST:
        return SHORTEST
    step = 1 << (length.bit_length() - 3)
    return -(-length // step) * step


def _padded(plain: bytes) -> bytes:
    counted = struct.pack(">I", len(plain)) + plain
    return counted.ljust(length_class(len(counted)), b"\0")


def _unpadded(padded: bytes) -> bytes:
    (length,) = struct.unpack_from(">I", padded)
    return padded[4 : 4 + length]
