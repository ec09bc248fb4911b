"""Where the data lies and where checkpoints go."""

from __future__ import annotations

import argparse
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
DEFAULT_DATA = REPOSITORY.parent / "shared" / "training"
DEFAULT_TEACHERS = REPOSITORY.parent / "shared" / "models"


def add_common_arguments(parser: argparse.ArgumentParser, work_name: str) -> None:
    """Adds the arguments that every script takes: `--data`, `--work`, `--seed`, `--device`, `--threads`."""
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of the training data")
    parser.add_argument(
        "--work",
        type=Path,
        default=REPOSITORY.parent / "training-work" / work_name,
        help="folder for checkpoints and caches, made when missing",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="cpu, cuda, cuda:1 …")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads of PyTorch")
