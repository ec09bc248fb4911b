"""Tests of the embedding's training: `python3 -m unittest discover` in models/training."""

import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch

from common.seeding import generator_for
from embedding.compose import Scenery, ViewConfig, view_of_figure, view_of_photo
from embedding.export import ExportedNetwork, export
from embedding.losses import direction_loss, identity_loss, neighbourhood_loss
from embedding.network import OutfitNetwork
from embedding.pool import answered_chunks, open_pool, principal_directions
from embedding.make_pool import write_chunk
from embedding.recolour import redressed, with_legs_of
from embedding.scores import market_scores, retrieval
from embedding.sources import BOTTOM, REST, SHOES, TOP, Photo, figure_of
from embedding.within import normalising_map, within_person_covariance


def dressed_figure(seed: int = 0):
    """A person of rectangles: skin, a red top, blue trousers, dark shoes."""
    image = np.zeros((200, 80, 3), np.uint8)
    parts = np.zeros((200, 80), np.uint8)
    for part, rows, colour in (
        (REST, (0, 30), (220, 180, 150)),
        (TOP, (30, 100), (190, 40, 40)),
        (BOTTOM, (100, 180), (40, 60, 160)),
        (SHOES, (180, 200), (30, 30, 30)),
    ):
        parts[rows[0] : rows[1], 15:65] = part
        image[rows[0] : rows[1], 15:65] = colour
    noise = np.random.default_rng(seed).integers(-8, 9, image.shape)
    return figure_of(f"figure-{seed}", f"person-{seed}", np.clip(image + noise, 0, 255).astype(np.uint8), parts)


def trained_like_network() -> OutfitNetwork:
    """A network whose normalisations are not the identity, as after training."""
    torch.manual_seed(3)
    network = OutfitNetwork()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    network.train()
    with torch.no_grad():
        for _ in range(3):
            network.raw(torch.rand(16, 3, 128, 64))
    return network.eval()


class NetworkTest(unittest.TestCase):
    def test_gives_unit_vectors_and_has_fewer_than_a_million_parameters(self) -> None:
        network = trained_like_network()
        with torch.no_grad():
            vectors = network(torch.rand(3, 3, 128, 64))
        self.assertEqual(vectors.shape, (3, 128))
        self.assertTrue(torch.allclose(vectors.norm(dim=1), torch.ones(3), atol=1e-5))
        self.assertLess(sum(parameter.numel() for parameter in network.parameters()), 1_000_000)

    def test_does_not_see_exposure_and_the_cast_of_the_light(self) -> None:
        network = trained_like_network()
        x = 0.2 + 0.5 * torch.rand(1, 3, 128, 64)
        relit = x * torch.tensor([1.2, 1.0, 0.7]).view(1, 3, 1, 1) + 0.03
        with torch.no_grad():
            self.assertGreater(float((network(x) * network(relit)).sum()), 0.999)


