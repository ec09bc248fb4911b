"""
Training pictures: photos cropped at all scales, mosaics, people pasted into scenes, frames of rendered malls; then what
cameras do to pictures (`common.degrade`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from common.degrade import DegradeConfig, degrade, tone_table

from .geometry import covered_fraction

PAD = 114
PERSON, UNJUDGED = 1, 2
# Smaller people are neither taught nor punished: at stride 8 they are a cell or less.
MIN_HEIGHT_PX, MIN_WIDTH_PX = 11.0, 4.0
# A person of whom less is left in the crop, or less is seen behind pasted people, is not to be judged.
MIN_VISIBLE = 0.3


@dataclass(frozen=True)
class Scene:
    """RGB picture H×W×3 with boxes n×4 in pixels and their kinds n (`PERSON`, `UNJUDGED`)."""

    image: np.ndarray
    boxes: np.ndarray
    kinds: np.ndarray


@dataclass(frozen=True)
class ViewConfig:
    """Shares of the kinds of view (made to sum to 1), and chances within them."""

    single: float = 0.4
    mosaic: float = 0.35
    crowd: float = 0.25
    paste: float = 0.3
    clutter: float = 0.15
    degrade: DegradeConfig = field(default_factory=DegradeConfig)


class ViewMaker:
    """
    Makes views of `size`×`size`. `photos` and `renders` give scenes by index; `cutouts` are RGBA pictures of one
    person each, `patches` small pictures of anything but people.
    """

    def __init__(self, photos, backgrounds: list[int], cutouts: list[np.ndarray], patches: list[np.ndarray]) -> None:
        self._photos = photos
        self._backgrounds = backgrounds
        self._cutouts = cutouts
        self._patches = patches

    def make(self, size: int, rng: np.random.Generator, config: ViewConfig) -> Scene:
        """One view of a random kind, degraded."""
        shares = np.array([config.single, config.mosaic, config.crowd])
        kind = rng.choice(3, p=shares / shares.sum())
        if kind == 0:
            scene = self._crop(self._any_photo(rng), size, size, rng)
        elif kind == 1:
            scene = self._mosaic(size, rng)
        else:
            scene = self._crowd(size, rng)
        if kind != 2 and rng.random() < config.clutter and self._patches:
            scene = self._clutter(scene, rng)
        if kind != 2 and rng.random() < config.paste:
            scene = self._paste(scene, int(rng.integers(1, 4)), rng)
        return finish(scene, rng, config.degrade)

    def crop_render(self, scene: Scene, size: int, rng: np.random.Generator, config: ViewConfig) -> Scene:
        """A crop of a larger frame whose people are much smaller than a photo's."""
        return finish(self._crop(scene, size, size, rng, scales=(0.45, 1.3)), rng, config.degrade)

    def _any_photo(self, rng: np.random.Generator) -> Scene:
        return self._photos[int(rng.integers(len(self._photos)))]

    def _crop(
        self,
        scene: Scene,
        width: int,
        height: int,
        rng: np.random.Generator,
        scales: tuple[float, float] = (0.6, 2.2),
    ) -> Scene:
        """
        Scaled (the tall side is squeezed as from a high viewpoint, or stretched), turned a little, and cut at random;
        what the picture does not cover is grey.
        """
        scale = np.exp(rng.uniform(*np.log(scales)))
        squeeze = np.exp(rng.normal(-0.04, 0.1))
        source_h, source_w = scene.image.shape[:2]
        angle = np.radians(rng.normal(0, 2.0)) if rng.random() < 0.3 else 0.0
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        matrix = turn @ np.diag([scale, scale * squeeze])
        room = np.array([width - source_w * scale, height - source_h * scale * squeeze])
        shift = rng.uniform(np.minimum(room, 0), np.maximum(room, 0))
        if len(scene.boxes) and rng.random() < 0.5 and (room < 0).any():
            shift = self._towards_a_person(scene, matrix, shift, room, width, height, rng)
        affine = np.concatenate([matrix, shift[:, None]], 1).astype(np.float32)
        image = shrink_first(scene.image, affine, (width, height))
        return clip_scene(image, warp_boxes(scene.boxes, affine), scene.kinds)

    def _towards_a_person(self, scene, matrix, shift, room, width, height, rng) -> np.ndarray:
        """A shift that puts somebody into the crop, so that strong enlargements are not mostly empty."""
        box = scene.boxes[int(rng.integers(len(scene.boxes)))]
        centre = matrix @ np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
        wanted = rng.uniform(0.2, 0.8, 2) * [width, height] - centre
        return np.where(room < 0, np.clip(wanted, room, 0), shift)

    def _mosaic(self, size: int, rng: np.random.Generator) -> Scene:
        """Four crops around a random point (Bochkovskiy et al. 2020, "YOLOv4")."""
        cx, cy = (int(v) for v in rng.uniform(0.3, 0.7, 2) * size)
        image = np.empty((size, size, 3), np.uint8)
        boxes, kinds = [], []
        for x0, y0, x1, y1 in ((0, 0, cx, cy), (cx, 0, size, cy), (0, cy, cx, size), (cx, cy, size, size)):
            part = self._crop(self._any_photo(rng), x1 - x0, y1 - y0, rng, scales=(0.25, 1.2))
            image[y0:y1, x0:x1] = part.image
            boxes.append(part.boxes + np.array([x0, y0, x0, y0], np.float32))
            kinds.append(part.kinds)
        return Scene(image, np.concatenate(boxes), np.concatenate(kinds))

    def _crowd(self, size: int, rng: np.random.Generator) -> Scene:
        """
        Many people on one ground: their height grows with how low they stand in the picture, as a camera above head
        height sees them; mostly the small people of surveillance.
        """
        if rng.random() < 0.6 and self._backgrounds:
            index = self._backgrounds[int(rng.integers(len(self._backgrounds)))]
            ground = self._photos[index]
        else:
            ground = self._any_photo(rng)
        cover = size / min(ground.image.shape[:2])
        scene = self._crop(ground, size, size, rng, scales=(1.05 * cover, 1.7 * cover))
        far, near = np.exp(rng.uniform(np.log(16), np.log(70))), np.exp(rng.uniform(np.log(60), np.log(260)))
        horizon = rng.uniform(-0.3, 0.35) * size
        count = int(rng.integers(3, 14))
        feet = np.sort(rng.uniform(max(horizon, 0) + 12, size * 1.12, count))
        spots = []
        for y in feet:
            part = np.clip((y - horizon) / (size - horizon), 0, 1)
            height = (far + (near - far) * part) * np.exp(rng.normal(0, 0.07))
            x = rng.uniform(-0.02, 1.02) * size
            if spots and rng.random() < 0.35:
                x = spots[-1][0] + rng.normal(0, 0.45) * height
            spots.append((x, y, height))
        return self._stand(scene, spots, rng)

    def _paste(self, scene: Scene, count: int, rng: np.random.Generator) -> Scene:
        size = scene.image.shape[0]
        spots = []
        for _ in range(count):
            height = np.exp(rng.uniform(np.log(24), np.log(0.9 * size)))
            y = rng.uniform(0.5 * height, size + 0.35 * height)
            spots.append((rng.uniform(0, size), y, height))
        return self._stand(scene, sorted(spots, key=lambda spot: spot[1]), rng)

    def _stand(self, scene: Scene, spots: list[tuple[float, float, float]], rng: np.random.Generator) -> Scene:
        """Puts cut-outs on feet points (x, y, height in pixels), far ones first, each lit like its surroundings."""
        image = scene.image.copy()
        boxes, kinds = list(scene.boxes), list(scene.kinds)
        light = tone_table(rng, 0.6, 0.8)
        for x, y, height in spots:
            cutout = self._cutouts[int(rng.integers(len(self._cutouts)))]
            placed = place(image, cutout, x, y, height, light, rng)
            if placed is None:
                continue
            boxes.append(placed)
            kinds.append(PERSON)
        return hide_covered(Scene(image, np.array(boxes, np.float32).reshape(-1, 4), np.array(kinds, int)), len(scene.boxes))

    def _clutter(self, scene: Scene, rng: np.random.Generator) -> Scene:
        """Patches without people, upright like people, over places where nobody is."""
        image = scene.image.copy()
        size = image.shape[0]
        for _ in range(int(rng.integers(1, 5))):
            height = int(np.exp(rng.uniform(np.log(24), np.log(200))))
            patch = self._patches[int(rng.integers(len(self._patches)))]
            patch = cv2.resize(patch, (max(4, height // 2), height), interpolation=cv2.INTER_LINEAR)
            x, y = (int(v) for v in rng.uniform(0, 1, 2) * (size - patch.shape[1], size - height))
            box = np.array([[x, y, x + patch.shape[1], y + height]], np.float32)
            if x < 0 or y < 0 or (len(scene.boxes) and covered_fraction(scene.boxes, box).max() > 0.02):
                continue
            image[y : y + height, x : x + patch.shape[1]] = patch
        return Scene(image, scene.boxes, scene.kinds)


def place(
    image: np.ndarray, cutout: np.ndarray, x: float, y: float, height: float, light: np.ndarray, rng: np.random.Generator
) -> np.ndarray | None:
    """Blends a cut-out into `image` in place, feet at (x, y); gives its box, or None when too little is inside."""
    squeeze = np.exp(rng.normal(0.0, 0.1))
    scale = height / cutout.shape[0]
    width, tall = max(3, round(cutout.shape[1] * scale / squeeze)), max(8, round(height))
    person = cv2.resize(cutout, (width, tall), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    if rng.random() < 0.5:
        person = person[:, ::-1]
    x0, y0 = round(x - width / 2), round(y - tall)
    left, top = max(x0, 0), max(y0, 0)
    right, bottom = min(x0 + width, image.shape[1]), min(y0 + tall, image.shape[0])
    if (right - left) * (bottom - top) < MIN_VISIBLE * width * tall or right <= left or bottom <= top:
        return None
    person = person[top - y0 : bottom - y0, left - x0 : right - x0]
    under = image[top:bottom, left:right]
    colours = cv2.LUT(np.ascontiguousarray(person[:, :, :3]), light).astype(np.float32)
    # Towards the brightness of the place: half way, as clothes are dark or bright themselves.
    gain = (under.mean() + 40) / (colours.mean() + 40)
    alpha = person[:, :, 3:].astype(np.float32) / 255
    mixed = np.clip(colours * gain ** rng.uniform(0.2, 0.8), 0, 255) * alpha + under * (1 - alpha)
    image[top:bottom, left:right] = mixed.astype(np.uint8)
    return np.array([left, top, right, bottom], np.float32)


def hide_covered(scene: Scene, first_pasted: int) -> Scene:
    """Whoever is mostly behind a pasted person (the later, the nearer) is not to be judged."""
    kinds = scene.kinds.copy()
    covered = covered_fraction(scene.boxes, scene.boxes)
    for index in range(len(kinds)):
        front = covered[index, max(index + 1, first_pasted) :]
        if len(front) and front.max() > 0.75:
            kinds[index] = UNJUDGED
    return Scene(scene.image, scene.boxes, kinds)


def shrink_first(image: np.ndarray, affine: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """`warpAffine` that averages when it shrinks by more than 1.5, as cameras and good resizers do."""
    factor = 1 / float(np.sqrt(abs(np.linalg.det(affine[:, :2]))))
    if factor > 1.5:
        height, width = image.shape[:2]
        small = (max(1, round(width / factor)), max(1, round(height / factor)))
        image = cv2.resize(image, small, interpolation=cv2.INTER_AREA)
        affine = affine @ np.diag([width / small[0], height / small[1], 1.0]).astype(np.float32)
    return cv2.warpAffine(
        image, affine, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(PAD, PAD, PAD)
    )


def warp_boxes(boxes: np.ndarray, affine: np.ndarray) -> np.ndarray:
    """Upright boxes around the middles of the sides after the affine map: turned boxes do not grow at the corners."""
    if len(boxes) == 0:
        return boxes
    x0, y0, x1, y1 = boxes.T
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    points = np.stack([np.stack([cx, y0], 1), np.stack([cx, y1], 1), np.stack([x0, cy], 1), np.stack([x1, cy], 1)], 1)
    moved = points @ affine[:, :2].T + affine[:, 2]
    return np.concatenate([moved.min(1), moved.max(1)], 1).astype(np.float32)


def clip_scene(image: np.ndarray, boxes: np.ndarray, kinds: np.ndarray) -> Scene:
    """Boxes cut at the picture's edge; those of which too little is left, or that are too small, are not judged."""
    if len(boxes) == 0:
        return Scene(image, boxes, kinds)
    height, width = image.shape[:2]
    clipped = np.clip(boxes, 0, np.array([width, height, width, height], np.float32))
    whole = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    wide, tall = clipped[:, 2] - clipped[:, 0], clipped[:, 3] - clipped[:, 1]
    left = wide * tall / np.maximum(whole, 1e-6)
    small = (tall < MIN_HEIGHT_PX) | (wide < MIN_WIDTH_PX)
    kinds = np.where((left < MIN_VISIBLE) | small, UNJUDGED, kinds)
    seen = (wide > 1) & (tall > 1)
    return Scene(image, clipped[seen], kinds[seen])


def finish(scene: Scene, rng: np.random.Generator, config: DegradeConfig) -> Scene:
    """Mirrored half of the time, and degraded."""
    image, boxes = scene.image, scene.boxes
    if rng.random() < 0.5:
        image = np.ascontiguousarray(image[:, ::-1])
        boxes = boxes.copy()
        boxes[:, [0, 2]] = image.shape[1] - boxes[:, [2, 0]]
    return Scene(degrade(image, rng, config), boxes, scene.kinds)
