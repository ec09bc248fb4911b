"""
What cameras of surveillance systems do to a picture: low light, gamma, colour casts, blur, motion blur, noise, too few
pixels, blocks of strong compression. Every function takes and gives RGB pictures of shape H×W×3, uint8, and leaves its
input alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass(frozen=True)
class DegradeConfig:
    """Chances, 0..1, of each degradation; `strength` scales how far each may go (1: what footage shows at its worst)."""

    tone: float = 0.8
    cast: float = 0.4
    grey: float = 0.05
    resolution: float = 0.25
    blur: float = 0.15
    motion: float = 0.08
    noise: float = 0.3
    jpeg: float = 0.5
    strength: float = 1.0


def degrade(image: np.ndarray, rng: np.random.Generator, config: DegradeConfig = DegradeConfig()) -> np.ndarray:
    """Light first, then optics, sensor and codec: the order in which a camera adds them."""
    strength = config.strength
    has = lambda chance: rng.random() < chance  # noqa: E731
    table = tone_table(rng, strength if has(config.tone) else 0.0, strength if has(config.cast) else 0.0)
    image = cv2.LUT(image, table)
    if has(config.grey):
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    if has(config.resolution):
        image = fewer_pixels(image, rng.uniform(1.0, 1 + 1.2 * strength))
    if has(config.blur):
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 0.3 + 1.1 * strength))
    if has(config.motion):
        image = motion_blur(image, rng.uniform(2, 2 + 5 * strength), rng.uniform(0, 180))
    if has(config.noise):
        image = sensor_noise(image, rng, rng.uniform(1, 1 + 11 * strength))
    if has(config.jpeg):
        image = jpeg(image, int(rng.uniform(95 - 70 * strength, 95)))
    return image


def tone_table(rng: np.random.Generator, tone: float, cast: float) -> np.ndarray:
    """
    A look-up table 1×256×3 of gamma, contrast and brightness (by `tone`) and of gains per channel (by `cast`); both
    are strengths, 0 for none.
    """
    levels = np.linspace(0, 1, 256, dtype=np.float32)[:, None].repeat(3, axis=1)
    if tone > 0:
        gamma = np.exp(rng.normal(0.05, 0.28) * tone)
        contrast = np.exp(rng.normal(0, 0.18) * tone)
        brightness = rng.normal(-0.02, 0.09) * tone
        levels = (levels**gamma - 0.5) * contrast + 0.5 + brightness
    if cast > 0:
        levels = levels * np.exp(rng.normal(0, 0.1 * cast, size=(1, 3)))
    return (np.clip(levels, 0, 1) * 255).astype(np.uint8)[None]


def fewer_pixels(image: np.ndarray, factor: float) -> np.ndarray:
    """Down by `factor` (≥ 1) and up again."""
    height, width = image.shape[:2]
    small = (max(2, round(width / factor)), max(2, round(height / factor)))
    return cv2.resize(cv2.resize(image, small, interpolation=cv2.INTER_AREA), (width, height))


def far_away(image: np.ndarray, rng: np.random.Generator, heights_px: tuple[float, float]) -> np.ndarray:
    """
    What is left of somebody so far away that the whole picture is so many pixels high (drawn between the two, evenly in
    the logarithm): smeared by a step, and coded as video is, with half as many pixels for colour.
    """
    height, width = image.shape[:2]
    few = np.exp(rng.uniform(*np.log(heights_px)))
    small = cv2.resize(image, (max(4, round(width * few / height)), max(8, round(few))), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.5:
        small = motion_blur(small, rng.uniform(1, 3), rng.uniform(-20, 20))
    small = jpeg(small, int(rng.uniform(25, 80)))
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)


def motion_blur(image: np.ndarray, length_px: float, angle_deg: float) -> np.ndarray:
    """Blur along a line, as of a moving subject or a long exposure."""
    size = int(np.ceil(length_px)) | 1
    kernel = np.zeros((size, size), np.float32)
    middle = size // 2
    reach = np.array([np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))]) * length_px / 2
    start, end = middle - reach, middle + reach
    cv2.line(kernel, tuple(int(round(v)) for v in start), tuple(int(round(v)) for v in end), 1.0)
    return cv2.filter2D(image, -1, kernel / kernel.sum())


def sensor_noise(image: np.ndarray, rng: np.random.Generator, spread: float) -> np.ndarray:
    """Noise of brightness: Gaussian, of standard deviation `spread` (in levels of 0..255)."""
    height, width = image.shape[:2]
    noise = np.empty((height, width, 1), np.int16)
    cv2.setRNGSeed(int(rng.integers(2**31 - 1)))
    cv2.randn(noise, 0, spread)
    return np.clip(image.astype(np.int16) + noise, 0, 255).astype(np.uint8)


def jpeg(image: np.ndarray, quality: int) -> np.ndarray:
    """Through JPEG of quality 1..100: blocks and ringing, near enough to what video codecs leave."""
    encoded = cv2.imencode(".jpg", image[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, max(1, min(100, quality))])[1]
    return np.ascontiguousarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR)[:, :, ::-1])
