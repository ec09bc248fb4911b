"""Learning rate: warm-up, stable, decay (WSD), which can be stretched while a training runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WarmStableDecay:
    """
    Learning rate as a part of its peak, 0..1, by progress. Warm-up is linear over `warm` samples; the rate stays at
    its peak until `decay_from` of the whole, then falls as 1 − sqrt of the decayed part (Hägele et al. 2024, "Scaling
    Laws and Compute-Optimal Training Beyond Fixed Training Durations") to `floor`.
    """

    warm: int
    decay_from: float = 0.6
    floor: float = 0.01

    def __call__(self, samples: int, progress: float) -> float:
        """`samples` seen so far; `progress` 0..1 of the training, by samples or by the clock."""
        ramp = min(1.0, (samples + 1) / max(1, self.warm))
        if progress <= self.decay_from:
            return ramp
        part = min(1.0, (progress - self.decay_from) / (1 - self.decay_from))
        return ramp * (self.floor + (1 - self.floor) * (1 - part**0.5))
