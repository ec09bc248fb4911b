"""Training views: one person as a detector's box in surveillance footage would show them.

A view is cut from a photo with a box that is a little wrong, set before another background and among other people,
dyed in other colours, seen at an angle and through a bad camera, and brought to the network's input size.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from common.degrade import DegradeConfig, degrade, fewer_pixels
from parser.labels import BACKGROUND, BOTTOM, FULL_BODY, IGNORED, SHOES, TOP
from parser.photos import Photo

INPUT_HEIGHT_PX = 160
INPUT_WIDTH_PX = 80
#: The network answers at half of its input's size.
OUTPUT_STRIDE = 2
_INPUT = (INPUT_WIDTH_PX, INPUT_HEIGHT_PX)


@dataclass(frozen=True)
class ViewConfig:
    """Chances, 0..1, of what is done to a view."""

    flip: float = 0.5
    #: A new background behind the person, where their outline is known.
    background: float = 0.6
    #: Somebody else behind the person, then in front of them.
    behind: float = 0.3
    in_front: float = 0.25
    #: Something in front of the feet: a counter, a plant, a railing.
    obstacle: float = 0.1
    #: A box that ends above the feet or, more rarely, below the head.
    cut_below: float = 0.12
    cut_above: float = 0.04
    tilt: float = 0.35
    #: New colours for a garment; per garment.
    dye: float = 0.5


@dataclass(frozen=True)
class View:
    """What the network learns from."""

    #: RGB, uint8[160, 80, 3].
    image: np.ndarray
    #: Classes, `SOME_PERSON` or `IGNORED`, uint8[80, 40].
    classes: np.ndarray
    #: Indices into `TYPES`.
    types: tuple[int, int, int]


class ViewMaker:
    """Makes views of photos. Everything by chance comes from the generator that a call is given."""

    def __init__(
        self,
        passers_by: list[Photo],
        backgrounds: list[np.ndarray],
        config: ViewConfig = ViewConfig(),
        degradation: DegradeConfig = DegradeConfig(strength=0.7),
    ) -> None:
        """`passers_by` have outlines; they are pasted beside whom a view is of."""
        self._passers_by = passers_by
        self._backgrounds = backgrounds
        self._config = config
        self._degradation = degradation

    def view(self, photo: Photo, rng: np.random.Generator) -> View:
        """One view of the person."""
        config = self._config
        box, types = self._box(photo, rng)
        transform = _box_to_input(box, rng, config.tilt)
        image = cv2.warpPerspective(photo.image, transform, _INPUT, borderMode=cv2.BORDER_REPLICATE)
        classes = cv2.warpPerspective(photo.classes, transform, _INPUT, flags=cv2.INTER_NEAREST)
        has_outline = IGNORED not in classes
        if has_outline:
            image = self._dyed(image, classes, rng)
            person = cv2.GaussianBlur((classes != BACKGROUND).astype(np.float32), (0, 0), 0.7)[..., None]
            scene = self._scene(rng) if photo.is_cut_out or rng.random() < config.background else image
            if rng.random() < config.behind:
                scene, _ = self._with_passer_by(scene, rng, min_aside=0.2)
            image = _blend(scene, image, person)
        if rng.random() < config.in_front:
            image, hidden = self._with_passer_by(image, rng, min_aside=0.35)
            classes = np.where(hidden, BACKGROUND, classes)
        if rng.random() < config.obstacle:
            top = int(rng.uniform(0.6, 0.95) * INPUT_HEIGHT_PX)
            image = image.copy()
            image[top:] = self._scene(rng)[top:]
            classes = classes.copy()
            classes[top:] = BACKGROUND
        if rng.random() < config.flip:
            image, classes = image[:, ::-1], classes[:, ::-1]
        image = np.ascontiguousarray(image)
        # Most people in footage have fewer pixels than the network's input.
        image = fewer_pixels(image, max(1.0, INPUT_HEIGHT_PX / rng.uniform(48, 200)))
        image = degrade(image, rng, self._degradation)
        small = classes[OUTPUT_STRIDE // 2 :: OUTPUT_STRIDE, OUTPUT_STRIDE // 2 :: OUTPUT_STRIDE]
        return View(image, np.ascontiguousarray(small), types)

    def _box(
        self, photo: Photo, rng: np.random.Generator
    ) -> tuple[tuple[float, float, float, float], tuple[int, int, int]]:
        """The detector's box: sides a little off, often wider than the person; types that it cuts off are unknown."""
        x0, y0, x1, y1 = photo.box_px
        height = y1 - y0
        width = max(x1 - x0, rng.uniform(0.3, 0.52) * height)
        middle = (x0 + x1) / 2 + rng.normal(0, 0.05) * width
        top, bottom, body = photo.types
        y0 += rng.uniform(-0.1, 0.04) * height
        y1 += rng.uniform(-0.04, 0.1) * height
        width *= rng.uniform(0.9, 1.25)
        if rng.random() < self._config.cut_below:
            y1 = y0 + rng.uniform(0.4, 0.9) * (y1 - y0)
            is_deep = y1 < photo.box_px[1] + 0.7 * height
            bottom, body = (-1, -1) if is_deep else (bottom, body)
        elif rng.random() < self._config.cut_above:
            y0 = y0 + rng.uniform(0.1, 0.35) * (y1 - y0)
            top = -1 if y0 > photo.box_px[1] + 0.25 * height else top
        return (middle - width / 2, y0, middle + width / 2, y1), (top, bottom, body)

    def _scene(self, rng: np.random.Generator) -> np.ndarray:
        """A part of a picture without people, of the input's size."""
        picture = self._backgrounds[rng.integers(len(self._backgrounds))]
        height, width = picture.shape[:2]
        h = int(rng.uniform(0.35, 1.0) * height)
        w = min(width, max(8, int(h * rng.uniform(0.3, 0.55))))
        y, x = rng.integers(height - h + 1), rng.integers(width - w + 1)
        return cv2.resize(picture[y : y + h, x : x + w], _INPUT, interpolation=cv2.INTER_LINEAR)

    def _with_passer_by(
        self, image: np.ndarray, rng: np.random.Generator, min_aside: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """Pastes somebody at least `min_aside` of the width beside the middle; with where they are, bool[160, 80]."""
        other = self._passers_by[rng.integers(len(self._passers_by))]
        x0, y0, x1, y1 = other.box_px
        size = rng.uniform(0.6, 1.3) * INPUT_HEIGHT_PX / (y1 - y0)
        # A crop of a person, 0.3 to 0.5 as wide as tall, is stretched to the input's one half.
        stretch = rng.uniform(1.0, 1.6)
        aside = rng.uniform(min_aside, 0.75) * rng.choice((-1, 1))
        feet = rng.uniform(0.75, 1.15) * INPUT_HEIGHT_PX
        scale_x = size * stretch
        transform = np.array(
            [
                [scale_x, 0, (0.5 + aside) * INPUT_WIDTH_PX - scale_x * (x0 + x1) / 2],
                [0, size, feet - size * y1],
            ],
            np.float32,
        )
        colours = cv2.warpAffine(other.image, transform, _INPUT, borderMode=cv2.BORDER_REPLICATE)
        outline = (other.classes != BACKGROUND).astype(np.uint8)
        mask = cv2.warpAffine(outline, transform, _INPUT, flags=cv2.INTER_NEAREST)
        soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 0.7)[..., None]
        return _blend(image, colours, soft), mask > 0

    def _dyed(self, image: np.ndarray, classes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Gives garments new colours in CIELAB and keeps their folds and patterns."""
        garments = [g for g in (TOP, BOTTOM, FULL_BODY, SHOES) if rng.random() < self._config.dye]
        masks = [classes == garment for garment in garments]
        if not any(mask.any() for mask in masks):
            return image
        lab = cv2.cvtColor(image, cv2.COLOR_RGB2LAB).astype(np.float32)
        for mask in masks:
            if not mask.any():
                continue
            pixels = lab[mask]
            target = np.array([rng.uniform(25, 235), *rng.normal(128, 22, 2)], np.float32)
            spread = np.array([rng.uniform(0.6, 1.3), *([rng.uniform(0.2, 1.0)] * 2)], np.float32)
            mean = pixels.mean(0)
            # Half way at least: a strong new colour, but white cloth keeps shades that black cloth lacks.
            pull = rng.uniform(0.5, 1.0)
            lab[mask] = mean + pull * (target - mean) + (pixels - mean) * spread
        return cv2.cvtColor(np.clip(lab, 0, 255).astype(np.uint8), cv2.COLOR_LAB2RGB)


def cut(photo: Photo, margin: float = 0.04) -> tuple[np.ndarray, np.ndarray]:
    """The plain crop that accuracy is measured on: the person's box with a margin; image and classes at their size."""
    x0, y0, x1, y1 = photo.box_px
    dx, dy = margin * (x1 - x0), margin * (y1 - y0)
    height, width = photo.classes.shape
    left, right = max(0, round(x0 - dx)), min(width, round(x1 + dx))
    above, below = max(0, round(y0 - dy)), min(height, round(y1 + dy))
    return photo.image[above:below, left:right], photo.classes[above:below, left:right]


def to_input(image: np.ndarray) -> np.ndarray:
    """A crop of any size at the network's input size, uint8[160, 80, 3]."""
    shrinks = image.shape[0] > INPUT_HEIGHT_PX
    return cv2.resize(image, _INPUT, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)


def _box_to_input(
    box: tuple[float, float, float, float], rng: np.random.Generator, tilt: float
) -> np.ndarray:
    """The projective map of a box to the input; with chance `tilt` as a camera above or aslant would see it."""
    x0, y0, x1, y1 = box
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
    if rng.random() < tilt:
        width = x1 - x0
        narrow_feet, lean = rng.uniform(-0.1, 0.3) * width / 2, rng.normal(0, 0.08) * width
        corners[2, 0] += narrow_feet + lean
        corners[3, 0] += -narrow_feet + lean
        angle = np.radians(rng.normal(0, 5))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
        middle = corners.mean(0)
        corners = ((corners - middle) @ turn.T + middle).astype(np.float32)
    target = np.array(
        [[0, 0], [INPUT_WIDTH_PX, 0], [INPUT_WIDTH_PX, INPUT_HEIGHT_PX], [0, INPUT_HEIGHT_PX]], np.float32
    )
    return cv2.getPerspectiveTransform(corners, target)


def _blend(under: np.ndarray, over: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """uint8; `weight` float32[h, w, 1] of what lies over."""
    return (under + (over.astype(np.float32) - under) * weight + 0.5).astype(np.uint8)
