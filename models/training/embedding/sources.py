"""
People and backgrounds that views are made of, decoded once. Every twentieth source is held out: the pool to train on
and the pool to select on share no person.

Pictures are RGB uint8, H×W×3.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

HELD_OUT_EVERY = 20
"""Figures are scaled to this height: more than the degradations leave of it."""
FIGURE_HEIGHT_PX = 240
PHOTO_HEIGHT_PX = 200
MARGIN = 0.25
"""Parts of a figure in `Figure.parts`."""
TOP, BOTTOM, SHOES, REST = 1, 2, 3, 4

_TOPS = (
    "blazer blouse bodysuit cape cardigan coat hoodie jacket jumper shirt suit sweater sweatshirt t-shirt top vest dress "
    "romper scarf"
)
_BOTTOMS = "jeans leggings pants shorts skirt stockings tights"
_SHOES = "boots clogs flats heels loafers pumps sandals shoes sneakers socks wedges"


@dataclass(frozen=True)
class Photo:
    """A person in a photo, with a margin of surroundings around the box (x0, y0, x1, y1, in pixels of `image`)."""

    key: str
    image: np.ndarray
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Figure:
    """
    A person cut out: `alpha` H×W uint8, `parts` H×W uint8 (0 none, then TOP, BOTTOM, SHOES, REST). `parts` is REST
    everywhere where the garments are not known. `person` is the same for all figures of one dressed person.
    """

    key: str
    person: str
    image: np.ndarray
    alpha: np.ndarray
    parts: np.ndarray

    @property
    def has_garments(self) -> bool:
        return bool((self.parts == TOP).any() and (self.parts == BOTTOM).any())


def is_held_out(number: int) -> bool:
    """Whether the source of this number belongs to the pool that models are selected on."""
    return number % HELD_OUT_EVERY == 0


def read_rgb(path: Path) -> np.ndarray:
    """Raises FileNotFoundError for what OpenCV cannot read."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise FileNotFoundError(path)
    return np.ascontiguousarray(image[:, :, ::-1])


def load_person_boxes(data: Path, held_out: bool, min_height_px: float = 44) -> list[Photo]:
    """COCO's and Penn-Fudan's boxes of people who are mostly upright: 1.3 to 5 times as high as wide."""
    photos: list[Photo] = []
    with open(data / "persons" / "labels.jsonl") as lines:
        for number, line in enumerate(lines):
            if is_held_out(number) != held_out:
                continue
            row = json.loads(line)
            image = None
            for at, (x0, y0, x1, y1) in enumerate(row["boxes"]):
                width, height = x1 - x0, y1 - y0
                if height < min_height_px or not 1.3 <= height / max(width, 1) <= 5:
                    continue
                if image is None:
                    image = read_rgb(data / "persons" / row["image"])
                photos.append(_with_margin(f"{row['image']}#{at}", image, (x0, y0, x1, y1)))
    return photos


def load_street_photos(data: Path, held_out: bool) -> list[Photo]:
    """The whole-body photos of Clothing Co-Parsing whose garments are only tagged: the person stands in the middle."""
    photos = []
    for number, path in enumerate(sorted((data / "parsing").glob("tagged-*.jpg"))):
        if is_held_out(number) != held_out:
            continue
        image = read_rgb(path)
        height, width = image.shape[:2]
        box = (0.26 * width, 0.07 * height, 0.74 * width, 0.95 * height)
        photos.append(_with_margin(path.stem, image, box))
    return photos


def load_dressed_figures(data: Path, held_out: bool) -> list[Figure]:
    """The people of Clothing Co-Parsing whose garments are masked."""
    names = json.loads((data / "parsing" / "labels.json").read_text())
    part_of = np.full(256, REST, np.uint8)
    part_of[0] = 0
    for words, part in ((_TOPS, TOP), (_BOTTOMS, BOTTOM), (_SHOES, SHOES)):
        part_of[[names.index(word) for word in words.split()]] = part
    figures = []
    for number, path in enumerate(sorted((data / "parsing").glob("[0-9]*.png"))):
        if is_held_out(number) != held_out:
            continue
        parts = part_of[cv2.imread(str(path), cv2.IMREAD_UNCHANGED)]
        # A few masks are empty or hold a scrap of a person.
        if (parts > 0).mean() < 0.05:
            continue
        figures.append(figure_of(path.stem, path.stem, read_rgb(path.with_suffix(".jpg")), parts))
    return figures


