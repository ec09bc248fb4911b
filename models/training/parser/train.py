"""Trains the garment parser. `python3 -m parser.train --help`, from models/training.

Views are made by a process of their own from the photos it shares with this one; every batch depends only on the seed
and its number, so that a resumed training sees what an uninterrupted one would have seen.
"""

from __future__ import annotations

import argparse
import json
import time

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from common.checkpoint import CheckpointTimer, load_if_present, save_atomically
from common.ema import WeightAverage
from common.paths import add_common_arguments
from common.schedule import WarmStableDecay
from common.seeding import generator_for, seed_everything
from parser.losses import parser_loss
from parser.network import GarmentParser
from parser.photos import Photo, read_backgrounds, read_parsed, read_pedestrians, read_tagged
from parser.scores import answers, overlap, type_logits, type_scores
from parser.tag_masks import with_masks
from parser.views import View, ViewMaker

_WARM_SAMPLES = 6_400


class Batches(Dataset):
    """Batch number n of a training, from several sources in fixed shares."""

    def __init__(self, sources: list[tuple[list[Photo], int]], maker: ViewMaker, seed: int) -> None:
        """`sources`: photos, and how many of them are in a batch."""
        self._sources = sources
        self._maker = maker
        self._seed = seed

    def __getitem__(self, number: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        rng = generator_for(self._seed, number)
        views: list[View] = [
            self._maker.view(photos[rng.integers(len(photos))], rng)
            for photos, count in self._sources
            for _ in range(count)
        ]
        return (
            torch.from_numpy(np.stack([view.image for view in views])),
            torch.from_numpy(np.stack([view.classes for view in views])),
            torch.tensor([view.types for view in views]),
        )


def main() -> None:
    """Trains until `--steps`, going on from the last checkpoint in `--work`."""
    args = _arguments()
    seed_everything(args.seed, args.threads)
    parsed = read_parsed(args.data, held_out=False)
    pedestrians = read_pedestrians(args.data)
    held_out = read_parsed(args.data, held_out=True, person_height_px=None)
    tagged = read_tagged(args.data, held_out=False)
    if args.tag_masks:
        tagged = with_masks(tagged, args.work / "masks")
    sources = [(parsed, 36), (pedestrians, 8), (tagged, 20)]
    batches = Batches(sources, ViewMaker(parsed + pedestrians, read_backgrounds(args.data)), args.seed)

    model = GarmentParser().to(args.device, memory_format=torch.channels_last)
    average = WeightAverage(model, decay=0.999)
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=0.02)
    schedule = WarmStableDecay(warm=_WARM_SAMPLES, decay_from=0.5, floor=0.005)
    path = args.work / "checkpoint.pt"
    step = _resume(path, model, average, optimiser, args.device)
    samples_per_step = sum(count for _, count in sources)
    parameters = sum(p.numel() for p in model.parameters())
    print(f"{len(parsed)} photos, {parameters / 1e6:.2f} M parameters, from step {step}", flush=True)

    loader = DataLoader(batches, batch_size=None, sampler=range(step, args.steps), num_workers=args.workers)
    timer = CheckpointTimer()
    started, first_step, losses = time.monotonic(), step, []
    for images, classes, types in loader:
        for group in optimiser.param_groups:
            group["lr"] = args.rate * schedule(step * samples_per_step, step / args.steps)
        losses.append(_train_step(model, optimiser, images, classes, types, args.device))
        average.update(model)
        step += 1
        if step % 100 == 0:
            rate = (step - first_step) * samples_per_step / (time.monotonic() - started)
            print(f"step {step} loss {np.mean(losses):.4f} {rate:.0f} views/s", flush=True)
            losses = []
        if step % args.score_every == 0 or step == args.steps:
            _report(average, held_out, args.device, step)
        if timer.is_due() or step == args.steps:
            _save(path, model, average, optimiser, step)


def _train_step(model, optimiser, images, classes, types, device: str) -> float:
    model.train()
    crops = images.to(device).permute(0, 3, 1, 2).float().div(255).contiguous(memory_format=torch.channels_last)
    with torch.autocast(torch.device(device).type, torch.bfloat16):
        logits, type_answers = model(crops)
    loss = parser_loss(logits, type_answers, classes.to(device), types.to(device))
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    optimiser.step()
    return float(loss)


def _report(average: WeightAverage, held_out: list[Photo], device: str, step: int) -> None:
    answer = answers(average.model, device)
    iou = {name: round(value, 3) for name, value in overlap(answer, held_out).items()}
    types = {name: round(s["accuracy"], 3) for name, s in type_scores(*type_logits(answer, held_out), {}).items()}
    print(f"held out, step {step}: {json.dumps(iou)} types {json.dumps(types)}", flush=True)


def _save(path, model, average, optimiser, step: int) -> None:
    state = {"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict()}
    save_atomically({**state, "step": step}, path)


def _resume(path, model, average, optimiser, device: str) -> int:
    state = load_if_present(path, device)
    if state is None:
        return 0
    model.load_state_dict(state["model"])
    average.load_state_dict(state["average"])
    optimiser.load_state_dict(state["optimiser"])
    return state["step"]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add_common_arguments(parser, "parser")
    parser.add_argument("--steps", type=int, default=5_000, help="of 64 views each")
    parser.add_argument("--rate", type=float, default=2e-3, help="peak learning rate")
    parser.add_argument("--tag-masks", action="store_true", help="use what parser.tag_masks wrote")
    parser.add_argument("--workers", type=int, default=1, help="processes that make views")
    parser.add_argument("--score-every", type=int, default=500, help="steps between looks at the held-out photos")
    return parser.parse_args()


if __name__ == "__main__":
    main()
