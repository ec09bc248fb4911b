"""What the detector learns from: the truth, and the teacher where its answer is known."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .assign import AssignConfig, assign
from .geometry import complete_iou
from .network import PersonNetwork, anchor_points, boxes_px, distances_px

HINT_CHANNELS = 64


@dataclass(frozen=True)
class LossConfig:
    """Weights of the losses; `teacher_share` 0..1 is how much of the score's target comes from the teacher."""

    box: float = 2.5
    score: float = 1.0
    hint: float = 1.0
    teacher_share: float = 0.4
    assign: AssignConfig = AssignConfig()


@dataclass(frozen=True)
class Losses:
    """The sum to minimise, and its parts for the log."""

    total: Tensor
    parts: dict[str, float]


class HintHead(nn.Module):
    """
    Translates the pyramid's maps into the teacher's (Romero et al. 2015, "FitNets"); dropped at export. The teacher's
    values are standardised per channel (`prepare`), so the mean squared error weighs channels alike.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.maps = nn.ModuleList(nn.Conv2d(channels, HINT_CHANNELS, 1) for _ in range(3))

    def forward(self, levels: list[Tensor]) -> Tensor:
        """N×A×64 from the pyramid's maps."""
        return torch.cat([head(level).flatten(2) for head, level in zip(self.maps, levels)], 2).transpose(1, 2)


def losses_of(
    network: PersonNetwork, hint_head: HintHead, batch: dict[str, Tensor], config: LossConfig = LossConfig()
) -> Losses:
    """
    `batch`: `images` N×3×H×W in 0..1; `boxes` N×M×4; `kinds` N×M (0 none, 1 person, 2 not to be judged); `hints` K×A×64,
    `hint_scores` K×A and `hint_known` K×A (false where the photo ended) for the first K pictures (K may be 0).
    """
    images = batch["images"]
    levels, raw = network(images)
    raw = raw.float()
    points, strides = anchor_points(images.shape[2], images.shape[3], images.device)
    predicted = boxes_px(points, distances_px(raw[..., :4], strides))
    logits = raw[..., 4]
    kinds = batch["kinds"]
    found = assign(
        points, strides, logits.detach().sigmoid(), predicted.detach(), batch["boxes"], kinds == 1, kinds == 2, config.assign
    )
    target = found.target
    hinted = batch["hints"].shape[0]
    if hinted > 0:
        share = config.teacher_share
        mixed = (1 - share) * target[:hinted] + share * batch["hint_scores"]
        target = torch.cat([mixed, target[hinted:]])
    scale = found.target.sum().clamp(min=1.0)
    score_loss = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    # Easy background makes up nearly all anchors: it is weighed by how wrong it is (Lin et al. 2017; Li et al. 2020,
    # "Generalized Focal Loss", eq. 2, with a softer power).
    weight = torch.where(target > 0.05, torch.ones_like(target), logits.detach().sigmoid() ** 1.5)
    score_loss = (score_loss * weight * ~found.ignored).sum() / scale
    rows = found.person >= 0
    wanted = batch["boxes"].gather(1, found.person.clamp(min=0)[..., None].expand(-1, -1, 4))
    ciou = complete_iou(predicted[rows], wanted[rows])
    box_loss = ((1 - ciou) * found.target[rows]).sum() / scale
    hint_loss = torch.zeros((), device=images.device)
    if hinted > 0:
        known = batch["hint_known"]
        hint_loss = F.mse_loss(hint_head([level[:hinted] for level in levels]).float()[known], batch["hints"][known])
    total = config.score * score_loss + config.box * box_loss + config.hint * hint_loss
    parts = {"score": score_loss.item(), "box": box_loss.item(), "hint": hint_loss.item()}
    return Losses(total, parts)
