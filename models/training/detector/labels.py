"""The photos of `training/` and the people in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .geometry import covered_fraction

# Of the photos of one well lit person each, a third are enough.
PARSING_STEP = 3
NO_BOXES = np.zeros((0, 4), np.float32)


@dataclass(frozen=True)
class LabelledPhoto:
    """
    `kind` is the folder; `size` (height, width); `people` and `ignored` n×4 corners in pixels; `is_labelled` is false
    where somebody may be in the picture whom nobody labelled.
    """

    path: Path
    kind: str
    size: tuple[int, int]
    people: np.ndarray
    ignored: np.ndarray
    is_labelled: bool

    def read(self) -> np.ndarray:
        """RGB, H×W×3, uint8."""
        return np.ascontiguousarray(cv2.imread(str(self.path), cv2.IMREAD_COLOR)[:, :, ::-1])

    def to_json(self) -> dict:
        """For the index of `prepare`."""
        return {
            "image": self.path.name,
            "kind": self.kind,
            "height": self.size[0],
            "width": self.size[1],
            "people": self.people.round(1).tolist(),
            "ignored": self.ignored.round(1).tolist(),
        }


def read_photos(data: Path) -> list[LabelledPhoto]:
    """Training photos: `persons` (split train), `parsing`, and `background` where large enough to be a scene."""
    photos = [photo for photo, split in read_persons(data / "persons") if split == "train"]
    photos += read_parsing(data / "parsing")
    photos += read_backgrounds(data / "background")
    return photos


def read_persons(folder: Path) -> list[tuple[LabelledPhoto, str]]:
    """Photos of `persons/labels.jsonl` with their split. Boxes around crowds are not to be judged."""
    photos = []
    for line in (folder / "labels.jsonl").read_text().splitlines():
        row = json.loads(line)
        boxes = np.array(row["boxes"], np.float32).reshape(-1, 4)
        crowd = is_crowd(boxes)
        size = (row["height"], row["width"])
        photo = LabelledPhoto(folder / row["image"], "persons", size, boxes[~crowd], boxes[crowd], True)
        photos.append((photo, row["split"]))
    return photos


def is_crowd(boxes: np.ndarray) -> np.ndarray:
    """True for wide boxes that hold three or more others: COCO's regions of many people, given as plain boxes."""
    if len(boxes) == 0:
        return np.zeros(0, bool)
    inside = (covered_fraction(boxes, boxes) > 0.85) & ~np.eye(len(boxes), dtype=bool)
    wide = boxes[:, 2] - boxes[:, 0] > 1.2 * (boxes[:, 3] - boxes[:, 1])
    return wide & (inside.sum(0) >= 3)


def read_parsing(folder: Path) -> list[LabelledPhoto]:
    """One dressed person each: the box of the garment mask where there is one, else left to the teacher."""
    photos = []
    for path in sorted(folder.glob("*.jpg"))[::PARSING_STEP]:
        image = cv2.imread(str(path))
        mask_path = path.with_suffix(".png")
        people = NO_BOXES
        if mask_path.exists():
            ys, xs = np.nonzero(cv2.imread(str(mask_path), cv2.IMREAD_GRAYSCALE))
            if len(xs) > 0:
                people = np.array([[xs.min(), ys.min(), xs.max() + 1, ys.max() + 1]], np.float32)
        photos.append(LabelledPhoto(path, "parsing", image.shape[:2], people, NO_BOXES, False))
    return photos


def read_backgrounds(folder: Path) -> list[LabelledPhoto]:
    """Scenes without people; the small patches of INRIA are left to `views` as clutter."""
    return [
        LabelledPhoto(path, "background", cv2.imread(str(path)).shape[:2], NO_BOXES, NO_BOXES, True)
        for path in sorted(folder.glob("coco-*.jpg"))
    ]
