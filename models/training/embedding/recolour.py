"""Gives a figure other clothes: garments dyed in CIELAB, striped, or the legs of somebody else."""

from __future__ import annotations

import cv2
import numpy as np

from embedding.sources import BOTTOM, REST, SHOES, TOP, Figure

"""
Colours of cloth (L 0..100, a, b) and how often they are worn: most clothes are dark, white or grey, and trousers blue.
"""
_PALETTE = np.array(
    [
        (14, 0, -1), (28, 1, -3), (48, 0, 0), (66, 0, 0), (88, 0, 3), (20, 4, -16), (36, 2, -26), (48, 0, -36),
        (70, -4, -20), (36, 48, 28), (22, 26, 12), (52, 56, 38), (40, -28, 20), (26, -12, 8), (52, -20, -8),
        (78, 4, 62), (62, 36, 52), (68, 26, 2), (50, 44, -12), (34, 28, -34), (72, 4, 22), (38, 10, 18), (58, 8, 28),
    ],
    np.float32,
)  # fmt: skip
_WORN_TOP = np.array([16, 9, 7, 6, 13, 7, 4, 4, 4, 6, 3, 3, 4, 3, 2, 3, 2, 4, 2, 2, 4, 3, 3], np.float64)
_WORN_BOTTOM = np.array([24, 10, 8, 4, 4, 16, 9, 5, 5, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 1, 5, 4, 5], np.float64)


def redressed(figure: Figure, rng: np.random.Generator, key: str) -> Figure:
    """The same person in other colours: each garment is dyed with a chance of 0.8, and some are striped."""
    lab = cv2.cvtColor(figure.image.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    for part, worn in ((TOP, _WORN_TOP), (BOTTOM, _WORN_BOTTOM), (SHOES, _WORN_BOTTOM)):
        mask = figure.parts == part
        if not mask.any() or rng.random() > 0.8:
            continue
        colour = _PALETTE[rng.choice(len(_PALETTE), p=worn / worn.sum())]
        _dye(lab, mask, colour + rng.normal(0, (5, 4, 4)).astype(np.float32), rng.uniform(0.4, 1.0))
        if part == TOP and rng.random() < 0.18:
            _stripe(lab, mask, rng)
    image = cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)
    image = np.clip(image * 255, 0, 255).astype(np.uint8)
    return Figure(key, figure.person, image, figure.alpha, figure.parts)


def with_legs_of(upper: Figure, lower: Figure, key: str) -> Figure:
    """
    `upper` down to the waist and `lower` from there on, the waists as wide as each other. Raises ValueError for a
    figure without garments.
    """
    waist, top_span = _waist(upper)
    other_waist, other_span = _waist(lower)
    height, width = upper.parts.shape
    stretch = np.clip((top_span[1] - top_span[0]) / max(4, other_span[1] - other_span[0]), 0.7, 1.4)
    fall = (height - waist) / max(8, lower.parts.shape[0] - other_waist)
    shift_x = sum(top_span) / 2 - stretch * sum(other_span) / 2
    move = np.array([[stretch, 0, shift_x], [0, fall, waist - fall * other_waist]], np.float32)
    size = (width, height)
    legs = [
        cv2.warpAffine(layer, move, size, flags=how, borderMode=cv2.BORDER_CONSTANT)
        for layer, how in (
            (lower.image, cv2.INTER_LINEAR),
            (lower.alpha, cv2.INTER_LINEAR),
            (lower.parts, cv2.INTER_NEAREST),
        )
    ]
    # The upper body's own hem hangs over the other's waist; only its trousers and what is below go.
    stays = np.zeros((height, width), bool)
    stays[:waist] = True
    stays |= upper.parts == TOP
    stays[: min(height, waist + 40)] |= (upper.parts == REST)[: min(height, waist + 40)]
    stays &= upper.parts > 0
    layers = [
        np.where(stays[..., None] if own.ndim == 3 else stays, own, other)
        for own, other in zip((upper.image, upper.alpha, upper.parts), legs)
    ]
    return Figure(key, f"{upper.person}/{lower.person}", *layers)


def _waist(figure: Figure) -> tuple[int, tuple[float, float]]:
    """The row where the trousers begin, and from where to where the body reaches there."""
    rows = np.flatnonzero((figure.parts == BOTTOM).sum(1) >= 4)
    if len(rows) == 0:
        raise ValueError(f"{figure.key} wears no trousers")
    row = int(np.clip(rows[0] + 2, 0.3 * figure.parts.shape[0], 0.75 * figure.parts.shape[0]))
    across = np.flatnonzero(np.isin(figure.parts[row], (TOP, BOTTOM)))
    if len(across) < 4:
        across = np.flatnonzero(figure.parts[row])
    if len(across) < 4:
        raise ValueError(f"{figure.key} has no waist")
    return row, (float(across[0]), float(across[-1]))


def _dye(lab: np.ndarray, mask: np.ndarray, colour: np.ndarray, relief: float) -> None:
    """Moves a garment's mean to `colour`; its folds stay, by `relief` of their depth, its pattern's colours by less."""
    values = lab[mask]
    spread = values - values.mean(0)
    spread *= np.array((relief, 0.5 * relief, 0.5 * relief), np.float32)
    # Dark cloth shows little of its folds.
    spread[:, 0] *= 0.5 + colour[0] / 120
    moved = colour + spread
    moved[:, 0] = np.clip(moved[:, 0], 3, 97)
    lab[mask] = moved


def _stripe(lab: np.ndarray, mask: np.ndarray, rng: np.random.Generator) -> None:
    """Stripes, across or checked, lighter or darker or of another colour than the cloth."""
    rows, columns = np.indices(mask.shape, np.float32)
    period = rng.uniform(5, 28)
    wave = np.sin(rows * (2 * np.pi / period) + rng.uniform(0, 6))
    if rng.random() < 0.35:
        wave = np.maximum(wave, np.sin(columns * (2 * np.pi / period)))
    striped = mask & (wave > rng.uniform(-0.2, 0.7))
    step = np.array((rng.choice((-1, 1)) * rng.uniform(15, 45), rng.normal(0, 12), rng.normal(0, 12)), np.float32)
    lab[striped] += step
    lab[..., 0] = np.clip(lab[..., 0], 3, 97)
