"""What the parser is trained to lower."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from parser.labels import CLASSES, IGNORED, SOME_PERSON, TYPES, UNKNOWN_TYPE

#: How much a pixel of each class counts: rare, small things more.
_CLASS_WEIGHT = torch.tensor([0.6, 1.0, 1.0, 1.2, 2.0, 1.2, 1.2, 1.5])
#: Share of the overlap's loss beside the pixels' loss, and of the types beside both.
_DICE_SHARE = 0.5
_TYPES_SHARE = 0.3
_TYPE_SMOOTHING = 0.05


def parser_loss(logits: Tensor, type_logits: Tensor, classes: Tensor, types: Tensor) -> Tensor:
    """`logits` N×8×H×W, `type_logits` N×9, `classes` uint8 N×H×W, `types` int64 N×3."""
    log_p = logits.float().log_softmax(1)
    return (
        _pixel_loss(log_p, classes)
        + _DICE_SHARE * _dice_loss(log_p.exp(), classes)
        + _TYPES_SHARE * _type_loss(type_logits.float(), types)
    )


def _pixel_loss(log_p: Tensor, classes: Tensor) -> Tensor:
    """Cross entropy; where only "some person" is known, of the sum of all classes of a person."""
    weight = _CLASS_WEIGHT.to(log_p.device)
    known = F.nll_loss(
        log_p, torch.where(classes < len(CLASSES), classes, IGNORED).long(), weight, ignore_index=IGNORED, reduction="none"
    )
    some = torch.where(classes == SOME_PERSON, -torch.logsumexp(log_p[:, 1:], 1), torch.zeros_like(known))
    return (known + some).sum() / (classes != IGNORED).sum().clamp(min=1)


def _dice_loss(p: Tensor, classes: Tensor) -> Tensor:
    """1 − soft Dice (Milletari et al. 2016) over the batch, mean of the classes, on the pixels that are known."""
    is_known = classes < len(CLASSES)
    target = F.one_hot(torch.where(is_known, classes, 0).long(), len(CLASSES)).permute(0, 3, 1, 2).float()
    target = target * is_known[:, None]
    p = p * is_known[:, None]
    dims = (0, 2, 3)
    dice = (2 * (p * target).sum(dims) + 1) / (p.sum(dims) + target.sum(dims) + 1)
    return 1 - dice.mean()


def _type_loss(logits: Tensor, types: Tensor) -> Tensor:
    loss = logits.sum() * 0
    start = 0
    for column, names in enumerate(TYPES.values()):
        head = logits[:, start : start + len(names)]
        start += len(names)
        if (types[:, column] != UNKNOWN_TYPE).any():
            loss = loss + F.cross_entropy(
                head, types[:, column], ignore_index=UNKNOWN_TYPE, label_smoothing=_TYPE_SMOOTHING
            )
    return loss
