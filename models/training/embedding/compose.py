"""From a person to a view of 128×64 pixels, as a camera and a detector would give it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from common.degrade import DegradeConfig, degrade, tone_table
from embedding.sources import Figure, Photo

VIEW_HEIGHT_PX, VIEW_WIDTH_PX = 128, 64
"""Views are drawn larger than they end up, so that the degradations have something to take away."""
_DRAWN_HEIGHT_PX, _DRAWN_WIDTH_PX = 192, 96

DEGRADATIONS = DegradeConfig(
    tone=0.9, cast=0.6, grey=0.01, resolution=0.5, blur=0.35, motion=0.12, noise=0.4, jpeg=0.6, strength=0.8
)


@dataclass(frozen=True)
class ViewConfig:
    """How far views stray; chances 0..1, the others as parts of the box's size."""

    shift: float = 0.06
    zoom: float = 0.09
    widen: float = 0.5
    cut: float = 0.14
    high_camera: float = 0.35
    behind: float = 0.3
    before: float = 0.18


class Scenery:
    """Backgrounds, and other people to stand behind or before the one that a view is of."""

    def __init__(self, backgrounds: list[np.ndarray], passers_by: list[Figure]) -> None:
        self._backgrounds = backgrounds
        self._passers_by = passers_by

    def patch(self, rng: np.random.Generator, height: int, width: int) -> np.ndarray:
        """A part of a background, H×W×3."""
        image = self._backgrounds[rng.integers(len(self._backgrounds))]
        full_height, full_width = image.shape[:2]
        high = min(full_height, rng.uniform(0.25, 1.0) * full_height)
        wide = min(full_width, high * width / height)
        high = wide * height / width
        top, left = rng.uniform(0, full_height - high), rng.uniform(0, full_width - wide)
        cut = image[int(top) : int(top + high) + 1, int(left) : int(left + wide) + 1]
        cut = cv2.resize(cut, (width, height), interpolation=cv2.INTER_LINEAR)
        return cv2.LUT(cut, tone_table(rng, 0.7, 0.4))

    def passer_by(self, rng: np.random.Generator) -> Figure:
        return self._passers_by[rng.integers(len(self._passers_by))]


def view_of_photo(photo: Photo, scenery: Scenery, rng: np.random.Generator, config: ViewConfig) -> np.ndarray:
    """A view 128×64×3 of a person in a photo."""
    image = photo.image
    if rng.random() < config.before:
        image = image.copy()
        _put_before(image, photo.box, scenery, rng)
    return _finish(image, photo.box, rng, config)


def view_of_figure(figure: Figure, scenery: Scenery, rng: np.random.Generator, config: ViewConfig) -> np.ndarray:
    """A view 128×64×3 of a person who was cut out, before a background of its own."""
    high, wide = figure.alpha.shape
    pad_y, pad_x = round(0.2 * high), round(0.2 * high + 0.3 * wide)
    canvas = scenery.patch(rng, high + 2 * pad_y, wide + 2 * pad_x)
    if rng.random() < config.behind:
        scale = rng.uniform(0.6, 1.05)
        _paste(canvas, scenery.passer_by(rng), rng, rng.uniform(0, 1) * canvas.shape[1], 0.95 * canvas.shape[0], scale)
    light = tone_table(rng, 0.6, 0.4)
    _blend(canvas, cv2.LUT(figure.image, light), figure.alpha, pad_x, pad_y)
    box = (float(pad_x), float(pad_y), float(pad_x + wide), float(pad_y + high))
    if rng.random() < config.before:
        _put_before(canvas, box, scenery, rng)
    return _finish(canvas, box, rng, config)


def _put_before(canvas: np.ndarray, box: tuple, scenery: Scenery, rng: np.random.Generator) -> None:
    """Hides part of the person: another one at the side, or something low such as a bench or a railing."""
    x0, y0, x1, y1 = box
    if rng.random() < 0.55:
        side = rng.choice((-1, 1)) * rng.uniform(0.35, 0.7)
        figure = scenery.passer_by(rng)
        scale = (y1 - y0) / figure.alpha.shape[0] * rng.uniform(0.85, 1.15)
        middle = (x0 + x1) / 2 + side * (x1 - x0)
        _paste(canvas, figure, rng, middle, y1 + rng.uniform(0, 0.15) * (y1 - y0), scale)
        return
    top = int(y1 - rng.uniform(0.12, 0.4) * (y1 - y0))
    left = int(max(0, x0 + rng.uniform(-0.6, 0.5) * (x1 - x0)))
    right = int(min(canvas.shape[1], left + rng.uniform(0.5, 1.2) * (x1 - x0)))
    bottom = canvas.shape[0]
    if right - left >= 4 and bottom - top >= 4:
        canvas[top:bottom, left:right] = scenery.patch(rng, bottom - top, right - left)


