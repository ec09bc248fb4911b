"""
Trains the student on the answered pool. Goes on from the last checkpoint, and takes up chunks as the teacher answers
them.

    python3 -m embedding.train --work ../../../training-work/embedding --samples 600000

The learning rate stays up until 60 % of `--samples` and then falls: start with many, and give fewer (with `--work` as
it is) to end earlier.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from common.checkpoint import CheckpointTimer, load_if_present, save_atomically
from common.degrade import far_away
from common.ema import WeightAverage
from common.paths import REPOSITORY, add_common_arguments
from common.schedule import WarmStableDecay
from common.seeding import generator_for, seed_everything
from embedding.losses import direction_loss, identity_loss, neighbourhood_loss
from embedding.network import EMBEDDING_LENGTH, OutfitNetwork
from embedding.pool import Pool, answered_chunks, open_pool, principal_directions
from embedding.scores import embed, market_crops, market_scores, retrieval

BATCH = 64
VIEWS_PER_IDENTITY = 2
BANK = 4096
PEAK_RATE = 2e-3
WEIGHT_DECAY = 0.02
NEIGHBOUR_TEMPERATURE = 0.06
IDENTITY_TEMPERATURE = 0.1
DIRECTION_WEIGHT, NEIGHBOUR_WEIGHT, IDENTITY_WEIGHT = 4.0, 1.0, 0.2
"""Steps between looks for new chunks, and between scores."""
REFRESH_EVERY, SCORE_EVERY = 200, 1500
"""
Share of views that the student sees from far away, at such heights, while the teacher answered them from near: it is to
say of thirty pixels what the teacher says of a hundred.
"""
FAR_SHARE, FAR_HEIGHTS_PX = 0.3, (20.0, 60.0)


class Batches:
    """Draws views of some identities, two each, and alters them in ways that leave the teacher's answer as it should be."""

    def __init__(self, pool: Pool, directions: np.ndarray, far_share: float = FAR_SHARE) -> None:
        self.pool = pool
        self.far_share = far_share
        self.groups = pool.places_by_identity()
        target = pool.teacher @ directions
        self.targets = target / np.linalg.norm(target, axis=1, keepdims=True)

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Pictures N×128×64×3 uint8, targets N×128, identities N, and a bank of targets M×128."""
        chosen = rng.choice(len(self.groups), BATCH // VIEWS_PER_IDENTITY, replace=False)
        places = np.concatenate([rng.choice(self.groups[at], VIEWS_PER_IDENTITY, replace=False) for at in chosen])
        pictures = self.pool.pictures(places)
        for picture in pictures:
            _alter(picture, rng, self.far_share)
        bank = self.targets[rng.integers(len(self.targets), size=BANK)]
        return pictures, self.targets[places], self.pool.identity[places], bank


def _alter(picture: np.ndarray, rng: np.random.Generator, far_share: float) -> None:
    """Mirrors, moves by up to 3 pixels, now and then hides a small part or goes far away, in place."""
    height, width = picture.shape[:2]
    if rng.random() < 0.5:
        picture[:] = picture[:, ::-1].copy()
    dy, dx = (int(v) for v in rng.integers(-3, 4, 2))
    rows = np.clip(np.arange(height) + dy, 0, height - 1)
    columns = np.clip(np.arange(width) + dx, 0, width - 1)
    picture[:] = picture[rows][:, columns]
    if rng.random() < 0.15:
        high, wide = int(rng.uniform(0.05, 0.2) * height), int(rng.uniform(0.1, 0.35) * width)
        top, left = int(rng.integers(height - high)), int(rng.integers(width - wide))
        picture[top : top + high, left : left + wide] = rng.integers(0, 256, 3)
    if rng.random() < far_share:
        picture[:] = far_away(picture, rng, FAR_HEIGHTS_PX)


def _optimizer(model: nn.Module) -> torch.optim.Optimizer:
    """AdamW; norms, biases and regions are not decayed."""
    decayed = [p for p in model.parameters() if p.ndim > 1 and p is not model.regions]
    plain = [p for p in model.parameters() if p.ndim <= 1 or p is model.regions]
    groups = [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=PEAK_RATE, betas=(0.9, 0.99))


def _scores(model: nn.Module, held_out: Pool, directions: np.ndarray, market, device: str) -> dict[str, float]:
    """Of held-out people, by which models are selected, and of Market-1501, which is only reported."""
    model.eval()
    vectors = embed(model, held_out.pictures(np.arange(len(held_out))), device)
    targets = held_out.teacher @ directions
    targets /= np.linalg.norm(targets, axis=1, keepdims=True)
    rank1, mean_precision = retrieval(vectors, held_out.identity, np.arange(len(held_out)), every=2)
    scores = {"cosine": float((vectors * targets).sum(1).mean()), "r1": rank1, "map": mean_precision}
    if market is not None:
        pictures, person, camera = market
        reported = market_scores(embed(model, pictures, device), person, camera)
        scores |= {f"market_{name}": value for name, value in reported.items()}
    return {name: round(value, 4) for name, value in scores.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "embedding")
    parser.add_argument("--samples", type=int, default=600_000, help="views in all")
    parser.add_argument("--far-share", type=float, default=FAR_SHARE, help="of views that are seen from far away")
    market_archive = REPOSITORY.parent / "shared" / "eval" / "market1501-subset" / "crops.tar"
    parser.add_argument("--market", type=Path, default=market_archive, help="reported with the scores when there")
    options = parser.parse_args()
    seed_everything(options.seed, options.threads)
    folder = options.work / "pool"
    market = market_crops(options.market) if options.market.exists() else None
    held_out = open_pool(folder, answered_chunks(folder, ("held-out",)))

    model = OutfitNetwork().to(options.device, memory_format=torch.channels_last)
    optimizer = _optimizer(model)
    average = WeightAverage(model, decay=0.998)
    names = answered_chunks(folder, ("train", "render"))
    step, seconds = 0, 0.0
    saved = load_if_present(options.work / "checkpoint.pt", options.device)
    if saved is None:
        directions = principal_directions(open_pool(folder, names).teacher, EMBEDDING_LENGTH)
    else:
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average.load_state_dict(saved["average"])
        directions, step, seconds = saved["directions"], saved["step"], saved["seconds"]
    batches = Batches(open_pool(folder, names), directions, options.far_share)
    print(f"{len(batches.pool)} views of {len(batches.groups)} identities", flush=True)

    schedule = WarmStableDecay(warm=20_000, decay_from=0.6)
    timer, began, spent_before = CheckpointTimer(60), time.monotonic(), seconds
    sums = np.zeros(3)

    def save() -> None:
        state = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "average": average.state_dict(),
            "directions": directions,
            "step": step,
            "seconds": spent_before + time.monotonic() - began,
        }
        save_atomically(state, options.work / "checkpoint.pt")

    def report() -> None:
        row = {"samples": step * BATCH, "minutes": round((spent_before + time.monotonic() - began) / 60, 1)}
        row |= _scores(average.model, held_out, directions, market, options.device)
        with open(options.work / "curve.jsonl", "a") as file:
            file.write(json.dumps(row) + "\n")
        print(row, flush=True)

    first_step = step
    while step * BATCH < options.samples:
        if step % REFRESH_EVERY == 0 and (found := answered_chunks(folder, ("train", "render"))) != names:
            names = found
            batches = Batches(open_pool(folder, names), directions, options.far_share)
            print(f"{len(batches.pool)} views of {len(batches.groups)} identities", flush=True)
        pictures, target, identity, bank = batches.draw(generator_for(options.seed, 1, step))
        rate = PEAK_RATE * schedule(step * BATCH, step * BATCH / options.samples)
        for group in optimizer.param_groups:
            group["lr"] = rate
        model.train()
        x = torch.from_numpy(pictures).to(options.device).permute(0, 3, 1, 2).float().div_(255)
        x = x.contiguous(memory_format=torch.channels_last)
        with torch.autocast(x.device.type, torch.bfloat16):
            raw = model.raw(x)
        student = F.normalize(raw.float(), dim=1)
        target, bank = (torch.from_numpy(value).to(x.device) for value in (target, bank))
        parts = (
            direction_loss(student, target),
            neighbourhood_loss(student, target, bank, NEIGHBOUR_TEMPERATURE),
            identity_loss(student, torch.from_numpy(identity).to(x.device), IDENTITY_TEMPERATURE),
        )
        loss = sum(w * part for w, part in zip((DIRECTION_WEIGHT, NEIGHBOUR_WEIGHT, IDENTITY_WEIGHT), parts))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        average.update(model)
        step += 1
        sums += [part.item() for part in parts]
        if step % 50 == 0:
            views_per_s = (step - first_step) * BATCH / (time.monotonic() - began)
            means = " ".join(f"{value / 50:.4f}" for value in sums)
            print(f"step {step}, {views_per_s:.0f} views/s, rate {rate:.5f}, losses {means}", flush=True)
            sums[:] = 0
        if timer.is_due():
            save()
        if step % SCORE_EVERY == 0:
            report()
    save()
    report()


if __name__ == "__main__":
    main()
