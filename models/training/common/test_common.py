"""Tests of what the trainings share: `python3 -m unittest discover` in models/training."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from torch import nn

from common.checkpoint import load_if_present, save_atomically
from common.degrade import DegradeConfig, degrade
from common.ema import WeightAverage
from common.schedule import WarmStableDecay
from common.seeding import generator_for


class CheckpointTest(unittest.TestCase):
    def test_gives_back_what_was_saved_and_leaves_no_partial_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "deep" / "a.pt"
            self.assertIsNone(load_if_present(path))
            save_atomically({"step": 3, "weight": torch.ones(2)}, path)
            self.assertEqual(load_if_present(path)["step"], 3)
            self.assertEqual([file.name for file in path.parent.iterdir()], ["a.pt"])


class WeightAverageTest(unittest.TestCase):
    def test_nears_a_model_that_stands_still(self) -> None:
        model = nn.Linear(2, 1)
        average = WeightAverage(model, decay=0.9)
        with torch.no_grad():
            model.weight.fill_(5.0)
        for _ in range(100):
            average.update(model)
        self.assertTrue(torch.allclose(average.model.weight, model.weight, atol=1e-3))


class ScheduleTest(unittest.TestCase):
    def test_warms_up_stays_and_falls_to_its_floor(self) -> None:
        rate = WarmStableDecay(warm=100, decay_from=0.5, floor=0.01)
        self.assertAlmostEqual(rate(9, 0.0), 0.1)
        self.assertEqual(rate(1000, 0.5), 1.0)
        self.assertAlmostEqual(rate(1000, 1.0), 0.01)
        falling = [rate(1000, progress) for progress in np.linspace(0.5, 1, 9)]
        self.assertEqual(falling, sorted(falling, reverse=True))


class DegradeTest(unittest.TestCase):
    def test_keeps_shape_and_type_leaves_its_input_alone_and_repeats_for_a_seed(self) -> None:
        image = np.random.default_rng(0).integers(0, 256, (48, 64, 3), dtype=np.uint8)
        before = image.copy()
        always = DegradeConfig(*(1.0,) * 8)
        first = degrade(image, generator_for(1, 2), always)
        self.assertEqual((first.shape, first.dtype), (image.shape, np.uint8))
        self.assertTrue(np.array_equal(image, before))
        self.assertTrue(np.array_equal(first, degrade(image, generator_for(1, 2), always)))
        self.assertFalse(np.array_equal(first, image))

    def test_does_nothing_when_every_chance_is_zero(self) -> None:
        image = np.random.default_rng(0).integers(0, 256, (16, 16, 3), dtype=np.uint8)
        out = degrade(image, generator_for(1), DegradeConfig(*(0.0,) * 8))
        self.assertLessEqual(np.abs(out.astype(int) - image).max(), 1)


if __name__ == "__main__":
    unittest.main()
