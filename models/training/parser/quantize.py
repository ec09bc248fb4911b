"""
Writes an exported parser in eight bits, calibrated on photos of the training split, whole and at the size of people in
footage.

    python3 -m parser.quantize --onnx garment-parser.float.onnx --out garment-parser.onnx
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor

from common.degrade import degrade
from common.paths import add_common_arguments
from common.quantize import QuantizeConfig, quantize
from common.seeding import generator_for, seed_everything
from parser.photos import read_parsed
from parser.scores import cut
from parser.views import to_input

# The last convolution's few outputs decide between classes and cost next to nothing: it stays in floats. The picture's bytes
# are whole steps of its range.
CONFIG = QuantizeConfig(keep=("/model/classes/*",), exact_input=(0.0, 1.0))
PHOTOS, BATCH = 128, 16


def calibration_batches(data: Path, seed: int) -> list[Tensor]:
    """N×3×160×80 in 0..1; every second photo as a bad camera shows it."""
    photos = read_parsed(data, held_out=False)
    photos = photos[:: max(1, len(photos) // PHOTOS)][:PHOTOS]
    views = []
    for number, photo in enumerate(photos):
        crop = to_input(cut(photo)[0])
        views.append(degrade(crop, generator_for(seed, number)) if number % 2 else crop)
    crops = torch.from_numpy(np.stack(views)).permute(0, 3, 1, 2).float().div_(255)
    return list(crops.contiguous().split(BATCH))


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "parser")
    parser.add_argument("--onnx", type=Path, required=True, help="the exported network in floats")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    seed_everything(arguments.seed, arguments.threads)
    small = quantize(onnx.load(str(arguments.onnx)), calibration_batches(arguments.data, arguments.seed), CONFIG)
    onnx.save(small, str(arguments.out))
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
