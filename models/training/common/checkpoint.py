"""Checkpoints that survive a kill at any moment."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import torch


def save_atomically(state: Any, path: Path) -> None:
    """Writes to a neighbour, syncs, then renames: a reader finds the old file or the new one, never a part of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    with open(partial, "wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def load_if_present(path: Path, device: str = "cpu") -> Any | None:
    """What `save_atomically` wrote, or None when there is nothing yet."""
    return torch.load(path, map_location=device) if path.exists() else None


class CheckpointTimer:
    """Says when the next checkpoint is due, by the clock, so that a kill loses at most `every_s` seconds."""

    def __init__(self, every_s: float = 90.0) -> None:
        self._every_s = every_s
        self._last = time.monotonic()

    def is_due(self) -> bool:
        """True once per `every_s`."""
        now = time.monotonic()
        if now - self._last < self._every_s:
            return False
        self._last = now
        return True
