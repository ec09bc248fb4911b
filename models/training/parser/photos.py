"""The training pictures, decoded once into memory, and which of them are held out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from parser.labels import CLASS_OF_LABEL, IGNORED, SOME_PERSON, UNKNOWN_TYPE, types_of_areas, types_of_tags

#: People are kept about this tall: more than the network sees, so that crops are scaled down, never up.
PERSON_HEIGHT_PX = 240
#: Every photo whose number is a multiple of this is held out: 100 with masks, 109 with tags.
HOLD_OUT_EVERY = 10
#: Cut-outs from this number on are the people of the CCP photos, in order; those before are Penn-Fudan's.
FIRST_CCP_CUTOUT = 423

#: Where the person stands in a CCP photo that has no mask, as parts of its width and height: the medians of those
#: that have one.
_USUAL_BOX = (0.26, 0.045, 0.74, 0.965)


@dataclass(frozen=True)
class Photo:
    """A picture of one person."""

    name: str
    #: RGB, uint8[h, w, 3].
    image: np.ndarray
    #: Classes of `labels.py`, uint8[h, w].
    classes: np.ndarray
    #: x0, y0, x1, y1 in pixels, tight around the person.
    box_px: tuple[float, float, float, float]
    #: Indices into `TYPES`: top, bottom, body.
    types: tuple[int, int, int]
    #: Whether there is nothing real around the person.
    is_cut_out: bool = False


def is_held_out(name: str) -> bool:
    """Whether the photo of this file name, such as `0010` or `tagged-1010`, is never trained on."""
    return int(name.rsplit("-", 1)[-1]) % HOLD_OUT_EVERY == 0


def read_parsed(data: Path, *, held_out: bool, person_height_px: float | None = PERSON_HEIGHT_PX) -> list[Photo]:
    """Photos with a mask; at their own size if `person_height_px` is None. Those whose mask is empty are left out."""
    folder = data / "parsing"
    names = json.loads((folder / "labels.json").read_text())
    class_of_value = np.full(256, IGNORED, np.uint8)
    class_of_value[: len(names)] = [CLASS_OF_LABEL[name] for name in names]
    photos = []
    for path in sorted(folder.glob("[0-9]*.png")):
        if is_held_out(path.stem) != held_out:
            continue
        values = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        if not values.any():
            continue
        areas = {names[value]: float((values == value).sum()) for value in np.unique(values)}
        photo = Photo(
            path.stem,
            _read_rgb(path.with_suffix(".jpg")),
            class_of_value[values],
            _box_around(values > 0),
            types_of_areas(areas),
        )
        photos.append(_scaled(photo, person_height_px))
    return photos


def read_tagged(data: Path, *, held_out: bool) -> list[Photo]:
    """Photos of which only the garments' names are known; every pixel is `IGNORED`."""
    folder = data / "parsing"
    photos = []
    for name, tags in sorted(json.loads((folder / "tags.json").read_text()).items()):
        path = folder / name
        types = types_of_tags(tags)
        if is_held_out(path.stem) != held_out or types == (UNKNOWN_TYPE,) * 3:
            continue
        image = _read_rgb(path)
        height, width = image.shape[:2]
        x0, y0, x1, y1 = _USUAL_BOX
        box = (x0 * width, y0 * height, x1 * width, y1 * height)
        photo = Photo(path.stem, image, np.full((height, width), IGNORED, np.uint8), box, types)
        photos.append(_scaled(photo, PERSON_HEIGHT_PX))
    return photos


def read_pedestrians(data: Path) -> list[Photo]:
    """Penn-Fudan's cut-outs: people in the street, of whom only the outline is known. White where there is nothing."""
    photos = []
    for path in sorted((data / "cutouts").glob("*.webp"))[:FIRST_CCP_CUTOUT]:
        image, alpha = _read_rgba(path)
        classes = np.where(alpha > 127, SOME_PERSON, 0).astype(np.uint8)
        if image.shape[0] < 100 or not classes.any():
            continue
        photo = Photo(path.stem, image, classes, _box_around(classes > 0), (UNKNOWN_TYPE,) * 3, True)
        photos.append(_scaled(photo, PERSON_HEIGHT_PX))
    return photos


def read_backgrounds(data: Path, height_px: int = 200) -> list[np.ndarray]:
    """Pictures without people, RGB."""
    pictures = []
    for path in sorted((data / "background").iterdir()):
        image = _read_rgb(path)
        scale = height_px / image.shape[0]
        pictures.append(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return pictures


def _read_rgb(path: Path) -> np.ndarray:
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError(f"{path} is no picture")
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB)


def _read_rgba(path: Path) -> tuple[np.ndarray, np.ndarray]:
    image = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if image is None or image.shape[2] != 4:
        raise ValueError(f"{path} is no picture with alpha")
    return cv2.cvtColor(image[..., :3], cv2.COLOR_BGR2RGB), image[..., 3]


def _box_around(mask: np.ndarray) -> tuple[float, float, float, float]:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)


def _scaled(photo: Photo, person_height_px: float | None) -> Photo:
    if person_height_px is None:
        return photo
    x0, y0, x1, y1 = photo.box_px
    scale = min(1.0, person_height_px / (y1 - y0))
    if scale == 1.0:
        return photo
    image = cv2.resize(photo.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = image.shape[:2]
    classes = cv2.resize(photo.classes, (width, height), interpolation=cv2.INTER_NEAREST)
    box = (x0 * scale, y0 * scale, x1 * scale, y1 * scale)
    return Photo(photo.name, image, classes, box, photo.types, photo.is_cut_out)


