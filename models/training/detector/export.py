"""
Writes the averaged network as ONNX: normalisations folded into the convolutions, boxes as distances in pixels, scores
calibrated.

    python3 -m detector.export --work … --out person-detector.onnx [--int8]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from scipy.optimize import minimize
from torch import Tensor, nn

from common.byte_input import with_byte_input
from common.paths import add_common_arguments
from common.seeding import seed_everything

from .evaluate import Precision, average_precision, detector_of, validation_scenes
from .network import STRIDES, PersonNetwork
from .quantize import detector_of_graph, quantize_detector
from .renders import RenderStore

OPSET = 13
# The calibration may sharpen and shift the scores, never turn their order.
MIN_SLOPE = 0.2
# Taken off the calibrated logit: in footage of fixed cameras people are far rarer among what looks like people (poles,
# signs, seen in every frame) than in photos of people. And then the logit is made flatter, so that half-hidden people
# score above the tracker's `lowScore`. Both were chosen on PETS S2L1, as the tracker's thresholds are.
FOOTAGE_SHIFT = 0.8
FOOTAGE_FLATTENING = 0.635


class _Rows(torch.autograd.Function):
    """N×C×h×w to N×C×(h·w), written as a plain Reshape: PyTorch's own takes the sizes apart and together again."""

    @staticmethod
    def forward(_, x: Tensor) -> Tensor:
        """In PyTorch."""
        return x.flatten(2)

    @staticmethod
    def symbolic(graph, x):
        """In ONNX, where 0 keeps a side."""
        return graph.op("Reshape", x, graph.op("Constant", value_t=torch.tensor([0, 0, -1])))


class ExportedNetwork(nn.Module):
    """N×3×H×W in 0..1 to N×A×5: left, top, right, bottom in input pixels, score 0..1."""

    def __init__(self, network: PersonNetwork, slope: float, offset: float) -> None:
        super().__init__()
        self.network = network
        self.slope, self.offset = slope, offset

    def forward(self, images: Tensor) -> Tensor:
        """See the class."""
        levels = self.network.pyramid(images)
        rows = []
        for stride, tower, predictor, level in zip(STRIDES, self.network.towers, self.network.predictors, levels):
            raw = _Rows.apply(predictor(tower(level)))
            distances = nn.functional.softplus(raw[:, :4]) * float(stride)
            rows.append(torch.cat([distances, torch.sigmoid(raw[:, 4:] * self.slope + self.offset)], 1))
        return torch.cat(rows, 2).transpose(1, 2)


def fit_calibration(results: list[Precision]) -> tuple[float, float]:
    """
    Slope and offset of the logit that make scores the share of detections that are right (Platt 1999), over the
    detections of all sets, each set weighing the same.
    """
    logits = np.concatenate([np.log(result.scores / (1 - result.scores + 1e-9)) for result in results])
    hits = np.concatenate([result.hits for result in results]).astype(float)
    weights = np.concatenate([np.full(len(result.hits), 1 / len(result.hits)) for result in results])

    def cost(values: np.ndarray) -> float:
        scaled = values[0] * logits + values[1]
        return float((weights * (np.logaddexp(0, scaled) - hits * scaled)).sum())

    slope, offset = minimize(cost, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return max(MIN_SLOPE, float(slope)), float(offset)


def write_onnx(module: nn.Module, path: Path) -> None:
    """Batch, height and width stay open."""
    axes = {"images": {0: "batch", 2: "height", 3: "width"}, "predictions": {0: "batch", 1: "anchors"}}
    torch.onnx.export(
        module.eval(),
        torch.zeros(1, 3, 96, 128),
        str(path),
        opset_version=OPSET,
        input_names=["images"],
        output_names=["predictions"],
        dynamic_axes=axes,
    )
    model = onnx.load(str(path))
    onnx.checker.check_model(model)
    left = [node.op_type for node in model.graph.node if node.op_type == "BatchNormalization"]
    if left:
        raise RuntimeError(f"{len(left)} normalisations were not folded")


def largest_difference(module: nn.Module, path: Path, height: int, width: int) -> float:
    """Between PyTorch and OpenCV's reading of the file, on noise."""
    images = torch.rand(1, 3, height, width)
    reader = cv2.dnn.readNetFromONNX(str(path))
    reader.setInput(images.numpy())
    with torch.inference_mode():
        return float(np.abs(reader.forward() - module(images).numpy()).max())


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "detector")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--checkpoint", default="last.pt", help="file in --work")
    parser.add_argument("--renders", type=Path, help="rendered frames kept from training, to calibrate on as well")
    parser.add_argument("--int8", action="store_true", help="in eight bits (`quantize.py`)")
    arguments = parser.parse_args()
    seed_everything(arguments.seed, arguments.threads)
    network = PersonNetwork().eval()
    network.load_state_dict(torch.load(arguments.work / arguments.checkpoint, map_location="cpu")["average"]["model"])
    results = [average_precision(validation_scenes(arguments.data), detector_of(network, 448))]
    if arguments.renders:
        frames = RenderStore(arguments.renders)
        scenes = (frames[index] for index in range(0, len(frames), 4))
        results.append(average_precision(scenes, detector_of(network), min_height_px=60))
    slope, offset = fit_calibration(results)
    slope, offset = slope * FOOTAGE_FLATTENING, (offset - FOOTAGE_SHIFT) * FOOTAGE_FLATTENING
    module = ExportedNetwork(network, slope, offset).eval()
    write_onnx(module, arguments.out)
    difference = largest_difference(module, arguments.out, 96, 128)
    print(
        f"AP50 {' and '.join(f'{result.ap50:.4f}' for result in results)}; score = sigmoid({slope:.3f}·logit + {offset:.3f}); "
        f"{arguments.out} differs from PyTorch by at most {difference:.2g}"
    )
    if arguments.int8:
        small = quantize_detector(onnx.load(str(arguments.out)), arguments.data, arguments.renders, arguments.seed)
        onnx.save(with_byte_input(small), str(arguments.out))
        after = average_precision(validation_scenes(arguments.data), detector_of_graph(small, 448))
        print(f"in eight bits: AP50 {after.ap50:.4f} on the photos")


if __name__ == "__main__":
    main()
