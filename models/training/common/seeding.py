"""One seed for every source of chance."""

from __future__ import annotations

import random

import cv2
import numpy as np
import torch


def seed_everything(seed: int, threads: int) -> None:
    """Seeds Python, NumPy and PyTorch, and keeps OpenCV from taking cores of its own."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    cv2.setNumThreads(1)


def generator_for(*parts: int) -> np.random.Generator:
    """
    A generator that depends on nothing but the given whole numbers (seed, worker, step …), so that a resumed run
    draws what an uninterrupted one would have drawn.
    """
    return np.random.default_rng(list(parts))
