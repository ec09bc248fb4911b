"""
Which range of values eight bits should cover: histograms of a network's tensors over real pictures, and the range of
least squared error.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

BYTE_LEVELS = 255


@dataclass(frozen=True)
class RangeConfig:
    """
    `bins`: of a histogram, a multiple of 4; fewer are faster and see the ends less well. `narrowest`: the least part of what was seen
    that a range may cover, 0..1; lower lets rare large values be cut off for the sake of the many small ones.
    `candidates`: ranges that are compared.
    """

    bins: int = 8192
    narrowest: float = 0.3
    candidates: int = 71


class Spread:
    """
    How often values lie in equal parts of −`reach`..`reach`. The reach doubles when a value lies outside of it, and two
    parts become one, so that one pass over the values is enough.
    """

    def __init__(self, bins: int) -> None:
        self.reach = 2.0**-10
        self.low, self.high = 0.0, 0.0
        self.counts = np.zeros(bins)

    def add(self, values: Tensor) -> None:
        """Counts all values of a tensor."""
        low, high = float(values.min()), float(values.max())
        self.low, self.high = min(self.low, low), max(self.high, high)
        while self.reach < max(-low, high):
            self._widen()
        self.counts += torch.histc(values, len(self.counts), -self.reach, self.reach).double().numpy()

    @property
    def middles(self) -> np.ndarray:
        """Of the parts."""
        edges = np.linspace(-self.reach, self.reach, len(self.counts) + 1)
        return (edges[:-1] + edges[1:]) / 2

    def _widen(self) -> None:
        quarter = len(self.counts) // 4
        merged = self.counts.reshape(-1, 2).sum(1)
        self.counts = np.pad(merged, quarter)
        self.reach *= 2


def best_range(spread: Spread, config: RangeConfig = RangeConfig()) -> tuple[float, float]:
    """
    The range that loses least, in mean squared error, when its values are stored as bytes: narrower ranges cut the rare
    large values off and render the many small ones more finely (Choukroun et al. 2019, section 3, with a byte's steps).
    """
    middles = spread.middles
    best, least = (spread.low, spread.high), np.inf
    for part in np.linspace(1, config.narrowest, config.candidates):
        low, high = part * spread.low, part * spread.high
        step, zero = byte_scale(low, high)
        stored = np.clip(np.round(middles / step) + zero, 0, BYTE_LEVELS)
        error = float((spread.counts * ((stored - zero) * step - middles) ** 2).sum())
        if error < least:
            best, least = (low, high), error
    return best


def byte_scale(low: float, high: float) -> tuple[float, int]:
    """Step and zero point, so that 0 is a whole step: value = step · (byte − zero point)."""
    step = (high - low) / BYTE_LEVELS
    return step, int(np.clip(round(-low / step), 0, BYTE_LEVELS))
