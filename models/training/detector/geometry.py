"""Boxes as x0, y0, x1, y1 in pixels."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

_TINY = 1e-7


def pairwise_iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """IoU of every box of `a` (n×4) with every box of `b` (m×4): n×m."""
    overlap = _pairwise_overlap(a, b)
    return overlap / np.maximum(_area(a)[:, None] + _area(b)[None] - overlap, _TINY)


def covered_fraction(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Which part of each box of `a` (n×4) lies in each box of `b` (m×4): n×m."""
    return _pairwise_overlap(a, b) / np.maximum(_area(a)[:, None], _TINY)


def suppress(boxes: np.ndarray, scores: np.ndarray, max_iou: float) -> np.ndarray:
    """Greedy non-maximum suppression: indices of the boxes that stay, by falling score."""
    order = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    while order.size:
        best, order = order[0], order[1:]
        kept.append(int(best))
        order = order[pairwise_iou(boxes[best : best + 1], boxes[order])[0] <= max_iou]
    return np.array(kept, dtype=int)


def iou_of(a: Tensor, b: Tensor) -> Tensor:
    """IoU of boxes ...×4 pair by pair, with broadcasting."""
    width = torch.minimum(a[..., 2], b[..., 2]).sub_(torch.maximum(a[..., 0], b[..., 0])).clamp_(min=0)
    height = torch.minimum(a[..., 3], b[..., 3]).sub_(torch.maximum(a[..., 1], b[..., 1])).clamp_(min=0)
    overlap = width.mul_(height)
    area_a = (a[..., 2] - a[..., 0]) * (a[..., 3] - a[..., 1])
    area_b = (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    return overlap / (area_a + area_b - overlap).clamp_(min=_TINY)


def complete_iou(a: Tensor, b: Tensor) -> Tensor:
    """Complete IoU (Zheng et al. 2020, "Distance-IoU Loss", eq. 10 and 11) of boxes ...×4 pair by pair."""
    size_a = (a[..., 2:] - a[..., :2]).clamp(min=0)
    size_b = (b[..., 2:] - b[..., :2]).clamp(min=0)
    overlap = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(-1)
    iou = overlap / (size_a.prod(-1) + size_b.prod(-1) - overlap + _TINY)
    hull = torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])
    distance = ((a[..., :2] + a[..., 2:] - b[..., :2] - b[..., 2:]) ** 2).sum(-1) / 4
    angle_a = torch.atan(size_a[..., 0] / (size_a[..., 1] + _TINY))
    angle_b = torch.atan(size_b[..., 0] / (size_b[..., 1] + _TINY))
    aspect = 4 / math.pi**2 * (angle_a - angle_b) ** 2
    with torch.no_grad():
        weight = aspect / (1 - iou + aspect + _TINY)
    return iou - distance / ((hull**2).sum(-1) + _TINY) - weight * aspect


def _area(boxes: np.ndarray) -> np.ndarray:
    return np.maximum(boxes[:, 2] - boxes[:, 0], 0) * np.maximum(boxes[:, 3] - boxes[:, 1], 0)


def _pairwise_overlap(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    size = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
    return np.maximum(size, 0).prod(-1)
