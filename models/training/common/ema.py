"""Exponential moving average of a model's weights (Polyak averaging)."""

from __future__ import annotations

import copy

import torch
from torch import nn


class WeightAverage:
    """
    Follows a model's weights and buffers. The decay grows with the number of updates, min(decay, (1 + n) / (warmup + n)),
    so that the random start is forgotten soon.
    """

    def __init__(self, model: nn.Module, decay: float = 0.9995, warmup: int = 10) -> None:
        self.model = copy.deepcopy(model).eval().requires_grad_(False)
        self.updates = 0
        self._decay = decay
        self._warmup = warmup

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Takes one step towards the model; whole-number buffers (BatchNorm's counters) are copied."""
        self.updates += 1
        decay = min(self._decay, (1 + self.updates) / (self._warmup + self.updates))
        current = model.state_dict()
        for name, average in self.model.state_dict().items():
            if average.dtype.is_floating_point:
                average.lerp_(current[name].to(average.dtype), 1 - decay)
            else:
                average.copy_(current[name])

    def state_dict(self) -> dict:
        """The averaged weights and how many updates made them."""
        return {"model": self.model.state_dict(), "updates": self.updates}

    def load_state_dict(self, state: dict) -> None:
        """Goes on from what `state_dict` gave."""
        self.model.load_state_dict(state["model"])
        self.updates = state["updates"]
