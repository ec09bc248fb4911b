"""Which anchors answer for which person: task-aligned assignment (Feng et al. 2021, "TOOD", section 3.2)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from .geometry import iou_of


@dataclass(frozen=True)
class AssignConfig:
    """Alignment is score^`score_power` · IoU^`iou_power`; the best `per_person` anchors of each person are taken."""

    per_person: int = 10
    score_power: float = 0.5
    iou_power: float = 4.0


@dataclass(frozen=True)
class Assignment:
    """
    Per anchor: `person` N×A (index among the truth, −1 for none), `target` N×A (score to learn, 0..1), `ignored` N×A
    (true where nothing is to be learnt about the score).
    """

    person: Tensor
    target: Tensor
    ignored: Tensor


@torch.no_grad()
def assign(
    points: Tensor,
    strides: Tensor,
    scores: Tensor,
    boxes: Tensor,
    truth: Tensor,
    is_person: Tensor,
    is_ignored: Tensor,
    config: AssignConfig = AssignConfig(),
) -> Assignment:
    """
    `points` A×2 and `strides` A×1; predicted `scores` N×A in 0..1 and `boxes` N×A×4; `truth` N×M×4 with masks N×M. An
    anchor may be taken when it lies in the box, or within half a stride of it, so that thin boxes have one too. The
    target is the alignment, scaled per person so that its largest equals the person's largest IoU.
    """
    iou = iou_of(truth[:, :, None], boxes[:, None])
    reach = 0.5 * strides[:, 0]
    x, y = points[:, 0], points[:, 1]
    inside = (
        (x >= truth[..., 0:1] - reach)
        & (x <= truth[..., 2:3] + reach)
        & (y >= truth[..., 1:2] - reach)
        & (y <= truth[..., 3:4] + reach)
    )
    alignment = scores[:, None] ** config.score_power * iou**config.iou_power
    alignment = torch.where(inside & is_person[..., None], alignment + 1e-9, torch.zeros_like(alignment))
    count = min(config.per_person, alignment.shape[-1])
    best = alignment.topk(count, -1)
    chosen = torch.zeros_like(alignment).scatter_(-1, best.indices, (best.values > 0).to(alignment.dtype))
    claims = torch.where(chosen > 0, iou + 1e-6, torch.zeros_like(iou))
    strongest, person = claims.max(1)
    taken = strongest > 0
    chosen = chosen * torch.zeros_like(chosen).scatter_(1, person[:, None], 1.0)
    alignment = alignment * chosen
    top_iou = (iou * chosen).amax(-1, keepdim=True)
    target = (alignment / (alignment.amax(-1, keepdim=True) + 1e-12) * top_iou).amax(1)
    centre_in = (
        (x >= truth[..., 0:1]) & (x <= truth[..., 2:3]) & (y >= truth[..., 1:2]) & (y <= truth[..., 3:4])
    )
    ignored = (centre_in & is_ignored[..., None]).any(1) & ~taken
    return Assignment(torch.where(taken, person, -torch.ones_like(person)), target, ignored)
