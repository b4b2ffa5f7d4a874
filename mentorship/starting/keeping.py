"""Answers as they are kept: {"said": {question: answer}, "seen": {question: how}}. Pure.

`how` is answered, unknown or skipped (`shapes`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any

Kept = dict[str, dict[str, Any]]


def kept_in(text: str) -> Kept:
    """As they were kept (JSON); none where nothing was said, or the words were erased."""
    return json.loads(text) if text else {"said": {}, "seen": {}}


def as_text(kept: Kept) -> str:
    return json.dumps(kept, ensure_ascii=False)


def only(kept: Kept, keys: Collection[str]) -> Kept:
    return {part: {key: value for key, value in kept[part].items() if key in keys} for part in kept}


def parted(kept: Kept, kept_back: Collection[str]) -> tuple[Kept, Kept]:
    """What others may read, and the rest; of a question left out, neither says a word."""
    keys = {key for key, how in kept["seen"].items() if kept["said"].get(key) or how == "unknown"}
    return only(kept, keys - set(kept_back)), only(kept, keys & set(kept_back))


def token_of(said: Any, *, is_kept_back: bool) -> str:
    """Of one answer as it stands; a page carries it along, to tell whether it changed."""
    text = json.dumps([said or None, is_kept_back], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
