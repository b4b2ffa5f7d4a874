"""Secrets made once, at the first start, in the data folder, readable by their owner only.

Only the embedded profile uses them: a production installation brings its own.
"""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path


def secret_key(folder: Path) -> str:
    return _kept(folder / "secret_key", lambda: secrets.token_urlsafe(60))


def journal_keys(folder: Path) -> str:
    """One master key for private text, as `id:base64`."""
    return _kept(folder / "journal_keys", lambda: f"k1:{_random_key()}")


def _random_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _kept(path: Path, make: Callable[[], str]) -> str:
    """The file's text; made exactly once, even when two processes start together."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(make(), encoding="utf-8")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()
