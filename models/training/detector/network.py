"""
The person detector: dense 3×3 convolutions (on CPUs they train and run several times faster than depthwise ones of the
same accuracy), a feature pyramid up and down, one shared kind of head on three levels.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

STRIDES = (8, 16, 32)


@dataclass(frozen=True)
class NetworkConfig:
    """Channels per stage (strides 4, 8, 16, 32), hidden channels of each residual block, of the neck and of the head."""

    channels: tuple[int, int, int, int] = (32, 48, 96, 160)
    blocks: tuple[tuple[int, ...], ...] = ((48,), (48, 48), (80, 80))
    neck: int = 48
    head: int = 64


class PersonNetwork(nn.Module):
    """
    `forward(images)` takes N×3×H×W in 0..1 (H, W multiples of 32) and gives (levels, raw): the pyramid's maps, N×C×h×w,
    and N×A×5 of raw distances and a score's logit. Anchors are ordered as in `anchor_points`.
    """

    def __init__(self, config: NetworkConfig = NetworkConfig()) -> None:
        super().__init__()
        c4, c8, c16, c32 = config.channels
        neck = config.neck
        # A wide kernel with a wide step: most of a CPU's time would go to the layers at full and half size.
        self.stem = _conv(3, c4, kernel=6, stride=4, padding=1)
        self.stage8 = _stage(c4, c8, config.blocks[0])
        self.stage16 = _stage(c8, c16, config.blocks[1])
        self.stage32 = _stage(c16, c32, config.blocks[2])
        self.lateral8 = _conv(c8, neck, kernel=1)
        self.lateral16 = _conv(c16, neck, kernel=1)
        self.lateral32 = _conv(c32, neck, kernel=1)
        self.smooth8 = _conv(neck, neck)
        self.smooth16 = _conv(neck, neck)
        self.down16 = _conv(neck, neck, stride=2)
        self.down32 = _conv(neck, neck, stride=2)
        self.towers = nn.ModuleList(_conv(neck, config.head) for _ in STRIDES)
        self.predictors = nn.ModuleList(nn.Conv2d(config.head, 5, 1) for _ in STRIDES)
        for predictor in self.predictors:
            nn.init.normal_(predictor.weight, std=0.01)
            # softplus(1.5) = 1.7 strides to each side; a score of 0.01 keeps the first steps calm (focal loss paper).
            predictor.bias.data.copy_(torch.tensor([1.5, 1.5, 1.5, 1.5, -4.6]))

    def forward(self, images: Tensor) -> tuple[list[Tensor], Tensor]:
        """See the class."""
        levels = self.pyramid(images)
        raw = [
            predictor(tower(level)).flatten(2) for tower, predictor, level in zip(self.towers, self.predictors, levels)
        ]
        return levels, torch.cat(raw, 2).transpose(1, 2)

    def pyramid(self, images: Tensor) -> list[Tensor]:
        """The maps of strides 8, 16 and 32, N×C×h×w."""
        at8 = self.stage8(self.stem(images))
        at16 = self.stage16(at8)
        at32 = self.lateral32(self.stage32(at16))
        at16 = self.smooth16(self.lateral16(at16) + _twice(at32))
        at8 = self.smooth8(self.lateral8(at8) + _twice(at16))
        at16 = at16 + self.down16(at8)
        at32 = at32 + self.down32(at16)
        return [at8, at16, at32]


def distances_px(raw: Tensor, strides: Tensor) -> Tensor:
    """Distances left, top, right, bottom in input pixels from N×A×4 raw ones; `strides` A×1. Never negative."""
    return F.softplus(raw) * strides


def anchor_points(height_px: int, width_px: int, device: torch.device | str = "cpu") -> tuple[Tensor, Tensor]:
    """Centres of the cells, A×2 (x, y in input pixels), and their strides, A×1: row by row, strides 8, 16, 32."""
    points, strides = [], []
    for stride in STRIDES:
        ys = (torch.arange(height_px // stride, device=device) + 0.5) * stride
        xs = (torch.arange(width_px // stride, device=device) + 0.5) * stride
        y, x = torch.meshgrid(ys, xs, indexing="ij")
        points.append(torch.stack([x, y], -1).reshape(-1, 2))
        strides.append(torch.full((x.numel(), 1), float(stride), device=device))
    return torch.cat(points), torch.cat(strides)


def boxes_px(points: Tensor, distances: Tensor) -> Tensor:
    """Corners x0, y0, x1, y1 from anchor points A×2 and distances N×A×4."""
    return torch.cat([points - distances[..., :2], points + distances[..., 2:]], -1)


class Residual(nn.Module):
    """Two 3×3 convolutions through `hidden` channels, added to the input."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.first = _conv(channels, hidden)
        self.second = nn.Sequential(nn.Conv2d(hidden, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        """N×channels×h×w, the same out."""
        return F.relu(x + self.second(self.first(x)))


def _conv(inputs: int, outputs: int, kernel: int = 3, stride: int = 1, padding: int | None = None) -> nn.Sequential:
    padding = kernel // 2 if padding is None else padding
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


def _stage(inputs: int, outputs: int, hidden: tuple[int, ...]) -> nn.Sequential:
    return nn.Sequential(_conv(inputs, outputs, stride=2), *(Residual(outputs, size) for size in hidden))


def _twice(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="nearest")
