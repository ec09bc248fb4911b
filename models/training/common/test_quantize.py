"""Tests of the quantisation: `python3 -m unittest common.test_quantize` in models/training."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from common.byte_input import with_byte_input
from common.onnx_torch import OnnxNetwork
from common.quantize import WEIGHT_LEVELS, QuantizeConfig, plan_of, quantize, quantized_weights
from common.ranges import Spread, best_range, byte_scale
from common.rounding import Moments, round_in_turn


class Chain(nn.Module):
    """A residual block, an enlargement and a predictor, as the project's networks have them."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.body, self.down = nn.Conv2d(3, 8, 3, 2, 1), nn.Conv2d(8, 8, 3, padding=1), nn.Conv2d(8, 8, 3, 2, 1)
        self.predictor = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        x = torch.relu(self.stem(x))
        x = torch.relu(x + self.body(x))
        low = torch.relu(self.down(x))
        return self.predictor(x + nn.functional.interpolate(low, scale_factor=2.0))


def exported() -> onnx.ModelProto:
    """A network of the kinds of layers that are quantised, with weights that do not change from run to run."""
    torch.manual_seed(3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.onnx"
        torch.onnx.export(
            Chain().eval(), torch.zeros(1, 3, 16, 24), str(path), opset_version=13, input_names=["images"], output_names=["out"]
        )
        return onnx.load(str(path))


def pictures(count: int) -> list[torch.Tensor]:
    rng = torch.Generator().manual_seed(5)
    return [torch.rand(1, 3, 16, 24, generator=rng) for _ in range(count)]


CONFIG = QuantizeConfig(keep=("/predictor*",), exact_input=(0.0, 1.0))


class QuantizeTest(unittest.TestCase):
    def test_answers_nearly_as_the_network_in_floats(self) -> None:
        model = exported()
        small = quantize(model, pictures(8), CONFIG)
        before, after = OnnxNetwork(model), OnnxNetwork(small)
        for picture in pictures(2):
            exact, found = before(picture)[0], after(picture)[0]
            self.assertLess(float((exact - found).abs().max()), 0.03 * float(exact.abs().max()))

    def test_gives_the_same_bytes_twice_and_leaves_its_input_alone(self) -> None:
        model = exported()
        stored = model.SerializeToString()
        first, second = (quantize(model, pictures(4), CONFIG).SerializeToString() for _ in range(2))
        self.assertEqual(first, second)
        self.assertEqual(model.SerializeToString(), stored)

    def test_keeps_what_it_is_told_to_in_floats(self) -> None:
        small = quantize(exported(), pictures(2), CONFIG)
        made = {item.name: item.data_type for item in small.graph.initializer}
        predictor = next(node for node in small.graph.node if node.name.startswith("/predictor"))
        self.assertEqual(made[predictor.input[1]], onnx.TensorProto.FLOAT)
        self.assertTrue(predictor.input[0].endswith("_output_0") or predictor.input[0].endswith(".dequantized"))
        with self.assertRaises(ValueError):
            quantize(exported(), pictures(1), QuantizeConfig(keep=("*",)))

    def test_bytes_from_zero_on_take_the_place_of_relu(self) -> None:
        model = exported()
        small = quantize(model, pictures(2), CONFIG)
        self.assertNotIn("Relu", [node.op_type for node in small.graph.node])
        zeros = {item.name: numpy_helper.to_array(item) for item in small.graph.initializer if item.name.endswith(".zero")}
        for after in plan_of(model.graph, CONFIG.keep).merged.values():
            self.assertEqual(int(zeros[f"{after}.zero"]), 0)

    def test_takes_bytes_and_answers_the_same(self) -> None:
        small = quantize(exported(), pictures(2), CONFIG)
        stored = small.SerializeToString()
        of_bytes = with_byte_input(small)
        self.assertEqual(small.SerializeToString(), stored)
        self.assertEqual(of_bytes.graph.input[0].type.tensor_type.elem_type, onnx.TensorProto.UINT8)
        entry = [node for node in of_bytes.graph.node if "images" in node.input]
        self.assertEqual([node.op_type for node in entry], ["DequantizeLinear"])
        zero = next(item for item in of_bytes.graph.initializer if item.name == entry[0].input[2])
        self.assertEqual(int(numpy_helper.to_array(zero)), 0)
        with self.assertRaises(ValueError):
            with_byte_input(of_bytes)

    def test_an_enlarged_tensor_has_the_steps_of_the_one_it_repeats(self) -> None:
        model = exported()
        resize = next(node for node in model.graph.node if node.op_type == "Resize")
        self.assertEqual(plan_of(model.graph, CONFIG.keep).tensors[resize.output[0]], resize.input[0])

    def test_no_pair_of_products_leaves_16_bits(self) -> None:
        weights = np.random.default_rng(1).normal(0, 1, (5, 4, 3, 3))
        levels, steps = quantized_weights(weights, np.eye(36))
        self.assertEqual((levels.dtype, steps.shape), (np.int8, (5,)))
        self.assertEqual(int(np.abs(levels).max()), WEIGHT_LEVELS)
        self.assertLessEqual(2 * 255 * WEIGHT_LEVELS, 2**15 - 1)


class RangeTest(unittest.TestCase):
    def test_counts_the_same_however_the_values_come(self) -> None:
        values = torch.randn(4000, generator=torch.Generator().manual_seed(2))
        whole, parts = Spread(64), Spread(64)
        whole.add(values)
        for part in values.sort().values.split(500):
            parts.add(part)
        self.assertEqual((whole.reach, whole.low, whole.high), (parts.reach, parts.low, parts.high))
        self.assertEqual(whole.counts.sum(), 4000)
        # Values on the border of two parts may be counted in either.
        self.assertLess(np.abs(whole.counts - parts.counts).sum(), 20)

    def test_cuts_a_rare_outlier_off_and_covers_even_values_whole(self) -> None:
        rare, even = Spread(8192), Spread(8192)
        rare.add(torch.cat([torch.rand(100_000, generator=torch.Generator().manual_seed(1)), torch.tensor([3.0])]))
        even.add(torch.linspace(0, 3, 10_000))
        self.assertLess(best_range(rare)[1], 2.9)
        self.assertGreater(best_range(even)[1], 2.95)
        self.assertEqual(best_range(even)[0], 0)

    def test_zero_is_a_whole_step(self) -> None:
        for low, high in ((0.0, 6.0), (-1.7, 5.2), (-3.0, 0.1)):
            step, zero = byte_scale(low, high)
            self.assertTrue(0 <= zero <= 255)
            self.assertAlmostEqual((0 - zero) * step, low, delta=step)
        self.assertEqual(byte_scale(0, 6)[1], 0)


class RoundingTest(unittest.TestCase):
    def test_changes_the_answers_less_than_rounding_to_the_nearest(self) -> None:
        rng = np.random.default_rng(4)
        inputs = rng.normal(0, 1, (3000, 40)) @ rng.normal(0, 1, (40, 40))
        weights = rng.normal(0, 1, (6, 40))
        steps = np.abs(weights).max(1) / 8
        turned = round_in_turn(weights, steps, 8, inputs.T @ inputs / len(inputs))
        nearest = np.clip(np.round(weights / steps[:, None]), -8, 8)
        lost = [float((((weights - steps[:, None] * whole) @ inputs.T) ** 2).mean()) for whole in (turned, nearest)]
        self.assertLess(lost[0], 0.7 * lost[1])
        self.assertTrue(np.array_equal(turned, np.round(turned)))
        self.assertLessEqual(np.abs(turned).max(), 8)

    def test_moments_are_those_of_what_the_kernel_covers(self) -> None:
        moments = Moments((3, 3), (1, 1), (0, 0), 1_000)
        picture = torch.rand(1, 2, 3, 3, generator=torch.Generator().manual_seed(6))
        moments.add(picture)
        column = picture.reshape(-1).double().numpy()
        self.assertTrue(np.allclose(moments.mean, column))
        self.assertTrue(np.allclose(moments.products, np.outer(column, column)))


if __name__ == "__main__":
    unittest.main()
