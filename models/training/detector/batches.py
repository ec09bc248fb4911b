"""Batches of views, made by worker processes while the network trains."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset

from common.degrade import degrade
from common.seeding import generator_for, seed_everything

from .prepare import HINT_STEP
from .renders import RenderStore
from .store import PhotoStore, mirror_maps, read_cutouts, read_patches
from .views import Scene, ViewConfig, ViewMaker, clip_scene

MAX_BOXES = 48


@dataclass(frozen=True)
class BatchConfig:
    """
    `sizes` are (side in pixels, pictures per batch, chance); `hinted` and `rendered` are the parts of a batch that are
    crops with the teacher's maps, and crops of rendered malls.
    """

    sizes: tuple[tuple[int, int, float], ...] = ((320, 16, 0.75), (416, 10, 0.15), (256, 24, 0.1))
    hinted: float = 0.4
    rendered: float = 0.0
    views: ViewConfig = field(default_factory=ViewConfig)


class Batches(IterableDataset):
    """Endless batches; batch `n` depends on nothing but the seed and `n`, so that a resumed run goes on where it was."""

    def __init__(self, data: Path, work: Path, renders: Path | None, seed: int, first: int, config: BatchConfig) -> None:
        self._data, self._work, self._renders = data, work, renders
        self._seed, self._first, self._config = seed, first, config

    def __iter__(self) -> Iterator[dict[str, Tensor]]:
        info = torch.utils.data.get_worker_info()
        worker, workers = (info.id, info.num_workers) if info else (0, 1)
        seed_everything(self._seed, threads=1)
        photos = PhotoStore(self._work)
        maker = ViewMaker(
            photos, photos.backgrounds, read_cutouts(self._data / "cutouts"), read_patches(self._data / "background")
        )
        renders = RenderStore(self._renders) if self._renders else None
        number = self._first + worker
        while True:
            yield self._batch(photos, maker, renders, generator_for(self._seed, number))
            number += workers

    def _batch(
        self, photos: PhotoStore, maker: ViewMaker, renders: RenderStore | None, rng: np.random.Generator
    ) -> dict[str, Tensor]:
        config = self._config
        sizes = config.sizes
        size, count, _ = sizes[int(rng.choice(len(sizes), p=[chance for *_, chance in sizes]))]
        hinted = round(count * config.hinted)
        rendered = round(count * config.rendered) if renders else 0
        pairs = [hinted_view(photos, size, rng, config.views) for _ in range(hinted)]
        scenes = [scene for scene, _ in pairs]
        for _ in range(rendered):
            frame = renders[int(rng.integers(len(renders)))]
            scenes.append(maker.crop_render(frame, size, rng, config.views))
        while len(scenes) < count:
            scenes.append(maker.make(size, rng, config.views))
        return stack(scenes, [maps for _, maps in pairs])


def hinted_view(
    photos: PhotoStore, size: int, rng: np.random.Generator, config: ViewConfig
) -> tuple[Scene, np.ndarray]:
    """The teacher saw the clean picture, the student sees it degraded."""
    scene, maps = photos.hinted_crop(size, rng)
    scene = clip_scene(scene.image, scene.boxes, scene.kinds)
    image, boxes = scene.image, scene.boxes
    if rng.random() < 0.5:
        image = np.ascontiguousarray(image[:, ::-1])
        boxes = boxes.copy()
        boxes[:, [0, 2]] = size - boxes[:, [2, 0]]
        maps = mirror_maps(maps, size)
    return Scene(degrade(image, rng, config.degrade), boxes, scene.kinds), maps


def stack(scenes: list[Scene], maps: list[np.ndarray]) -> dict[str, Tensor]:
    """Pictures N×S×S×3 uint8, boxes N×M×4 and kinds N×M, hints K×A×65 int8. The largest people come first."""
    boxes = np.zeros((len(scenes), MAX_BOXES, 4), np.float32)
    kinds = np.zeros((len(scenes), MAX_BOXES), np.int64)
    most = 1
    for row, scene in enumerate(scenes):
        order = np.argsort(-(scene.boxes[:, 3] - scene.boxes[:, 1]))[:MAX_BOXES]
        boxes[row, : len(order)] = scene.boxes[order]
        kinds[row, : len(order)] = scene.kinds[order]
        most = max(most, len(order))
    return {
        "images": torch.from_numpy(np.stack([scene.image for scene in scenes])),
        "boxes": torch.from_numpy(boxes[:, :most].copy()),
        "kinds": torch.from_numpy(kinds[:, :most].copy()),
        "hints": torch.from_numpy(np.stack(maps)) if maps else torch.zeros((0, 1, 65), dtype=torch.int8),
    }


def to_device(batch: dict[str, Tensor], device: str) -> dict[str, Tensor]:
    """Floats as `losses_of` wants them."""
    images = batch["images"].to(device).permute(0, 3, 1, 2).float().div_(255)
    hints = batch["hints"].to(device).float()
    return {
        "images": images.contiguous(memory_format=torch.channels_last),
        "boxes": batch["boxes"].to(device),
        "kinds": batch["kinds"].to(device),
        "hints": hints[..., :64] * HINT_STEP,
        "hint_scores": hints[..., 64] / 127,
        "hint_known": hints[..., 0] > -128,
    }


def loader(batches: Batches, workers: int) -> DataLoader:
    """`workers` processes that stay two batches ahead."""
    return DataLoader(batches, batch_size=None, num_workers=workers, prefetch_factor=2 if workers else 2)
