"""The real hasher, which also counts how often it works."""

from __future__ import annotations

from accounts.hashers import Argon2


class Counting(Argon2):
    runs = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.runs += 1
        return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        Counting.runs += 1
        return super().verify(password, encoded)
