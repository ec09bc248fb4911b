"""
Average precision of a detector on the `val` split of the photos, which no training sees, or on rendered frames.

    python3 -m detector.evaluate --work … [--checkpoint best.pt]
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable

import numpy as np
import torch
from torch import nn

from common.paths import add_common_arguments
from common.seeding import seed_everything

from .geometry import pairwise_iou, suppress
from .labels import read_persons
from .network import PersonNetwork, anchor_points, boxes_px, distances_px
from .views import PAD, PERSON, Scene

MIN_SCORE = 0.01
SUPPRESSION_IOU = 0.55
MIN_HEIGHT_PX = 24.0

Detect = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Precision:
    """`ap50`; recall and precision at score 0.5; `scores` and `hits` of all judged detections, by falling score."""

    ap50: float
    recall_at_half: float
    precision_at_half: float
    scores: np.ndarray
    hits: np.ndarray


def average_precision(scenes: Iterable[Scene], detect: Detect, min_height_px: float = MIN_HEIGHT_PX) -> Precision:
    """
    Area under the precision envelope (PASCAL VOC 2010) at IoU 0.5. True boxes lower than `min_height_px` and unjudged
    ones need not be found; a detection that fits one of them, and none that counts, is left out.
    """
    scores, hits, truths = [], [], 0
    for scene in scenes:
        counted = (scene.kinds == PERSON) & (scene.boxes[:, 3] - scene.boxes[:, 1] >= min_height_px)
        truths += int(counted.sum())
        boxes, found = detect(scene.image)
        iou = pairwise_iou(boxes, scene.boxes)
        free = counted.copy()
        for row in np.argsort(-found, kind="stable"):
            fits = np.where(free, iou[row], 0)
            if fits.size and fits.max() >= 0.5:
                free[fits.argmax()] = False
                hits.append(True)
            elif fits.size and np.where(counted, 0, iou[row]).max() >= 0.5:
                continue
            else:
                hits.append(False)
            scores.append(found[row])
    order = np.argsort(-np.array(scores), kind="stable")
    ranked = np.array(hits, bool)[order]
    ordered = np.array(scores)[order]
    recall = ranked.cumsum() / max(1, truths)
    precision = ranked.cumsum() / (np.arange(len(ranked)) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    area = float((envelope * np.diff(recall, prepend=0)).sum())
    above = ordered >= 0.5
    return Precision(
        area, float(ranked[above].sum() / max(1, truths)), float(ranked[above].mean()) if above.any() else 0.0, ordered, ranked
    )


def detector_of(network: nn.Module, side_px: int | None = None, device: str = "cpu") -> Detect:
    """
    Detection as the application does it: the picture in the top left corner, grey elsewhere, NMS. `side_px` pads to a
    square of that side, else to the next multiples of 32.
    """

    @torch.inference_mode()
    def detect(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        height, width = (side_px or -(-side // 32) * 32 for side in image.shape[:2])
        padded = np.full((height, width, 3), PAD, np.uint8)
        padded[: image.shape[0], : image.shape[1]] = image
        x = torch.from_numpy(padded).to(device).permute(2, 0, 1)[None].float().div_(255)
        with torch.autocast(device.split(":")[0], torch.bfloat16):
            _, raw = network(x.contiguous(memory_format=torch.channels_last))
        points, strides = anchor_points(height, width, device)
        boxes = boxes_px(points, distances_px(raw[0, :, :4].float(), strides))
        scores = raw[0, :, 4].float().sigmoid()
        strong = scores > MIN_SCORE
        boxes, scores = boxes[strong].cpu().numpy(), scores[strong].cpu().numpy()
        kept = suppress(boxes, scores, SUPPRESSION_IOU)
        return boxes[kept], scores[kept]

    return detect


def validation_scenes(data: Path) -> list[Scene]:
    """The val split of `persons/`; crowd boxes count, as in the project's target."""
    scenes = []
    for photo, split in read_persons(data / "persons"):
        if split != "val":
            continue
        boxes = np.concatenate([photo.people, photo.ignored])
        scenes.append(Scene(photo.read(), boxes, np.full(len(boxes), PERSON)))
    return scenes


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "detector")
    parser.add_argument("--checkpoint", default="last.pt", help="file in --work")
    arguments = parser.parse_args()
    seed_everything(arguments.seed, arguments.threads)
    network = PersonNetwork().eval().to(arguments.device, memory_format=torch.channels_last)
    state = torch.load(arguments.work / arguments.checkpoint, map_location=arguments.device)
    network.load_state_dict(state["average"]["model"])
    result = average_precision(validation_scenes(arguments.data), detector_of(network, 448, arguments.device))
    print(
        f"val, boxes of {MIN_HEIGHT_PX:.0f} px and more: AP50 {result.ap50:.4f}, "
        f"at score 0.5 recall {result.recall_at_half:.3f}, precision {result.precision_at_half:.3f}"
    )


if __name__ == "__main__":
    main()
