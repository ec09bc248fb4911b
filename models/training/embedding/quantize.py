"""
Writes an exported outfit network in eight bits, calibrated on views of the pool that it was trained on.

    python3 -m embedding.quantize --onnx outfit-embedding.float.onnx --out outfit-embedding.onnx
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor

from common.paths import add_common_arguments
from common.quantize import QuantizeConfig, quantize
from common.seeding import seed_everything
from embedding.pool import answered_chunks, open_pool

# The picture of variance 1 has no fixed range, and what bytes lose there nothing makes up for: with the first convolution in
# floats, vectors are six times nearer to those of the floats, for 0.14 ms a crop.
CONFIG = QuantizeConfig(keep=("/stem/*",))
# Spread over the whole pool, whose chunks are of different sources.
VIEWS, BATCH = 512, 32


def calibration_batches(pool_folder: Path) -> list[Tensor]:
    """N×3×128×64 in 0..1."""
    pool = open_pool(pool_folder, answered_chunks(pool_folder, ("train", "render")))
    places = np.linspace(0, len(pool) - 1, VIEWS).astype(int)
    crops = torch.from_numpy(pool.pictures(places)).permute(0, 3, 1, 2).float().div_(255)
    return list(crops.contiguous().split(BATCH))


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "embedding")
    parser.add_argument("--onnx", type=Path, required=True, help="the exported network in floats")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    seed_everything(arguments.seed, arguments.threads)
    small = quantize(onnx.load(str(arguments.onnx)), calibration_batches(arguments.work / "pool"), CONFIG)
    onnx.save(small, str(arguments.out))
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
