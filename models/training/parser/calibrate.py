"""Temperatures of the type heads (Guo et al. 2017, "On Calibration of Modern Neural Networks")."""

from __future__ import annotations

import numpy as np

from parser.labels import TYPES, UNKNOWN_TYPE
from parser.scores import softmax, split_heads

_CANDIDATES = np.exp(np.linspace(np.log(0.4), np.log(4.0), 181))


def fit_temperatures(logits: np.ndarray, types: np.ndarray) -> dict[str, float]:
    """
    Per head the divisor of its logits with the least negative log-likelihood. `logits` N×9 and true `types` N×3 come
    from photos that were not trained on, and others than those that calibration is then measured on.
    """
    temperatures = {}
    for column, (name, head) in enumerate(split_heads(logits).items()):
        known = types[:, column] != UNKNOWN_TYPE
        rows, truth = np.arange(known.sum()), types[known, column]
        losses = [-np.log(softmax(head[known] / t)[rows, truth] + 1e-9).mean() for t in _CANDIDATES]
        temperatures[name] = float(_CANDIDATES[int(np.argmin(losses))])
    return temperatures


def column_temperatures(temperatures: dict[str, float]) -> np.ndarray:
    """The divisor of each column of the network's type logits, float32[9]."""
    return np.concatenate([np.full(len(names), temperatures[name], np.float32) for name, names in TYPES.items()])