class ExportTest(unittest.TestCase):
    def test_computes_the_same_with_fewer_operators(self) -> None:
        network = trained_like_network()
        x = torch.rand(4, 3, 128, 64)
        after = np.random.default_rng(2).normal(size=(128, 128)) / 11
        with torch.no_grad():
            wanted = torch.nn.functional.normalize(network(x) @ torch.from_numpy(after).float(), dim=1)
            self.assertLess(float((ExportedNetwork(network, after).eval()(x) - wanted).abs().max()), 1e-4)

    def test_the_file_takes_any_number_of_pictures_and_is_small(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            export(trained_like_network(), np.eye(128), path)
            graph = onnx.load(str(path)).graph
            self.assertLess(path.stat().st_size, 2_000_000)
        self.assertEqual(graph.input[0].type.tensor_type.shape.dim[0].dim_param, "batch")
        self.assertNotIn("BatchNormalization", {node.op_type for node in graph.node})


class WithinPersonTest(unittest.TestCase):
    def test_directions_in_which_one_person_varies_count_less(self) -> None:
        rng = np.random.default_rng(4)
        person = np.repeat(np.arange(40), 4)
        # Who it is shows in the first half of the values, pose and light in the second.
        vectors = np.concatenate([rng.normal(size=(40, 8))[person], 3 * rng.normal(size=(160, 8))], axis=1)
        after = normalising_map(within_person_covariance(vectors, person), 0.1)
        camera = np.tile(np.arange(4), 40)
        unit = lambda values: values / np.linalg.norm(values, axis=1, keepdims=True)  # noqa: E731
        before = retrieval(unit(vectors), person, camera)[0]
        self.assertLess(before, 0.6)
        self.assertGreater(retrieval(unit(vectors @ after), person, camera)[0], 0.85)

    def test_all_shrinkage_leaves_cosines_as_they_are(self) -> None:
        vectors = np.random.default_rng(5).normal(size=(12, 6))
        after = normalising_map(within_person_covariance(vectors, np.repeat(np.arange(4), 3)), 1.0)
        self.assertAlmostEqual(float(np.abs(after / after[0, 0] - np.eye(6)).max()), 0, places=9)

    def test_refuses_people_of_one_view_each(self) -> None:
        with self.assertRaises(ValueError):
            within_person_covariance(np.eye(3), np.arange(3))


class LossesTest(unittest.TestCase):
    def setUp(self) -> None:
        generator = torch.Generator().manual_seed(1)
        unit = lambda *size: torch.nn.functional.normalize(torch.randn(*size, generator=generator), dim=1)  # noqa: E731
        self.target, self.other, self.bank = unit(8, 16), unit(8, 16), unit(64, 16)

    def test_are_zero_where_the_student_is_the_teacher(self) -> None:
        self.assertAlmostEqual(float(direction_loss(self.target, self.target)), 0, places=5)
        self.assertAlmostEqual(float(neighbourhood_loss(self.target, self.target, self.bank, 0.1)), 0, places=5)

    def test_grow_with_the_distance(self) -> None:
        self.assertGreater(float(direction_loss(self.other, self.target)), 0.5)
        self.assertGreater(float(neighbourhood_loss(self.other, self.target, self.bank, 0.1)), 0.1)

    def test_identity_loss_is_small_when_views_of_one_person_agree(self) -> None:
        identity = torch.arange(8).repeat_interleave(2)
        alike = torch.eye(8).repeat_interleave(2, dim=0)
        mixed = torch.eye(8).repeat(2, 1)
        self.assertLess(float(identity_loss(alike, identity, 0.1)), 0.01)
        self.assertGreater(float(identity_loss(mixed, identity, 0.1)), 2)


class ClothesTest(unittest.TestCase):
    def test_dyes_garments_and_nothing_else(self) -> None:
        figure = dressed_figure()
        changes = [
            np.abs(redressed(figure, generator_for(seed), "dyed").image.astype(int) - figure.image).max(2)
            for seed in range(8)
        ]
        for part in (TOP, BOTTOM, SHOES):
            self.assertGreater(max(change[figure.parts == part].mean() for change in changes), 15)
        # The conversion to CIELAB and back rounds.
        self.assertLessEqual(max(change[figure.parts == REST].max() for change in changes), 2)

    def test_legs_of_another_come_below_the_waist(self) -> None:
        upper, lower = dressed_figure(0), redressed(dressed_figure(1), generator_for(5), "lower")
        mixed = with_legs_of(upper, lower, "mixed")
        difference = lambda other, part: np.abs(mixed.image.astype(int) - other.image)[upper.parts == part].mean()  # noqa: E731
        self.assertLess(difference(upper, TOP), 1)
        self.assertLess(difference(lower, BOTTOM), difference(upper, BOTTOM))
        self.assertEqual(mixed.person, "person-0/person-1")


class ViewsTest(unittest.TestCase):
    def test_have_their_size_and_repeat_for_a_seed(self) -> None:
        figure = dressed_figure()
        backgrounds = [np.random.default_rng(1).integers(0, 256, (60, 90, 3), dtype=np.uint8)]
        scenery = Scenery(backgrounds, [dressed_figure(2)])
        photo = Photo("photo", cv2.resize(figure.image, (120, 240)), (20.0, 20.0, 100.0, 220.0))
        for seed in range(12):
            for draw, person in ((view_of_figure, figure), (view_of_photo, photo)):
                first = draw(person, scenery, generator_for(seed), ViewConfig())
                self.assertEqual((first.shape, first.dtype), ((128, 64, 3), np.uint8))
                again = draw(person, scenery, generator_for(seed), ViewConfig())
                self.assertTrue(np.array_equal(first, again))


class PoolTest(unittest.TestCase):
    def test_reads_back_what_was_written_and_answered(self) -> None:
        views = np.random.default_rng(0).integers(0, 256, (6, 128, 64, 3), dtype=np.uint8)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_chunk(folder, "train-000", views[:4], ["a", "a", "b", "b"], ["box"] * 4)
            write_chunk(folder, "train-001", views[4:], ["b", "c"], ["box"] * 2)
            self.assertEqual(answered_chunks(folder, ("train",)), [])
            for chunk, count in (("train-000", 4), ("train-001", 2)):
                np.full((count, 256), 2, np.float32).tofile(folder / f"{chunk}.teacher.f32")
            pool = open_pool(folder, answered_chunks(folder, ("train",)))
            self.assertTrue(np.array_equal(pool.pictures(np.array([5, 0])), views[[5, 0]]))
            self.assertEqual([group.tolist() for group in pool.places_by_identity()], [[0, 1], [2, 3, 4]])
            self.assertAlmostEqual(float(np.linalg.norm(pool.teacher[3])), 1, places=5)

    def test_principal_directions_keep_the_cosines_of_vectors_that_fill_few_directions(self) -> None:
        rng = np.random.default_rng(0)
        vectors = rng.normal(size=(50, 10)).astype(np.float32) @ rng.normal(size=(10, 256)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        kept = vectors @ principal_directions(vectors, 128)
        self.assertLess(np.abs(kept @ kept.T - vectors @ vectors.T).max(), 1e-4)


class ScoresTest(unittest.TestCase):
    def test_counts_right_firsts_and_precision_as_by_hand(self) -> None:
        vectors = np.array([(1, 0), (0.9, 0.1), (0, 1), (0.6, 0.4)], np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        person, camera = np.array([0, 1, 1, 0]), np.array([0, 0, 1, 1])
        rank1, mean_precision = retrieval(vectors, person, camera)
        # Each person's other view comes second after the look-alike (1/2), or third (1/3).
        self.assertEqual(rank1, 0.0)
        self.assertAlmostEqual(mean_precision, np.mean([1 / 2, 1 / 3, 1 / 2, 1 / 2]), places=5)

    def test_the_same_person_in_the_same_camera_is_no_match(self) -> None:
        vectors = np.eye(2, dtype=np.float32)[[0, 0, 0, 1]]
        scores = market_scores(vectors, np.array([0, 0, 0, 1]), np.array([0, 0, 1, 0]))
        self.assertEqual(scores["r1"], 1.0)
        self.assertEqual(scores["view_r1"], 1.0)


if __name__ == "__main__":
    unittest.main()
