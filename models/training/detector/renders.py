"""Frames of rendered malls with their exact truth (`tools/sample-mall`), for scenes that no photo set has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .views import PERSON, UNJUDGED, Scene

# Boxes of renders are of whole bodies, hidden or not: whoever is hidden for more than this is not to be judged.
MIN_VISIBLE_FRACTION = 0.45
JPEG_QUALITY = 93


@dataclass(frozen=True)
class _Frame:
    jpeg: np.ndarray
    boxes: np.ndarray
    kinds: np.ndarray


class RenderStore:
    """
    All frames of `<camera>.mp4` with `<camera>.truth.jsonl` anywhere below `folder`, kept as JPEG in memory. Raises
    ValueError when there are none.
    """

    def __init__(self, folder: Path) -> None:
        self._frames = [frame for path in sorted(folder.rglob("*.truth.jsonl")) for frame in _read_clip(path)]
        if not self._frames:
            raise ValueError(f"no rendered frames below {folder}")

    def __len__(self) -> int:
        return len(self._frames)

    def __getitem__(self, index: int) -> Scene:
        """The frame `index`, RGB."""
        frame = self._frames[index]
        image = np.ascontiguousarray(cv2.imdecode(frame.jpeg, cv2.IMREAD_COLOR)[:, :, ::-1])
        return Scene(image, frame.boxes, frame.kinds)


def _read_clip(truth_path: Path) -> list[_Frame]:
    """Raises ValueError when clip and truth differ in length."""
    clip_path = truth_path.with_name(truth_path.name.replace(".truth.jsonl", ".mp4"))
    lines = truth_path.read_text().splitlines()
    clip = cv2.VideoCapture(str(clip_path))
    frames = []
    for line in lines:
        has_frame, image = clip.read()
        if not has_frame:
            raise ValueError(f"{clip_path} ends before its truth")
        boxes, kinds = _people_of(json.loads(line))
        jpeg = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1]
        frames.append(_Frame(jpeg, boxes, kinds))
    clip.release()
    return frames


def _people_of(row: dict) -> tuple[np.ndarray, np.ndarray]:
    boxes, kinds = [], []
    for person in row["people"]:
        x, y, width, height = person["boxPx"]
        boxes.append([x, y, x + width, y + height])
        kinds.append(PERSON if person["visibleFraction"] >= MIN_VISIBLE_FRACTION else UNJUDGED)
    return np.array(boxes, np.float32).reshape(-1, 4), np.array(kinds, int)
