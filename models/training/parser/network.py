"""The network: a small U-Net (Ronneberger et al. 2015) of plain convolutions, with heads for the garments' types."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from parser.labels import BOTTOM, CLASSES, FULL_BODY, TOP, TYPES

#: Channels at 1/2, 1/4, 1/8 and 1/16 of the input's size.
_CHANNELS = (16, 48, 80, 112)
#: Which classes a type's head looks at.
_SEES = {"top": (TOP, FULL_BODY), "bottom": (BOTTOM, FULL_BODY), "body": (TOP, BOTTOM, FULL_BODY)}
_HIDDEN = 32


def _conv(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class _Residual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(_conv(channels, channels), nn.Conv2d(channels, channels, 3, 1, 1, bias=False))
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.norm(self.body(x)))


class _Up(nn.Module):
    """Doubles the size and takes in the encoder's features of that size."""

    def __init__(self, below: int, beside: int) -> None:
        super().__init__()
        self.reduce = nn.Conv2d(below, beside, 1, bias=False)
        self.norm = nn.BatchNorm2d(beside)
        self.merge = _conv(beside, beside)

    def forward(self, below: Tensor, beside: Tensor) -> Tensor:
        up = F.interpolate(self.norm(self.reduce(below)), scale_factor=2.0, mode="nearest")
        return self.merge(up + beside)


class GarmentParser(nn.Module):
    """Crop N×3×160×80, RGB 0..1 → logits of classes N×8×80×40, and of types N×9 (top 4, bottom 3, body 2)."""

    def __init__(self) -> None:
        super().__init__()
        c2, c4, c8, c16 = _CHANNELS
        self.stem = _conv(3, c2, 2)
        self.stage2 = _conv(c2, c2)
        self.stage4 = nn.Sequential(_conv(c2, c4, 2), _Residual(c4))
        self.stage8 = nn.Sequential(_conv(c4, c8, 2), _Residual(c8))
        self.stage16 = nn.Sequential(_conv(c8, c16, 2), _conv(c16, c16))
        self.up8 = _Up(c16, c8)
        self.up4 = _Up(c8, c4)
        self.up2 = _Up(c4, c2)
        self.classes = nn.Conv2d(c2, len(CLASSES), 1)
        self.types = nn.ModuleDict(
            {
                name: nn.Sequential(
                    nn.Linear(c8 + c16 + 1, _HIDDEN), nn.ReLU(), nn.Dropout(0.2), nn.Linear(_HIDDEN, len(names))
                )
                for name, names in TYPES.items()
            }
        )

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the classes and of the types."""
        x2 = self.stage2(self.stem(crops))
        x4 = self.stage4(x2)
        x8 = self.stage8(x4)
        x16 = self.stage16(x8)
        y8 = self.up8(x16, x8)
        logits = self.classes(self.up2(self.up4(y8, x4), x2))
        # The heads look where the garment is; finding it is not theirs to change.
        shares = F.avg_pool2d(logits.float().softmax(1).detach(), 4)
        whole = x16.float().mean((2, 3))
        return logits, torch.cat(
            [head(_seen(y8.float(), shares, _SEES[name], whole)) for name, head in self.types.items()], 1
        )


def _seen(features: Tensor, shares: Tensor, classes: tuple[int, ...], whole: Tensor) -> Tensor:
    """Mean features of the pixels of some classes, features of the whole crop, and the pixels' share of it."""
    weight = shares[:, list(classes)].sum(1, keepdim=True)
    mass = weight.sum((2, 3))
    return torch.cat([(features * weight).sum((2, 3)) / (mass + 0.5), whole, mass / weight[0, 0].numel()], 1)
