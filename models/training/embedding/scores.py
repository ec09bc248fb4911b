"""Retrieval scores as the project's accuracy suite computes them."""

from __future__ import annotations

import tarfile
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from embedding.network import INPUT_HEIGHT_PX, INPUT_WIDTH_PX


@torch.no_grad()
def embed(model: nn.Module, pictures: np.ndarray, device: str, batch: int = 128) -> np.ndarray:
    """N×128 for pictures N×128×64×3 uint8."""
    vectors = []
    for start in range(0, len(pictures), batch):
        x = torch.from_numpy(pictures[start : start + batch]).to(device).permute(0, 3, 1, 2).float() / 255
        with torch.autocast(torch.device(device).type, torch.bfloat16):
            vectors.append(model(x).float().cpu().numpy())
    return np.concatenate(vectors)


def retrieval(vectors: np.ndarray, person: np.ndarray, camera: np.ndarray, every: int = 1) -> tuple[float, float]:
    """
    R1 and mAP: every `every`-th item is a query, its gallery all items but those of the same person in the same camera.
    Queries without a match in the gallery are left out.
    """
    first_right, precisions = [], []
    for query in range(0, len(vectors), every):
        gallery = (person != person[query]) | (camera != camera[query])
        right = person[gallery] == person[query]
        if not right.any():
            continue
        ranked = right[np.argsort(-(vectors[gallery] @ vectors[query]), kind="stable")]
        hits = np.flatnonzero(ranked)
        first_right.append(ranked[0])
        precisions.append(np.mean((np.arange(len(hits)) + 1) / (hits + 1)))
    return float(np.mean(first_right)), float(np.mean(precisions))


def market_crops(archive: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures N×128×64×3 (RGB), person and camera of each, in order of name. Only ever reported, never selected on."""
    pictures, people, cameras = [], [], []
    with tarfile.open(archive) as tar:
        for member in sorted((m for m in tar.getmembers() if m.name.endswith(".jpg")), key=lambda m: m.name):
            name = Path(member.name).name
            data = np.frombuffer(tar.extractfile(member).read(), np.uint8)
            image = cv2.imdecode(data, cv2.IMREAD_COLOR)[:, :, ::-1]
            pictures.append(cv2.resize(image, (INPUT_WIDTH_PX, INPUT_HEIGHT_PX), interpolation=cv2.INTER_AREA))
            people.append(int(name[:4]))
            cameras.append(int(name[6]))
    return np.stack(pictures), np.array(people), np.array(cameras)


def market_scores(vectors: np.ndarray, person: np.ndarray, camera: np.ndarray) -> dict[str, float]:
    """Single crops (every fourth a query), and means of one person's crops in one camera against other cameras'."""
    rank1, mean_precision = retrieval(vectors, person, camera, every=4)
    groups = sorted({(p, c) for p, c in zip(person.tolist(), camera.tolist())})
    means = np.stack([vectors[(person == p) & (camera == c)].mean(0) for p, c in groups])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    view_rank1, view_precision = retrieval(means, *(np.array(column) for column in zip(*groups)))
    return {"r1": rank1, "map": mean_precision, "view_r1": view_rank1, "view_map": view_precision}
