"""The pool of views with the teacher's answers, as the training reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embedding.network import INPUT_HEIGHT_PX, INPUT_WIDTH_PX

TEACHER_LENGTH = 256


@dataclass
class Pool:
    """
    `views` are memory maps, n×128×64×3 uint8 each, one per chunk; `chunk` and `row` say where each view lies. `teacher`
    is N×256 of length 1, `identity` N whole numbers.
    """

    views: list[np.ndarray]
    chunk: np.ndarray
    row: np.ndarray
    teacher: np.ndarray
    identity: np.ndarray
    kinds: np.ndarray

    def __len__(self) -> int:
        return len(self.identity)

    def pictures(self, places: np.ndarray) -> np.ndarray:
        """Copies of the views at these places, n×128×64×3."""
        return np.stack([self.views[self.chunk[at]][self.row[at]] for at in places])

    def places_by_identity(self) -> list[np.ndarray]:
        """The places of each identity that has two views or more."""
        order = np.argsort(self.identity, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(self.identity[order])) + 1)
        return [group for group in groups if len(group) > 1]


def answered_chunks(folder: Path, prefixes: tuple[str, ...]) -> list[str]:
    """The chunks of these kinds that the teacher has answered."""
    names = sorted(path.name.removesuffix(".teacher.f32") for path in folder.glob("*.teacher.f32"))
    return [name for name in names if name.startswith(prefixes)]


def open_pool(folder: Path, names: list[str]) -> Pool:
    """Opens answered chunks. Raises ValueError when one has another number of answers than views."""
    views, chunk, row, teacher, identities, kinds = [], [], [], [], [], []
    for number, name in enumerate(names):
        described = json.loads((folder / f"{name}.json").read_text())
        count = len(described["identities"])
        answers = np.fromfile(folder / f"{name}.teacher.f32", np.float32).reshape(-1, TEACHER_LENGTH)
        if len(answers) != count:
            raise ValueError(f"{name}: {count} views, {len(answers)} answers")
        shape = (count, INPUT_HEIGHT_PX, INPUT_WIDTH_PX, 3)
        views.append(np.memmap(folder / f"{name}.u8", np.uint8, "r", shape=shape))
        chunk.append(np.full(count, number, np.int32))
        row.append(np.arange(count, dtype=np.int32))
        teacher.append(answers / np.linalg.norm(answers, axis=1, keepdims=True))
        identities += described["identities"]
        kinds += described["kinds"]
    return Pool(
        views,
        np.concatenate(chunk),
        np.concatenate(row),
        np.concatenate(teacher),
        np.unique(identities, return_inverse=True)[1],
        np.array(kinds),
    )


def principal_directions(teacher: np.ndarray, count: int) -> np.ndarray:
    """
    The `count` orthonormal directions (256×count) that keep most of the vectors' squared length, and so of their
    cosines. `teacher` N×256.
    """
    values, directions = np.linalg.eigh(teacher.T.astype(np.float64) @ teacher / len(teacher))
    return directions[:, np.argsort(values)[::-1][:count]].astype(np.float32)
