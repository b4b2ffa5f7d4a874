"""One compressed piece of data for a row: plain values and arrays, described by a header.

Written with little-endian numbers and without anything that could run when it is read.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

FORMAT = 1
LENGTH = 8  # bytes that say how long the header is


class UnknownFormat(ValueError):
    """Written by a later version, or not by us at all."""


def pack(plain: Any, arrays: Mapping[str, np.ndarray]) -> bytes:
    """The same values always make the same bytes."""
    little = {name: _little(arrays[name]) for name in sorted(arrays)}
    shapes = {name: [array.dtype.str, array.shape] for name, array in little.items()}
    told = {"plain": plain, "arrays": shapes}
    head = json.dumps(told, sort_keys=True, ensure_ascii=False).encode(errors="surrogatepass")
    parts = [len(head).to_bytes(LENGTH), head, *(array.tobytes() for array in little.values())]
    return bytes([FORMAT]) + zlib.compress(b"".join(parts), 6)


def unpack(data: bytes) -> tuple[Any, dict[str, np.ndarray]]:
    if data[:1] != bytes([FORMAT]):
        raise UnknownFormat(f"format {data[:1]!r}")
    data = zlib.decompress(data[1:])
    start = LENGTH + int.from_bytes(data[:LENGTH])
    told, arrays = json.loads(data[LENGTH:start]), {}
    for name in told["arrays"]:
        kind, shape = told["arrays"][name]
        size = int(np.dtype(kind).itemsize * np.prod(shape, dtype=np.int64))
        array = np.frombuffer(data[start : start + size], kind).reshape(shape)
        arrays[name] = array.astype(array.dtype.newbyteorder("="))
        start += size
    return told["plain"], arrays


def _little(array: np.ndarray) -> np.ndarray:
    return array.astype(array.dtype.newbyteorder("<"))
