"""
Trains the person detector. Can be killed and started again at any time: it goes on from `last.pt`.

    python3 -m detector.train --work … --samples 250000
    python3 -m detector.train --work … --until 16:20      (the length is set by the clock instead)
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import torch
from torch import nn

from common.checkpoint import CheckpointTimer, load_if_present, save_atomically
from common.ema import WeightAverage
from common.paths import add_common_arguments
from common.schedule import WarmStableDecay
from common.seeding import seed_everything

from .batches import BatchConfig, Batches, loader, to_device
from .evaluate import average_precision, detector_of, validation_scenes
from .loss import HintHead, LossConfig, losses_of
from .network import NetworkConfig, PersonNetwork

GRADIENT_NORM = 10.0
LOG_EVERY_S = 30.0


class Training:
    """Everything that a checkpoint holds."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.device: str = arguments.device
        config = NetworkConfig()
        self.network = PersonNetwork(config).to(self.device, memory_format=torch.channels_last)
        self.hints = HintHead(config.neck).to(self.device)
        self.average = WeightAverage(self.network, decay=0.998)
        self.optimiser = torch.optim.AdamW(
            parameter_groups(nn.ModuleList([self.network, self.hints]), weight_decay=0.03), lr=arguments.rate
        )
        self.step = 0
        self.samples = 0
        self.seconds = 0.0

    def save(self, path: Path) -> None:
        """Atomic."""
        state = {name: getattr(self, name).state_dict() for name in ("network", "hints", "average", "optimiser")}
        save_atomically({**state, "step": self.step, "samples": self.samples, "seconds": self.seconds}, path)

    def load(self, path: Path) -> bool:
        """False when there is no checkpoint."""
        state = load_if_present(path, self.device)
        if state is None:
            return False
        for name in ("network", "hints", "average", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.step, self.samples, self.seconds = state["step"], state["samples"], state["seconds"]
        return True


def parameter_groups(model: nn.Module, weight_decay: float) -> list[dict]:
    """Biases and normalisations are not decayed."""
    kernels = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() <= 1]
    return [{"params": kernels, "weight_decay": weight_decay}, {"params": others, "weight_decay": 0.0}]


class Progress:
    """How much of the training is done, 0..1: by samples, or by the clock between the first start and `--until`."""

    def __init__(self, samples: int, until: str | None, work: Path) -> None:
        self._samples = samples
        self._until = None
        if until is not None:
            start = work / "began.json"
            if not start.exists():
                start.write_text(json.dumps(time.time()))
            self._began = json.loads(start.read_text())
            hour, minute = (int(part) for part in until.split(":"))
            self._until = datetime.now().replace(hour=hour, minute=minute, second=0).timestamp()

    def __call__(self, samples: int) -> float:
        """For the number of samples seen."""
        if self._until is None:
            return samples / self._samples
        return (time.time() - self._began) / (self._until - self._began)


def batch_config(progress: float, has_renders: bool, decay_from: float) -> BatchConfig:
    """The hints shape the features early on; while the rate decays the detector learns from full augmentation."""
    late = progress >= decay_from
    config = BatchConfig(rendered=0.15 if has_renders else 0.0, hinted=0.25 if late else 0.4)
    if late:
        return replace(config, sizes=((320, 16, 0.5), (416, 10, 0.4), (256, 24, 0.1)))
    return config


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "detector")
    parser.add_argument("--samples", type=int, default=250_000, help="length of the training")
    parser.add_argument("--until", help="HH:MM of today: overrides --samples")
    parser.add_argument("--rate", type=float, default=1.5e-3, help="peak learning rate of AdamW")
    parser.add_argument("--decay-from", type=float, default=0.6, help="part of the training from which the rate falls")
    parser.add_argument("--renders", type=Path, help="folder of rendered malls, <seed>/truth.jsonl with videos")
    parser.add_argument("--workers", type=int, default=1, help="processes that make batches")
    parser.add_argument("--score-every", type=float, default=900.0, help="seconds between validations")
    arguments = parser.parse_args()
    seed_everything(arguments.seed, arguments.threads)
    run(arguments)


def run(arguments: argparse.Namespace) -> None:
    """Trains to the end; prints the rate and the losses twice a minute, the validation now and then."""
    training = Training(arguments)
    last = arguments.work / "last.pt"
    print(f"resumed at {training.samples} samples" if training.load(last) else "from scratch", flush=True)
    progress = Progress(arguments.samples, arguments.until, arguments.work)
    schedule = WarmStableDecay(warm=6000, decay_from=arguments.decay_from)
    validation = validation_scenes(arguments.data)
    save_due, log_due = CheckpointTimer(), CheckpointTimer(LOG_EVERY_S)
    score_due = CheckpointTimer(arguments.score_every)
    while (done := progress(training.samples)) < 1:
        is_late = done >= arguments.decay_from
        config = batch_config(done, arguments.renders is not None, arguments.decay_from)
        batches = Batches(arguments.data, arguments.work, arguments.renders, arguments.seed, training.step, config)
        losses = LossConfig(hint=0.3 if is_late else 1.0, teacher_share=0.3 if is_late else 0.4)
        for batch in loader(batches, arguments.workers):
            began = time.monotonic()
            rate = arguments.rate * schedule(training.samples, done)
            parts = learn(training, to_device(batch, training.device), rate, losses)
            training.seconds += time.monotonic() - began
            done = progress(training.samples)
            if log_due.is_due():
                log(training, done, rate, parts)
            if save_due.is_due():
                training.save(last)
            if score_due.is_due():
                validate(training, validation, arguments.work)
            if done >= 1 or (done >= arguments.decay_from) != is_late:
                break
    training.save(last)
    validate(training, validation, arguments.work)


def learn(training: Training, batch: dict[str, torch.Tensor], rate: float, config: LossConfig) -> dict[str, float]:
    """One step; gives the parts of the loss."""
    for group in training.optimiser.param_groups:
        group["lr"] = rate
    training.network.train()
    with torch.autocast(training.device.split(":")[0], torch.bfloat16):
        losses = losses_of(training.network, training.hints, batch, config)
    training.optimiser.zero_grad(set_to_none=True)
    losses.total.backward()
    nn.utils.clip_grad_norm_(training.network.parameters(), GRADIENT_NORM)
    training.optimiser.step()
    training.average.update(training.network)
    training.step += 1
    training.samples += len(batch["images"])
    return losses.parts


def log(training: Training, done: float, rate: float, parts: dict[str, float]) -> None:
    """One line."""
    speed = training.samples / max(1e-9, training.seconds)
    shown = " ".join(f"{name} {value:.3f}" for name, value in parts.items())
    print(
        f"{datetime.now():%H:%M:%S} step {training.step} samples {training.samples} done {done:.3f} rate {rate:.2e} "
        f"{shown} | {speed:.0f} pictures per second of training",
        flush=True,
    )


def validate(training: Training, scenes: list, work: Path) -> None:
    """Prints the averaged model's precision, and adds it to `curve.jsonl`."""
    training.average.model.to(memory_format=torch.channels_last)
    result = average_precision(scenes, detector_of(training.average.model, 448, training.device))
    row = {
        "time": f"{datetime.now():%H:%M}",
        "samples": training.samples,
        "ap50": round(result.ap50, 4),
        "recallAtHalf": round(result.recall_at_half, 3),
        "precisionAtHalf": round(result.precision_at_half, 3),
    }
    with open(work / "curve.jsonl", "a") as file:
        file.write(json.dumps(row) + "\n")
    print("val", json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
