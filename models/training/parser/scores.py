"""How good a parser is: overlap on the held-out photos, and types with their calibration."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import torch

from parser.labels import BACKGROUND, BOTTOM, CLASSES, SHOES, TOP, TYPES, UNKNOWN_TYPE
from parser.photos import Photo
from parser.views import cut, to_input

#: The classes whose mean overlap is the parser's score.
SCORED = (BACKGROUND, TOP, BOTTOM, SHOES)
_BATCH = 32
_ECE_BINS = 10

#: RGB uint8 N×160×80×3 → probabilities of classes float32 N×8×80×40, logits of types float32 N×9.
Answer = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]


def answers(model: torch.nn.Module, device: str) -> Answer:
    """The model as a function of pictures."""

    @torch.no_grad()
    def answer(images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        crops = torch.from_numpy(images).to(device).permute(0, 3, 1, 2).float().div(255)
        logits, types = model.eval()(crops.contiguous(memory_format=torch.channels_last))
        return logits.float().softmax(1).cpu().numpy(), types.float().cpu().numpy()

    return answer


def overlap(answer: Answer, photos: list[Photo], height_px: int | None = None) -> dict[str, float]:
    """
    Intersection over union per class, over all pixels of all photos, and `mean` over `SCORED`; of crops scaled down
    to `height_px` first, if given. Each crop is judged at its own size; pixels without a class do not count.
    """
    inside = np.zeros(len(CLASSES))
    union = np.zeros(len(CLASSES))
    for start in range(0, len(photos), _BATCH):
        crops = [cut(photo) for photo in photos[start : start + _BATCH]]
        probabilities, _ = answer(np.stack([to_input(_lowered(image, height_px)) for image, _ in crops]))
        for (_, truth), p in zip(crops, probabilities, strict=True):
            found = enlarged(p, truth.shape).argmax(0)
            known = truth < len(CLASSES)
            for index in range(len(CLASSES)):
                is_found, is_true = (found == index) & known, truth == index
                inside[index] += (is_found & is_true).sum()
                union[index] += (is_found | is_true).sum()
    iou = inside / np.maximum(union, 1)
    return {**dict(zip(CLASSES, iou.tolist(), strict=True)), "mean": float(iou[list(SCORED)].mean())}


def enlarged(probabilities: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """C×h×w probabilities at another size, bilinear."""
    return np.stack([cv2.resize(plane, shape[::-1], interpolation=cv2.INTER_LINEAR) for plane in probabilities])


def type_logits(answer: Answer, photos: list[Photo]) -> tuple[np.ndarray, np.ndarray]:
    """Logits N×9 and true types N×3 of plain crops."""
    logits = [
        answer(np.stack([to_input(cut(photo)[0]) for photo in photos[start : start + _BATCH]]))[1]
        for start in range(0, len(photos), _BATCH)
    ]
    return np.concatenate(logits), np.array([photo.types for photo in photos])


def type_scores(logits: np.ndarray, types: np.ndarray, temperatures: dict[str, float]) -> dict[str, dict[str, float]]:
    """Per head: accuracy, mean recall of its types, expected calibration error (Guo et al. 2017, 10 bins), count."""
    scores = {}
    for column, (name, head) in enumerate(split_heads(logits).items()):
        known = types[:, column] != UNKNOWN_TYPE
        truth = types[known, column]
        p = softmax(head[known] / temperatures.get(name, 1.0))
        found, confidence = p.argmax(1), p.max(1)
        right = found == truth
        recalls = [right[truth == index].mean() for index in np.unique(truth)]
        scores[name] = {
            "accuracy": float(right.mean()),
            "mean recall": float(np.mean(recalls)),
            "ECE": _calibration_error(confidence, right),
            "count": int(known.sum()),
        }
    return scores


def split_heads(logits: np.ndarray) -> dict[str, np.ndarray]:
    """Columns of each head."""
    borders = np.cumsum([len(names) for names in TYPES.values()])[:-1]
    return dict(zip(TYPES, np.split(logits, borders, axis=1), strict=True))


def softmax(logits: np.ndarray) -> np.ndarray:
    """Over the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def _calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    bins = np.minimum((confidence * _ECE_BINS).astype(int), _ECE_BINS - 1)
    gaps = [
        (bins == index).mean() * abs(confidence[bins == index].mean() - right[bins == index].mean())
        for index in np.unique(bins)
    ]
    return float(np.sum(gaps))


def _lowered(image: np.ndarray, height_px: int | None) -> np.ndarray:
    if height_px is None or image.shape[0] <= height_px:
        return image
    scale = height_px / image.shape[0]
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
