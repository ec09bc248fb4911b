"""
Decodes all photos once and lets the teacher answer them: pixels, labels and the teacher's maps go into flat files in
`--work`, which the training maps into memory.

    python3 -m detector.prepare --work …
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
import torch

from common.onnx_torch import OnnxNetwork
from common.paths import DEFAULT_TEACHERS, add_common_arguments
from common.seeding import seed_everything

from .geometry import covered_fraction, pairwise_iou, suppress
from .labels import LabelledPhoto, read_photos
from .network import anchor_points

# The inputs of the teacher's three heads, 64 channels each, in the order of the strides.
HINT_TENSORS = ("1028", "1070", "1112")
PERSON_CLASS = 0
PAD = 114
# A step of the stored hints, in standard deviations.
HINT_STEP = 1 / 24
STATISTICS_PHOTOS = 150


class Teacher:
    """YOLOX-nano in PyTorch. `answer` takes one RGB picture of any size."""

    def __init__(self, path: Path, device: str) -> None:
        self._network = OnnxNetwork(path).eval().to(device, torch.bfloat16).to(memory_format=torch.channels_last)
        self._device = device

    @torch.inference_mode()
    def answer(self, image: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Hints A×64, person scores A and boxes A×4 in pixels, for the picture padded to multiples of 32."""
        padded = pad_to_32(image)
        x = torch.from_numpy(padded[:, :, ::-1].copy()).permute(2, 0, 1)[None].to(self._device, torch.bfloat16)
        *hints, output = self._network(x.contiguous(memory_format=torch.channels_last), [*HINT_TENSORS, "output"])
        rows = output[0].float()
        points, strides = anchor_points(*padded.shape[:2], device=self._device)
        centres = rows[:, :2] * strides + points - strides / 2
        sizes = rows[:, 2:4].exp() * strides
        boxes = torch.cat([centres - sizes / 2, centres + sizes / 2], 1)
        scores = rows[:, 4] * rows[:, 5 + PERSON_CLASS]
        maps = torch.cat([hint[0].flatten(1).float() for hint in hints], 1).T
        return maps.cpu().numpy(), scores.cpu().numpy(), boxes.cpu().numpy()


def pad_to_32(image: np.ndarray) -> np.ndarray:
    """Grey at the right and at the bottom, up to multiples of 32."""
    height, width = image.shape[:2]
    return cv2.copyMakeBorder(image, 0, -height % 32, 0, -width % 32, cv2.BORDER_CONSTANT, value=(PAD,) * 3)


def complete(photo: LabelledPhoto, boxes: np.ndarray, scores: np.ndarray) -> LabelledPhoto:
    """
    People whom the labels leave out but the teacher sees are not to be judged, or are taken as people where a photo has
    no labels of its own and the teacher is sure.
    """
    boxes, scores = boxes[scores > 0.25], scores[scores > 0.25]
    kept = suppress(boxes, scores, 0.6)
    height, width = photo.size
    boxes = np.clip(boxes[kept], 0, [width, height, width, height])
    known = np.concatenate([photo.people, photo.ignored])
    people, ignored = [photo.people], [photo.ignored]
    for box, score in zip(boxes, scores[kept]):
        if len(known) and pairwise_iou(box[None], known).max() > 0.35:
            continue
        if len(known) and covered_fraction(box[None], known).max() > 0.8:
            continue
        (people if not photo.is_labelled and score > 0.45 else ignored).append(box[None])
    return LabelledPhoto(
        photo.path, photo.kind, photo.size, np.concatenate(people), np.concatenate(ignored), photo.is_labelled
    )


def hint_statistics(
    path: Path, photos: list[LabelledPhoto], teacher: Teacher, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of each of the 64 channels, over some photos; kept in `path`."""
    if not path.exists():
        chosen = np.random.default_rng(seed).permutation(len(photos))[:STATISTICS_PHOTOS]
        sample = np.concatenate([teacher.answer(photos[i].read())[0][::7] for i in chosen])
        np.savez(path, mean=sample.mean(0), spread=sample.std(0) + 1e-3)
    stored = np.load(path)
    return stored["mean"], stored["spread"]


class Writer:
    """
    Appends photos to `pixels.bin` and `hints.bin`, then their line to `index.jsonl`. Opened again after a kill, it goes
    on behind the last complete line.
    """

    def __init__(self, work: Path) -> None:
        index = work / "index.jsonl"
        lines = index.read_text().split("\n")[:-1] if index.exists() else []
        self.written = len(lines)
        ends = json.loads(lines[-1]) if lines else {"pixelEnd": 0, "hintEnd": 0}
        self._pixels = _open_at(work / "pixels.bin", ends["pixelEnd"])
        self._hints = _open_at(work / "hints.bin", ends["hintEnd"])
        self._index = _open_at(index, sum(len(line.encode()) + 1 for line in lines))

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._pixels, self._hints, self._index):
            file.close()

    def write(self, photo: LabelledPhoto, image: np.ndarray, levels: np.ndarray) -> None:
        """`image` H×W×3 uint8; `levels` A×65 int8."""
        row = {**photo.to_json(), "pixelAt": self._pixels.tell(), "hintAt": self._hints.tell()}
        self._pixels.write(image.tobytes())
        self._hints.write(levels.tobytes())
        self._pixels.flush()
        self._hints.flush()
        row |= {"pixelEnd": self._pixels.tell(), "hintEnd": self._hints.tell()}
        self._index.write((json.dumps(row) + "\n").encode())
        self._index.flush()


def _open_at(path: Path, size: int) -> BinaryIO:
    path.touch()
    file = open(path, "r+b")
    file.truncate(size)
    file.seek(size)
    return file


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "detector")
    parser.add_argument("--teacher", type=Path, default=DEFAULT_TEACHERS / "yolox-nano.onnx")
    arguments = parser.parse_args()
    seed_everything(arguments.seed, arguments.threads)
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    photos = read_photos(arguments.data)
    teacher = Teacher(arguments.teacher, arguments.device)
    mean, spread = hint_statistics(work / "hint-statistics.npz", photos, teacher, arguments.seed)
    with Writer(work) as writer:
        began, first = time.monotonic(), writer.written
        for number, photo in enumerate(photos[first:], first + 1):
            image = photo.read()
            maps, scores, boxes = teacher.answer(image)
            steps = np.clip(np.round((maps - mean) / spread / HINT_STEP), -127, 127).astype(np.int8)
            levels = np.concatenate([steps, np.round(scores * 127).astype(np.int8)[:, None]], 1)
            writer.write(complete(photo, boxes, scores), image, levels)
            if number % 250 == 0 or number == len(photos):
                rate = (number - first) / (time.monotonic() - began)
                print(f"{number} of {len(photos)}, {rate:.1f} photos/s", flush=True)


if __name__ == "__main__":
    main()
