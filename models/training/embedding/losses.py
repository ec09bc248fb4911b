"""What the student is asked for. All vectors are of length 1; targets are the teacher's, in the student's 128 dimensions."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def direction_loss(student: Tensor, target: Tensor) -> Tensor:
    """1 − cosine, mean over the batch; both N×D."""
    return 1 - (student * target).sum(1).mean()


def neighbourhood_loss(student: Tensor, target: Tensor, bank: Tensor, temperature: float) -> Tensor:
    """
    How differently student and teacher rank the same M others: Kullback–Leibler divergence of softmax(cosine /
    temperature) over `bank` M×D, the teacher's vectors of other views (Fang et al. 2021, SEED).
    """
    wanted = F.softmax(target @ bank.T / temperature, dim=1)
    given = F.log_softmax(student @ bank.T / temperature, dim=1)
    return F.kl_div(given, wanted, reduction="batchmean")


def identity_loss(student: Tensor, identity: Tensor, temperature: float) -> Tensor:
    """
    Supervised contrastive loss (Khosla et al. 2020, eq. 2): views of one person against everybody else in the batch.
    `identity` N; every identity has two views or more.
    """
    logits = student @ student.T / temperature
    itself = torch.eye(len(student), dtype=torch.bool, device=student.device)
    logits = logits.masked_fill(itself, float("-inf"))
    alike = (identity[:, None] == identity[None]) & ~itself
    log_share = F.log_softmax(logits, dim=1).masked_fill(~alike, 0.0)
    return -(log_share.sum(1) / alike.sum(1)).mean()
