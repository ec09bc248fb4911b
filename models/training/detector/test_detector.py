"""Tests of the detector's training: `python3 -m unittest discover` in models/training."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from common.seeding import generator_for

from .assign import assign
from .evaluate import average_precision
from .geometry import complete_iou, covered_fraction, iou_of, pairwise_iou, suppress
from .labels import NO_BOXES, LabelledPhoto, is_crowd
from .loss import HintHead, losses_of
from .network import PersonNetwork, anchor_points, boxes_px
from .prepare import Writer, complete
from .store import PhotoStore, mirror_maps
from .views import PERSON, UNJUDGED, Scene, ViewConfig, ViewMaker, clip_scene, hide_covered, warp_boxes

BOX = np.array([[10, 10, 30, 50]], np.float32)


def photo_with(people: np.ndarray, is_labelled: bool) -> LabelledPhoto:
    return LabelledPhoto(Path("a.jpg"), "persons", (100, 100), people, NO_BOXES, is_labelled)


class GeometryTest(unittest.TestCase):
    def test_iou_of_torch_and_numpy_agree(self) -> None:
        rng = np.random.default_rng(0)
        boxes = rng.uniform(0, 50, (6, 4)).astype(np.float32)
        boxes[:, 2:] += boxes[:, :2] + 1
        tensor = torch.from_numpy(boxes)
        fast = iou_of(tensor[:, None], tensor[None]).numpy()
        self.assertTrue(np.allclose(fast, pairwise_iou(boxes, boxes), atol=1e-5))
        self.assertTrue(np.allclose(np.diag(fast), 1, atol=1e-5))

    def test_complete_iou_is_one_for_equal_boxes_and_negative_far_away(self) -> None:
        a = torch.tensor([[0.0, 0, 10, 20], [0, 0, 10, 20]])
        b = torch.tensor([[0.0, 0, 10, 20], [90, 90, 100, 110]])
        same, far = complete_iou(a, b).tolist()
        self.assertAlmostEqual(same, 1, places=4)
        self.assertLess(far, -0.5)

    def test_suppression_keeps_the_better_of_two_and_whoever_stands_apart(self) -> None:
        boxes = np.array([[0, 0, 10, 20], [1, 0, 11, 20], [50, 0, 60, 20]], np.float32)
        self.assertEqual(suppress(boxes, np.array([0.5, 0.9, 0.3]), 0.6).tolist(), [1, 2])


class NetworkTest(unittest.TestCase):
    def test_gives_a_row_per_anchor_for_any_multiple_of_32_within_its_size(self) -> None:
        network = PersonNetwork().eval()
        self.assertLessEqual(sum(p.numel() for p in network.parameters()), 1_500_000)
        for height, width in ((64, 96), (160, 32)):
            points, strides = anchor_points(height, width)
            _, raw = network(torch.zeros(2, 3, height, width))
            self.assertEqual(tuple(raw.shape), (2, len(points), 5))
            self.assertEqual(len(strides), height * width // 64 + height * width // 256 + height * width // 1024)

    def test_anchor_points_are_cell_centres_row_by_row(self) -> None:
        points, strides = anchor_points(32, 64)
        self.assertEqual(points[:2].tolist(), [[4, 4], [12, 4]])
        self.assertEqual((points[8].tolist(), strides[-1].item()), ([4, 12], 32))


class AssignTest(unittest.TestCase):
    def test_gives_every_person_anchors_that_lie_in_it_and_targets_up_to_the_iou(self) -> None:
        points, strides = anchor_points(64, 64)
        truth = torch.tensor([[[8.0, 8, 28, 60], [40, 20, 46, 34]]])
        kinds = torch.ones(1, 2, dtype=torch.long)
        distances = torch.full((1, len(points), 4), 10.0)
        boxes = boxes_px(points, distances)
        scores = torch.full((1, len(points)), 0.1)
        found = assign(points, strides, scores, boxes, truth, kinds == 1, kinds == 2)
        for person in (0, 1):
            rows = found.person[0] == person
            self.assertGreater(rows.sum().item(), 0)
            best = iou_of(boxes[0][rows], truth[0, person]).max().item()
            self.assertAlmostEqual(found.target[0][rows].max().item(), best, places=3)
        self.assertEqual(found.target[0][found.person[0] < 0].max().item(), 0)

    def test_teaches_nothing_within_boxes_that_are_not_judged(self) -> None:
        points, strides = anchor_points(64, 64)
        truth = torch.tensor([[[0.0, 0, 32, 64]]])
        kinds = torch.full((1, 1), 2)
        found = assign(
            points, strides, torch.rand(1, len(points)), boxes_px(points, torch.full((1, len(points), 4), 9.0)),
            truth, kinds == 1, kinds == 2,
        )
        self.assertTrue((found.person == -1).all())
        self.assertTrue(torch.equal(found.ignored[0], points[:, 0] <= 32))


class LossTest(unittest.TestCase):
    def test_falls_when_one_batch_is_learnt(self) -> None:
        torch.manual_seed(0)
        network, hints = PersonNetwork(), HintHead(48)
        anchors = len(anchor_points(96, 96)[0])
        batch = {
            "images": torch.rand(2, 3, 96, 96),
            "boxes": torch.tensor([[[10.0, 10, 40, 90]], [[50, 20, 80, 80]]]),
            "kinds": torch.ones(2, 1, dtype=torch.long),
            "hints": torch.randn(1, anchors, 64),
            "hint_scores": torch.zeros(1, anchors),
            "hint_known": torch.ones(1, anchors, dtype=torch.bool),
        }
        optimiser = torch.optim.AdamW([*network.parameters(), *hints.parameters()], lr=1e-3)
        totals = []
        for _ in range(12):
            losses = losses_of(network, hints, batch)
            optimiser.zero_grad()
            losses.total.backward()
            optimiser.step()
            totals.append(losses.total.item())
        self.assertLess(totals[-1], 0.8 * totals[0])


class LabelsTest(unittest.TestCase):
    def test_a_wide_box_around_three_others_is_a_crowd(self) -> None:
        boxes = np.array([[0, 0, 200, 80], [5, 5, 30, 75], [50, 5, 80, 75], [120, 5, 150, 75]], np.float32)
        self.assertEqual(is_crowd(boxes).tolist(), [True, False, False, False])
        self.assertEqual(is_crowd(boxes[1:]).tolist(), [False, False, False])

    def test_the_teacher_completes_labels(self) -> None:
        seen = np.array([[10, 10, 30, 50], [60, 10, 80, 50]], np.float32)
        labelled = complete(photo_with(BOX, True), seen, np.array([0.9, 0.9]))
        self.assertEqual((len(labelled.people), len(labelled.ignored)), (1, 1))
        unlabelled = complete(photo_with(NO_BOXES, False), seen, np.array([0.9, 0.3]))
        self.assertEqual((len(unlabelled.people), len(unlabelled.ignored)), (1, 1))


class StoreTest(unittest.TestCase):
    def test_goes_on_behind_the_last_complete_line_and_gives_back_what_was_written(self) -> None:
        image = generator_for(1).integers(0, 256, (100, 100, 3), dtype=np.uint8)
        anchors = len(anchor_points(128, 128)[0])
        levels = generator_for(2).integers(-127, 128, (anchors, 65)).astype(np.int8)
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            with Writer(work) as writer:
                writer.write(photo_with(BOX, True), image, levels)
            for name in ("pixels.bin", "hints.bin", "index.jsonl"):
                with open(work / name, "ab") as file:
                    file.write(b"part of a photo")
            with Writer(work) as writer:
                self.assertEqual(writer.written, 1)
                writer.write(photo_with(NO_BOXES, True), 255 - image, levels)
            store = PhotoStore(work)
            self.assertEqual(len(store), 2)
            self.assertTrue(np.array_equal(store[0].image, image))
            self.assertTrue(np.array_equal(store[1].image, 255 - image))
            self.assertEqual(store[0].boxes.tolist(), BOX.tolist())
            _, maps = store.hinted_crop(128, generator_for(3))
            self.assertTrue(np.array_equal(maps, levels))
            self.assertTrue(np.array_equal(mirror_maps(mirror_maps(maps, 128), 128), levels))


class ViewsTest(unittest.TestCase):
    def test_views_have_their_size_and_boxes_inside_of_them(self) -> None:
        rng = generator_for(5)
        photos = [Scene(rng.integers(0, 256, (90, 120, 3), dtype=np.uint8), BOX, np.array([PERSON]))] * 2
        cutout = np.full((60, 24, 4), 255, np.uint8)
        maker = ViewMaker(photos, [0], [cutout], [np.zeros((128, 64, 3), np.uint8)])
        for number in range(30):
            scene = maker.make(160, generator_for(number), ViewConfig())
            self.assertEqual((scene.image.shape, scene.image.dtype), ((160, 160, 3), np.uint8))
            self.assertEqual(len(scene.boxes), len(scene.kinds))
            if len(scene.boxes):
                self.assertGreaterEqual(scene.boxes.min(), 0)
                self.assertLessEqual(scene.boxes.max(), 160)

    def test_a_box_that_is_mostly_outside_is_not_judged(self) -> None:
        boxes = np.array([[-30, 0, 10, 60], [-5, 0, 35, 60]], np.float32)
        scene = clip_scene(np.zeros((100, 100, 3), np.uint8), boxes, np.array([PERSON, PERSON]))
        self.assertEqual(scene.kinds.tolist(), [UNJUDGED, PERSON])

    def test_whoever_is_behind_a_pasted_person_is_not_judged(self) -> None:
        boxes = np.array([[10, 10, 30, 50], [8, 8, 32, 60]], np.float32)
        scene = hide_covered(Scene(np.zeros((9, 9, 3), np.uint8), boxes, np.array([PERSON, PERSON])), 1)
        self.assertEqual(scene.kinds.tolist(), [UNJUDGED, PERSON])
        self.assertGreater(covered_fraction(boxes[:1], boxes[1:])[0, 0], 0.99)

    def test_boxes_follow_the_picture(self) -> None:
        moved = warp_boxes(BOX, np.array([[2, 0, 5], [0, 1, -3]], np.float32))
        self.assertEqual(moved.tolist(), [[25, 7, 65, 47]])


class EvaluateTest(unittest.TestCase):
    def test_precision_falls_with_false_boxes_and_not_with_boxes_on_the_unjudged(self) -> None:
        boxes = np.concatenate([BOX, BOX + 40])
        scene = Scene(np.zeros((100, 100, 3), np.uint8), boxes, np.array([PERSON, UNJUDGED]))
        perfect = average_precision([scene], lambda _: (boxes, np.array([0.6, 0.9])))
        self.assertEqual((perfect.ap50, perfect.recall_at_half), (1.0, 1.0))
        wrong = np.concatenate([BOX, BOX + np.float32(25)])
        spoilt = average_precision([scene], lambda _: (wrong, np.array([0.6, 0.9])))
        self.assertEqual(spoilt.ap50, 0.5)


if __name__ == "__main__":
    unittest.main()