def load_cutouts(data: Path, held_out: bool) -> list[Figure]:
    """People cut out with alpha; what they wear is not known."""
    figures = []
    for number, path in enumerate(sorted((data / "cutouts").glob("*.webp"))):
        if is_held_out(number) != held_out:
            continue
        image = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        parts = np.where(image[:, :, 3] > 127, REST, 0).astype(np.uint8)
        figures.append(figure_of(f"cutout-{path.stem}", path.stem, image[:, :, 2::-1], parts))
    return figures


def load_portraits(folder: Path, held_out: bool) -> dict[str, list[Figure]]:
    """The rendered people of `tools/sample-mall/portraits.ts` by identity, in several poses, lights and views each."""
    people: dict[str, list[Figure]] = {}
    for described in sorted(folder.glob("*.json")):
        sheet = json.loads(described.read_text())
        high, wide = sheet["cellHeightPx"], sheet["cellWidthPx"]
        shape = (sheet["rows"] * high, sheet["columns"] * wide, 4)
        pixels = np.fromfile(described.with_suffix(".rgba"), np.uint8).reshape(shape)
        for at, who in enumerate(sheet["who"]):
            if is_held_out(int(who.rsplit("-", 1)[1])) != held_out:
                continue
            row, column = divmod(at, sheet["columns"])
            # Rows of pixels come from the bottom.
            cell = pixels[row * high : (row + 1) * high, column * wide : (column + 1) * wide][::-1]
            alpha = cell[:, :, 3:].astype(np.float32) / 255
            image = np.clip(cell[:, :, :3] / np.maximum(alpha, 0.2), 0, 255).astype(np.uint8)
            parts = np.where(cell[:, :, 3] > 100, REST, 0).astype(np.uint8)
            people.setdefault(who, []).append(figure_of(who, who, image, parts))
    return people


def load_backgrounds(data: Path) -> list[np.ndarray]:
    """Pictures without people, at most 360 pixels high."""
    return [read_rgb(path) for path in sorted((data / "background").glob("*.jpg"))]


def figure_of(key: str, person: str, image: np.ndarray, parts: np.ndarray) -> Figure:
    """Cuts a figure to its mask and scales it to `FIGURE_HEIGHT_PX`. Raises ValueError for an empty mask."""
    rows, columns = np.flatnonzero(parts.any(1)), np.flatnonzero(parts.any(0))
    if len(rows) == 0:
        raise ValueError(f"{key}: nobody in the mask")
    window = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    image, parts = image[window], parts[window]
    scale = FIGURE_HEIGHT_PX / image.shape[0]
    size = (max(8, round(image.shape[1] * scale)), FIGURE_HEIGHT_PX)
    alpha = cv2.resize((parts > 0).astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA)
    return Figure(
        key,
        person,
        cv2.resize(np.ascontiguousarray(image), size, interpolation=cv2.INTER_AREA),
        cv2.GaussianBlur(alpha, (0, 0), 0.8),
        cv2.resize(parts, size, interpolation=cv2.INTER_NEAREST),
    )


def _with_margin(key: str, image: np.ndarray, box: tuple[float, float, float, float]) -> Photo:
    """Cuts the box with its surroundings and scales it so that the box is at most `PHOTO_HEIGHT_PX` high."""
    x0, y0, x1, y1 = box
    height, width = image.shape[:2]
    margin_x, margin_y = MARGIN * (x1 - x0) + 4, MARGIN * (y1 - y0)
    left, top = int(max(0, x0 - margin_x)), int(max(0, y0 - margin_y))
    right, bottom = int(min(width, x1 + margin_x)), int(min(height, y1 + margin_y))
    scale = min(1.0, PHOTO_HEIGHT_PX / (y1 - y0))
    size = (max(8, round((right - left) * scale)), max(8, round((bottom - top) * scale)))
    cut = cv2.resize(image[top:bottom, left:right], size, interpolation=cv2.INTER_AREA)
    inside = tuple(scale * value for value in (x0 - left, y0 - top, x1 - left, y1 - top))
    return Photo(key, cut, inside)
