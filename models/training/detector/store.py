"""What `prepare` wrote, mapped into memory."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np

from .loss import HINT_CHANNELS
from .network import STRIDES
from .views import PAD, PERSON, UNJUDGED, Scene


class PhotoStore:
    """Photos by index, and the teacher's maps for crops of them."""

    def __init__(self, work: Path) -> None:
        self._index = [json.loads(line) for line in (work / "index.jsonl").read_text().splitlines()]
        self._pixels = np.memmap(work / "pixels.bin", np.uint8, "r")
        self._hints = np.memmap(work / "hints.bin", np.int8, "r")
        self.backgrounds = [i for i, row in enumerate(self._index) if row["kind"] == "background"]

    def __len__(self) -> int:
        return len(self._index)

    def __getitem__(self, index: int) -> Scene:
        """The whole photo; its picture is not to be written to."""
        row = self._index[index]
        height, width, at = row["height"], row["width"], row["pixelAt"]
        image = self._pixels[at : at + height * width * 3].reshape(height, width, 3)
        people = np.array(row["people"], np.float32).reshape(-1, 4)
        ignored = np.array(row["ignored"], np.float32).reshape(-1, 4)
        kinds = np.array([PERSON] * len(people) + [UNJUDGED] * len(ignored), int)
        return Scene(np.asarray(image), np.concatenate([people, ignored]), kinds)

    def hinted_crop(self, size: int, rng: np.random.Generator) -> tuple[Scene, np.ndarray]:
        """
        A crop at the photo's own scale whose corner lies on a multiple of 32, where the teacher's maps can be cut too:
        the scene, and A×65 of steps (`HINT_STEP`) of 64 standardised channels and of the score (0..127).
        """
        number = int(rng.integers(len(self._index)))
        row, scene = self._index[number], self[number]
        height, width = (-(-row[side] // 32) * 32 for side in ("height", "width"))
        x0, y0 = (int(rng.integers(0, max(0, side - size) // 32 + 1)) * 32 for side in (width, height))
        image = np.full((size, size, 3), PAD, np.uint8)
        part = scene.image[y0 : y0 + size, x0 : x0 + size]
        image[: part.shape[0], : part.shape[1]] = part
        boxes = scene.boxes - np.array([x0, y0, x0, y0], np.float32)
        maps = self._cut_maps(row["hintAt"], (height, width), (x0, y0), size)
        return Scene(image, boxes, scene.kinds), maps

    def _cut_maps(self, at: int, shape: tuple[int, int], corner: tuple[int, int], size: int) -> np.ndarray:
        """−128 in the first channel where the photo has no map."""
        channels = HINT_CHANNELS + 1
        cut = []
        for stride in STRIDES:
            rows, columns, cells = shape[0] // stride, shape[1] // stride, size // stride
            level = self._hints[at : at + rows * columns * channels].reshape(rows, columns, channels)
            at += level.size
            x, y = corner[0] // stride, corner[1] // stride
            part = level[y : y + cells, x : x + cells]
            whole = np.zeros((cells, cells, channels), np.int8)
            whole[:, :, 0] = -128
            whole[: part.shape[0], : part.shape[1]] = part
            cut.append(whole.reshape(-1, channels))
        return np.concatenate(cut)


def mirror_maps(maps: np.ndarray, size: int) -> np.ndarray:
    """The maps of the mirrored crop, as a network trained on mirrored pictures gives them within noise."""
    parts, at = [], 0
    for stride in STRIDES:
        cells = size // stride
        level = maps[at : at + cells * cells].reshape(cells, cells, -1)
        parts.append(level[:, ::-1].reshape(cells * cells, -1))
        at += cells * cells
    return np.concatenate(parts)


def read_cutouts(folder: Path, max_height_px: int = 300) -> list[np.ndarray]:
    """RGBA pictures, cut to their opaque part."""
    pictures = []
    for path in sorted(folder.glob("*.webp")):
        picture = cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), cv2.COLOR_BGRA2RGBA)
        ys, xs = np.nonzero(picture[:, :, 3] > 128)
        if len(ys) == 0:
            continue
        picture = picture[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
        if picture.shape[0] > max_height_px:
            scale = max_height_px / picture.shape[0]
            picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        pictures.append(picture)
    return pictures


def read_patches(folder: Path) -> list[np.ndarray]:
    """INRIA's patches without people, RGB."""
    return [np.ascontiguousarray(cv2.imread(str(path))[:, :, ::-1]) for path in sorted(folder.glob("inria-*.jpg"))]

