"""
Writes a detector's ONNX file in eight bits, calibrated on photos of the training split (and on renders), and compares both
on photos that training leaves out.

    python3 -m detector.quantize --onnx person-detector.float.onnx --out person-detector.onnx [--renders H]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Iterator

import numpy as np
import onnx
import torch
from torch import Tensor

from common.byte_input import with_byte_input
from common.degrade import degrade
from common.onnx_torch import OnnxNetwork
from common.paths import add_common_arguments
from common.quantize import QuantizeConfig, quantize
from common.seeding import generator_for, seed_everything

from .evaluate import SUPPRESSION_IOU, Detect, average_precision, validation_scenes
from .geometry import suppress
from .labels import read_backgrounds, read_persons
from .network import anchor_points, boxes_px
from .renders import RenderStore
from .views import PAD

# The predictors give distances and logits of very different sizes from one convolution, and cost next to nothing: they stay
# in floats. The picture's bytes are whole steps of its range, so nothing is lost there.
CONFIG = QuantizeConfig(keep=("/predictors*",), exact_input=(0.0, 1.0))
PHOTOS, RENDERS = 32, 16
# The usual input, height and width.
INPUT_PX = (384, 640)
MIN_SCORE = 0.01


def quantize_detector(model: onnx.ModelProto, data: Path, renders: Path | None, seed: int) -> onnx.ModelProto:
    """In eight bits; see the module."""
    return quantize(model, list(calibration_inputs(data, renders, seed)), CONFIG)


def calibration_inputs(data: Path, renders: Path | None, seed: int) -> Iterator[Tensor]:
    """1×3×384×640 in 0..1: photos with people and without, half of them as bad cameras show them, then renders."""
    people = [photo for photo, split in read_persons(data / "persons") if split == "train"]
    empty = read_backgrounds(data / "background")
    photos = [*_spread_over(people, PHOTOS * 7 // 8), *_spread_over(empty, PHOTOS // 8)]
    for number, photo in enumerate(photos):
        image = photo.read()
        yield _input_of(degrade(image, generator_for(seed, number)) if number % 2 else image)
    if renders is not None:
        frames = RenderStore(renders)
        for number in _spread_over(range(len(frames)), RENDERS):
            yield _input_of(frames[number].image)


def detector_of_graph(model: onnx.ModelProto, side_px: int) -> Detect:
    """Detection with an exported graph, on pictures of at most `side_px`, as `evaluate.detector_of` does it."""
    network = OnnxNetwork(model)

    @torch.inference_mode()
    def detect(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        rows = network(_padded(image, side_px, side_px))[0][0]
        points, _ = anchor_points(side_px, side_px)
        boxes, scores = boxes_px(points, rows[:, :4]), rows[:, 4]
        strong = scores > MIN_SCORE
        boxes, scores = boxes[strong].numpy(), scores[strong].numpy()
        kept = suppress(boxes, scores, SUPPRESSION_IOU)
        return boxes[kept], scores[kept]

    return detect


def _input_of(image: np.ndarray) -> Tensor:
    """At its own size, from the top left corner: photos are about as large as the input."""
    height, width = INPUT_PX
    part = image[:height, :width]
    padded = np.full((height, width, 3), PAD, np.uint8)
    padded[: part.shape[0], : part.shape[1]] = part
    return torch.from_numpy(padded).permute(2, 0, 1)[None].float().div_(255)


def _padded(image: np.ndarray, height: int, width: int) -> Tensor:
    padded = np.full((height, width, 3), PAD, np.uint8)
    padded[: image.shape[0], : image.shape[1]] = image
    return torch.from_numpy(padded).permute(2, 0, 1)[None].float().div_(255)


def _spread_over(items, count: int) -> list:
    """At most `count` of a sequence, at even distances."""
    step = max(1.0, len(items) / count)
    return [items[int(place * step)] for place in range(min(count, len(items)))]


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "detector")
    parser.add_argument("--onnx", type=Path, required=True, help="the exported network in floats")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--renders", type=Path, help="rendered frames, to calibrate on as well")
    arguments = parser.parse_args()
    seed_everything(arguments.seed, arguments.threads)
    model = onnx.load(str(arguments.onnx))
    small = quantize_detector(model, arguments.data, arguments.renders, arguments.seed)
    onnx.save(with_byte_input(small), str(arguments.out))
    scenes = validation_scenes(arguments.data)
    before, after = (average_precision(scenes, detector_of_graph(graph, 448)).ap50 for graph in (model, small))
    print(f"{arguments.out}: AP50 {after:.4f} in eight bits, {before:.4f} in floats")


if __name__ == "__main__":
    main()
