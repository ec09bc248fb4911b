"""
Rounds a layer's weights to whole numbers so that what it gives for real inputs changes least, rather than the weights: the
error of each rounded weight is made up for by those that are not rounded yet (Frantar et al. 2022, GPTQ, algorithm 1, which
solves the layer-wise problem of Hassibi and Stork's optimal brain surgeon column by column).
"""

from __future__ import annotations

import numpy as np
import torch.nn.functional as F
from torch import Tensor

#: Added to the diagonal, as a part of its mean: inputs that never change would make the system singular.
_DAMPING = 0.01


class Moments:
    """
    Second moments and mean of the inputs that a convolution multiplies its weights by: K = channels · kernel height ·
    kernel width values per place, in the order of its flattened weights.
    """

    def __init__(self, kernel: tuple[int, int], strides: tuple[int, int], padding: tuple[int, int], places: int) -> None:
        """`places`: looked at per picture, at even distances."""
        self._unfolding = {"kernel_size": kernel, "stride": strides, "padding": padding}
        self._places = places
        self._count = 0
        self._sum: Tensor | float = 0.0
        self._products: Tensor | float = 0.0

    def add(self, inputs: Tensor) -> None:
        """The layer's input for some pictures, N×C×H×W."""
        columns = F.unfold(inputs, **self._unfolding)
        step = max(1, columns.shape[2] // self._places)
        rows = columns[:, :, ::step].permute(0, 2, 1).reshape(-1, columns.shape[1])
        self._count += len(rows)
        self._sum = self._sum + rows.sum(0)
        self._products = self._products + rows.T @ rows

    @property
    def mean(self) -> np.ndarray:
        """K values."""
        return (self._sum / self._count).double().numpy()

    @property
    def products(self) -> np.ndarray:
        """Mean product of each two inputs, K×K."""
        return (self._products / self._count).double().numpy()


def round_in_turn(weights: np.ndarray, steps: np.ndarray, levels: int, products: np.ndarray) -> np.ndarray:
    """
    Whole numbers, outputs×K, of at most `levels` in size, such that `steps` (one per output) times them give nearly what
    `weights` (outputs×K) give for inputs of these mean `products` (K×K).
    """
    # Those that count most are rounded while most others can still make up for it.
    order = np.argsort(-products.diagonal(), kind="stable")
    left = weights[:, order].astype(np.float64)
    damped = products[np.ix_(order, order)] + np.eye(len(order)) * (_DAMPING * products.diagonal().mean() + 1e-12)
    # Row i of this factor tells how the weights after i make up for an error of weight i.
    upper = np.linalg.cholesky(np.linalg.inv(damped)).T
    rounded = np.empty_like(left)
    for column in range(left.shape[1]):
        rounded[:, column] = np.clip(np.round(left[:, column] / steps), -levels, levels)
        error = (left[:, column] - rounded[:, column] * steps) / upper[column, column]
        left[:, column + 1 :] -= np.outer(error, upper[column, column + 1 :])
    restored = np.empty_like(rounded)
    restored[:, order] = rounded
    return restored