def _paste(
    canvas: np.ndarray, figure: Figure, rng: np.random.Generator, middle_x: float, foot_y: float, scale: float
) -> None:
    """Another person, by the middle of the feet."""
    high, wide = figure.alpha.shape
    size = (max(4, round(wide * scale)), max(8, round(high * scale)))
    image = cv2.LUT(cv2.resize(figure.image, size, interpolation=cv2.INTER_AREA), tone_table(rng, 0.8, 0.5))
    alpha = cv2.resize(figure.alpha, size, interpolation=cv2.INTER_AREA)
    _blend(canvas, image, alpha, round(middle_x - size[0] / 2), round(foot_y - size[1]))


def _blend(canvas: np.ndarray, image: np.ndarray, alpha: np.ndarray, left: int, top: int) -> None:
    """Draws `image` over `canvas` in place, cut at its edges."""
    height, width = alpha.shape
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(canvas.shape[1], left + width), min(canvas.shape[0], top + height)
    if x1 <= x0 or y1 <= y0:
        return
    part = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
    share = alpha[part][..., None].astype(np.float32) / 255
    under = canvas[y0:y1, x0:x1]
    canvas[y0:y1, x0:x1] = (image[part] * share + under * (1 - share)).astype(np.uint8)


def _finish(image: np.ndarray, box: tuple, rng: np.random.Generator, config: ViewConfig) -> np.ndarray:
    """Cuts the box as a detector would, not quite right, and degrades it."""
    corners = _detected_corners(box, rng, config)
    target = np.array(
        [(0, 0), (_DRAWN_WIDTH_PX, 0), (_DRAWN_WIDTH_PX, _DRAWN_HEIGHT_PX), (0, _DRAWN_HEIGHT_PX)], np.float32
    )
    if rng.random() < 0.5:
        target = target[[1, 0, 3, 2]]
    view = cv2.warpPerspective(
        image,
        cv2.getPerspectiveTransform(corners, target),
        (_DRAWN_WIDTH_PX, _DRAWN_HEIGHT_PX),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    view = degrade(view, rng, DEGRADATIONS)
    return cv2.resize(view, (VIEW_WIDTH_PX, VIEW_HEIGHT_PX), interpolation=cv2.INTER_AREA)


def _detected_corners(box: tuple, rng: np.random.Generator, config: ViewConfig) -> np.ndarray:
    """
    Corners (4×2, clockwise from the top left) of the part of the picture that becomes the view. A camera that hangs
    high sees heads larger than feet: the part is wider at its foot.
    """
    x0, y0, x1, y1 = box
    high, wide = y1 - y0, x1 - x0
    if rng.random() < config.widen:
        wide = max(wide, high / rng.uniform(1.9, 2.9))
    else:
        wide *= rng.uniform(1.0, 1.15)
    centre = np.array(((x0 + x1) / 2 + rng.normal(0, config.shift) * wide, (y0 + y1) / 2))
    centre[1] += rng.normal(0, 0.6 * config.shift) * high
    wide *= np.exp(rng.normal(0, config.zoom))
    high *= np.exp(rng.normal(0.02, config.zoom))
    top, bottom = -high / 2, high / 2
    if rng.random() < config.cut:
        if rng.random() < 0.75:
            bottom -= rng.uniform(0.12, 0.42) * high
        else:
            top += rng.uniform(0.08, 0.2) * high
    flare = np.exp(rng.uniform(0.05, 0.35)) if rng.random() < config.high_camera else 1.0
    half = wide / 2
    corners = np.array([(-half, top), (half, top), (half * flare, bottom), (-half * flare, bottom)])
    angle = np.radians(rng.normal(0, 2.5))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return (corners @ turn + centre).astype(np.float32)
