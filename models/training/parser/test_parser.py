"""Tests of the parser's training: `python3 -m unittest discover` in models/training."""

import unittest

import cv2
import numpy as np
import torch

from common.seeding import generator_for
from parser.calibrate import column_temperatures, fit_temperatures
from parser.labels import BACKGROUND, BOTTOM, CLASSES, IGNORED, SKIN, SOME_PERSON, TOP, UNKNOWN_TYPE
from parser.labels import types_of_areas, types_of_tags
from parser.losses import parser_loss
from parser.network import GarmentParser
from parser.photos import Photo, is_held_out
from parser.scores import overlap, split_heads, type_scores
from parser.tag_masks import allowed_classes
from parser.views import ViewMaker

UNKNOWN = (UNKNOWN_TYPE,) * 3


def drawn(some: int | None = None) -> Photo:
    """A person of a red top and blue trousers; all of them `some`, if given."""
    image = np.full((240, 160, 3), 120, np.uint8)
    classes = np.zeros((240, 160), np.uint8)
    for index, rows, colour in ((TOP, (40, 120), (200, 30, 30)), (BOTTOM, (120, 220), (30, 40, 160))):
        image[rows[0] : rows[1], 50:110] = colour
        classes[rows[0] : rows[1], 50:110] = index if some is None else some
    return Photo("0001", image, classes, (50, 40, 110, 220), (1, 0, 0))


class LabelsTest(unittest.TestCase):
    def test_types_of_a_mask_are_those_of_what_covers_most(self) -> None:
        self.assertEqual(types_of_areas({"shirt": 80, "coat": 40, "jeans": 100}), (3, 0, 0))
        self.assertEqual(types_of_areas({"shirt": 80, "coat": 10, "skirt": 100}), (1, 2, 0))
        self.assertEqual(types_of_areas({"dress": 90, "tights": 20}), (UNKNOWN_TYPE, UNKNOWN_TYPE, 1))
        self.assertEqual(types_of_areas({"vest": 90, "t-shirt": 10, "shorts": 5}), (UNKNOWN_TYPE, 1, 0))
        self.assertEqual(types_of_areas({"skin": 90}), UNKNOWN)

    def test_tags_teach_only_what_they_leave_no_doubt_about(self) -> None:
        self.assertEqual(types_of_tags(["t-shirt", "jeans", "pants"]), (0, 0, 0))
        self.assertEqual(types_of_tags(["t-shirt", "shirt", "skirt", "shorts"]), (UNKNOWN_TYPE, UNKNOWN_TYPE, 0))
        self.assertEqual(types_of_tags(["dress", "leggings"]), UNKNOWN)

    def test_every_tenth_photo_is_held_out(self) -> None:
        self.assertEqual([name for name in ("0010", "0011", "tagged-1010") if is_held_out(name)], ["0010", "tagged-1010"])


class ViewTest(unittest.TestCase):
    def test_a_view_has_the_networks_size_and_repeats_for_a_seed(self) -> None:
        backgrounds = [np.full((200, 300, 3), 60, np.uint8)]
        maker = ViewMaker([drawn()], backgrounds)
        for number in range(20):
            first = maker.view(drawn(), generator_for(3, number))
            second = maker.view(drawn(), generator_for(3, number))
            self.assertEqual((first.image.shape, first.image.dtype), ((160, 80, 3), np.uint8))
            self.assertEqual(first.classes.shape, (80, 40))
            self.assertTrue(np.array_equal(first.image, second.image))
            self.assertLessEqual(set(np.unique(first.classes)), {BACKGROUND, TOP, BOTTOM})


class TagMaskTest(unittest.TestCase):
    def test_tags_rule_out_what_they_do_not_name(self) -> None:
        allowed = allowed_classes(["null", "dress", "heels", "belt"])
        names = [name for name, is_allowed in zip(CLASSES, allowed) if is_allowed]
        self.assertEqual(names, ["background", "full-body", "shoes", "hair", "skin"])


class LossTest(unittest.TestCase):
    def test_any_class_but_background_is_right_for_some_person(self) -> None:
        classes = torch.full((1, 4, 4), SOME_PERSON, dtype=torch.uint8)
        types = torch.full((1, 3), UNKNOWN_TYPE)

        def loss_of(index: int) -> float:
            logits = torch.zeros(1, len(CLASSES), 4, 4)
            logits[:, index] = 20
            return float(parser_loss(logits, torch.zeros(1, 9), classes, types))

        self.assertAlmostEqual(loss_of(SKIN), loss_of(TOP), places=4)
        self.assertGreater(loss_of(BACKGROUND), loss_of(TOP) + 1)

    def test_ignored_pixels_and_unknown_types_teach_nothing(self) -> None:
        logits = torch.randn(2, len(CLASSES), 4, 4, requires_grad=True)
        types = torch.randn(2, 9, requires_grad=True)
        classes = torch.full((2, 4, 4), IGNORED, dtype=torch.uint8)
        parser_loss(logits, types, classes, torch.full((2, 3), UNKNOWN_TYPE)).backward()
        self.assertEqual(float(logits.grad.abs().max()), 0)
        self.assertEqual(float(types.grad.abs().max()), 0)


class NetworkTest(unittest.TestCase):
    def test_answers_at_half_size_and_has_few_parameters(self) -> None:
        model = GarmentParser().eval()
        logits, types = model(torch.zeros(2, 3, 160, 80))
        self.assertEqual((tuple(logits.shape), tuple(types.shape)), ((2, 8, 80, 40), (2, 9)))
        self.assertLess(sum(p.numel() for p in model.parameters()), 600_000)


class ScoresTest(unittest.TestCase):
    def test_a_perfect_answer_overlaps_fully(self) -> None:
        photo = drawn()

        def perfect(images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            reds, blues = images[..., 0] > 160, images[..., 2] > 140
            classes = np.where(reds, TOP, np.where(blues, BOTTOM, BACKGROUND))
            planes = np.eye(len(CLASSES), dtype=np.float32)[classes].transpose(0, 3, 1, 2)
            halves = [[cv2.resize(plane, (40, 80), interpolation=cv2.INTER_AREA) for plane in one] for one in planes]
            return np.array(halves), np.zeros((len(images), 9), np.float32)

        scores = overlap(perfect, [photo])
        self.assertGreater(min(scores["background"], scores["top"], scores["bottom"]), 0.95)

    def test_temperatures_make_overconfident_heads_honest(self) -> None:
        rng = np.random.default_rng(0)
        types = np.stack([rng.integers(4, size=4_000), rng.integers(3, size=4_000), rng.integers(2, size=4_000)], 1)
        logits = np.zeros((4_000, 9), np.float32)
        start = 0
        for column, count in enumerate((4, 3, 2)):
            told = np.where(rng.random(4_000) < 0.7, types[:, column], rng.integers(count, size=4_000))
            logits[np.arange(4_000), start + told] = 8
            start += count
        before = type_scores(logits, types, {})
        after = type_scores(logits, types, fit_temperatures(logits, types))
        for name in split_heads(logits):
            self.assertLess(after[name]["ECE"], 0.05)
            self.assertGreater(before[name]["ECE"], 2 * after[name]["ECE"])
        self.assertEqual(column_temperatures({"top": 2.0, "bottom": 1.0, "body": 1.0}).shape, (9,))


if __name__ == "__main__":
    unittest.main()
