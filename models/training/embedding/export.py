"""
Writes the averaged weights of a checkpoint as ONNX: normalisations folded into the convolutions where they can be, any
number of pictures at once. The last linear map also takes in what `within.py` learns from the pool. Weights are stored in
16 bits, which halves the file; the runtime widens them as it loads the graph.

    python3 -m embedding.export --work ../../../training-work/embedding --out outfit-embedding.onnx
"""

from __future__ import annotations

import argparse
import copy
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from common.checkpoint import load_if_present
from common.paths import add_common_arguments
from embedding.network import BLOCK_PX, INPUT_HEIGHT_PX, INPUT_WIDTH_PX, OutfitNetwork
from embedding.pool import Pool, answered_chunks, open_pool
from embedding.scores import embed
from embedding.within import normalising_map, within_person_covariance

OPSET = 17
"""Views of the pool, from all of it, that the within-person covariance is learnt from, and its shrinkage."""
WITHIN_VIEWS, WITHIN_SHRINK = 24_576, 0.3
"""Weights of fewer values stay in 32 bits."""
SMALLEST_HALVED = 1024
INPUT_NAME, OUTPUT_NAME = "crops", "embeddings"


class ExportedNetwork(nn.Module):
    """Computes what an `OutfitNetwork` computes in evaluation, with fewer operators, and multiplied by `after`, 128×128."""

    def __init__(self, network: OutfitNetwork, after: np.ndarray) -> None:
        super().__init__()
        network = copy.deepcopy(network).eval()
        self.picture_norm = network.picture_norm
        self.stem = _over_blocks(network.stem)
        self.stem_norm = network.stem_norm
        for block in network.body:
            for name, child in block.named_children():
                setattr(block, name, nn.Sequential(fuse_conv_bn_eval(child[0], child[1])))
        self.body = network.body
        self.regions = network.regions
        self.describe = _followed_by(_with_norm(network.describe, network.centre), after)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.stem_norm(self.stem(self.picture_norm(x))))
        x = self.body(x).flatten(2)
        return F.normalize(self.describe(torch.matmul(x, self.regions).flatten(1)), dim=1)


def _over_blocks(conv: nn.Conv2d) -> nn.Conv2d:
    """A 3×3 convolution over blocks of pixels as one over the pixels themselves, with the blocks' size as its stride."""
    outputs, inputs = conv.weight.shape[:2]
    channels = inputs // BLOCK_PX**2
    size = 3 * BLOCK_PX
    made = nn.Conv2d(channels, outputs, size, BLOCK_PX, BLOCK_PX)
    # outputs, channel, row in block, column in block, block row, block column
    weight = conv.weight.detach().reshape(outputs, channels, BLOCK_PX, BLOCK_PX, 3, 3)
    made.weight = nn.Parameter(weight.permute(0, 1, 4, 2, 5, 3).reshape(outputs, channels, size, size).contiguous())
    made.bias = conv.bias
    return made


def _with_norm(linear: nn.Linear, norm: nn.BatchNorm1d) -> nn.Linear:
    """Folds the batch normalisation after a linear map into it."""
    gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    made = nn.Linear(linear.in_features, linear.out_features)
    made.weight = nn.Parameter((linear.weight * gain[:, None]).detach())
    made.bias = nn.Parameter((norm.bias - norm.running_mean * gain).detach())
    return made


def _followed_by(linear: nn.Linear, after: np.ndarray) -> nn.Linear:
    """A linear map whose output is multiplied by a matrix from the right."""
    matrix = torch.from_numpy(after.astype(np.float32))
    made = nn.Linear(linear.in_features, linear.out_features)
    made.weight = nn.Parameter((matrix.T @ linear.weight).detach())
    made.bias = nn.Parameter((linear.bias @ matrix).detach())
    return made


def learnt_map(network: OutfitNetwork, pool: Pool) -> np.ndarray:
    """What `within.py` learns of views from all parts of the pool, 128×128."""
    people = pool.places_by_identity()
    step = max(1, round(sum(map(len, people)) / WITHIN_VIEWS))
    # Every n-th person rather than the first ones, who are of one source.
    places = np.concatenate(people[::step])
    vectors = embed(network, pool.pictures(places), "cpu")
    return normalising_map(within_person_covariance(vectors, pool.identity[places]), WITHIN_SHRINK)


def export(network: OutfitNetwork, after: np.ndarray, path: Path) -> None:
    """Writes `network`, its output multiplied by `after`; the input takes N×3×128×64 in 0..1 (RGB), the output is N×128 of length 1."""
    torch.onnx.export(
        ExportedNetwork(network, after),
        torch.zeros(2, 3, INPUT_HEIGHT_PX, INPUT_WIDTH_PX),
        str(path),
        input_names=[INPUT_NAME],
        output_names=[OUTPUT_NAME],
        dynamic_axes={INPUT_NAME: {0: "batch"}, OUTPUT_NAME: {0: "batch"}},
        opset_version=OPSET,
    )
    model = onnx.load(str(path))
    _store_in_half(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _store_in_half(model: onnx.ModelProto) -> None:
    """Replaces large weights by 16-bit ones and a cast to 32 bits, in place."""
    graph = model.graph
    casts = []
    for item in list(graph.initializer):
        values = numpy_helper.to_array(item)
        if item.data_type != TensorProto.FLOAT or values.size < SMALLEST_HALVED:
            continue
        half = numpy_helper.from_array(values.astype(np.float16), f"{item.name}.half")
        graph.initializer.remove(item)
        graph.initializer.append(half)
        casts.append(helper.make_node("Cast", [half.name], [item.name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "embedding")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    saved = load_if_present(options.work / "checkpoint.pt")
    if saved is None:
        raise SystemExit(f"{options.work} has no checkpoint: train first")
    network = OutfitNetwork()
    network.load_state_dict(saved["average"]["model"])
    network.eval()
    folder = options.work / "pool"
    pool = open_pool(folder, answered_chunks(folder, ("train", "render")))
    export(network, learnt_map(network, pool), options.out)
    parameters = sum(value.numel() for value in network.parameters())
    print(f"{options.out}: {parameters} parameters, step {saved['step']}")


if __name__ == "__main__":
    main()
