"""The doorbell of an installation without Redis: a folder of small files.

kombu's own transport can read a message that is still being written, which ends the worker. Here
a message appears whole, is taken by one, and never leaves the folder.
"""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(self.data_folder_in)
        for folder in (self.folder, self.control_folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        draft = self.folder / f".{uuid.uuid4()}"
        draft.touch(mode=0o600)
        draft.write_text(dumps(payload), encoding="utf-8")
        draft.rename(self.folder / f"{time.time_ns():020}_{draft.name[1:]}.{queue}.msg")

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """The oldest message, moved aside first, so that nobody else takes it too."""
        mine = f".{queue}.msg"
        for name in sorted(name for name in os.listdir(self.folder) if name.endswith(mine)):
            taken = self.folder / f"{name}.taken"
            try:
                (self.folder / name).rename(taken)
            except FileNotFoundError:
                continue
            payload = taken.read_text(encoding="utf-8")
            taken.unlink()
            return loads(payload)
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
