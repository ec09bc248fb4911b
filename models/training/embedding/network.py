"""
The student: plain 3×3 convolutions, which train and run fastest on CPUs, and soft body regions that it learns.

Like its teacher it takes the light of the place out of each picture first: every channel to mean 0 and variance 1
(instance normalisation: Ulyanov et al. 2016; in re-identification: Zhou et al. 2021, OSNet-AIN), once on the picture and
once on the first features. The first convolution sees blocks of 4×4 pixels, so that nothing is computed at full size.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

EMBEDDING_LENGTH = 128
INPUT_HEIGHT_PX, INPUT_WIDTH_PX = 128, 64
"""Channels at a quarter, an eighth and a sixteenth of the picture's size."""
WIDTHS = (64, 96, 144)
BLOCK_PX = 4
"""Soft regions: the whole body and five bands of it to start from."""
REGIONS = 6
_GRID_ROWS, _GRID_COLUMNS = INPUT_HEIGHT_PX // 16, INPUT_WIDTH_PX // 16


def _conv(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    """Two convolutions beside a straight way (He et al. 2016)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _conv(width, width)
        self.second = _conv(width, width)
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.second(F.relu(self.first(x))), inplace=True)


class Down(nn.Module):
    """To more channels, at half the size."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.conv = _conv(inputs, outputs, 2)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.conv(x), inplace=True)


class OutfitNetwork(nn.Module):
    """N×3×128×64 in 0..1 (RGB) to N×128 of length 1."""

    def __init__(self) -> None:
        super().__init__()
        low, middle, high = WIDTHS
        self.picture_norm = nn.InstanceNorm2d(3, affine=True)
        self.stem = nn.Conv2d(3 * BLOCK_PX**2, low, 3, 1, 1)
        self.stem_norm = nn.InstanceNorm2d(low, affine=True)
        self.body = nn.Sequential(
            Residual(low), Down(low, middle), Residual(middle), Down(middle, high), Residual(high)
        )
        self.regions = nn.Parameter(_first_regions())
        self.describe = nn.Linear(high * REGIONS, EMBEDDING_LENGTH, bias=False)
        self.centre = nn.BatchNorm1d(EMBEDDING_LENGTH)

    def raw(self, x: Tensor) -> Tensor:
        """N×128, not yet of length 1."""
        x = F.pixel_unshuffle(self.picture_norm(x), BLOCK_PX)
        x = F.relu(self.stem_norm(self.stem(x)), inplace=True)
        x = self.body(x).flatten(2)
        pooled = torch.matmul(x, self.regions.to(x.dtype))
        return self.centre(self.describe(pooled.flatten(1)).float())

    def forward(self, x: Tensor) -> Tensor:
        return F.normalize(self.raw(x), dim=1)


def _first_regions() -> Tensor:
    """Weights positions×regions: the body's middle as a whole, then bands from head to feet; each region sums to 1."""
    rows = (torch.arange(_GRID_ROWS) + 0.5) / _GRID_ROWS
    columns = (torch.arange(_GRID_COLUMNS) + 0.5) / _GRID_COLUMNS
    across = torch.exp(-(((columns - 0.5) / 0.35) ** 2))
    bands = [torch.ones(_GRID_ROWS)]
    bands += [torch.exp(-(((rows - middle) / 0.12) ** 2)) for middle in (0.1, 0.3, 0.5, 0.7, 0.9)]
    maps = [(band[:, None] * across[None]).flatten() for band in bands]
    return torch.stack([weights / weights.sum() for weights in maps], dim=1)
