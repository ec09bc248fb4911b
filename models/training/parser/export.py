"""Calibrates a trained parser, measures it and writes it as ONNX. `python3 -m parser.export --help`.

Temperatures are fitted on the held-out photos with tags and measured on the held-out photos with masks.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from common.checkpoint import load_if_present
from common.paths import REPOSITORY, add_common_arguments
from common.seeding import seed_everything
from parser.calibrate import column_temperatures, fit_temperatures
from parser.labels import TYPES
from parser.network import GarmentParser
from parser.photos import read_parsed, read_tagged
from parser.scores import answers, overlap, type_logits, type_scores
from parser.views import INPUT_HEIGHT_PX, INPUT_WIDTH_PX

_OPSET = 13
#: People in footage are often as small as this.
_SMALL_PX = 64


class _Exported(nn.Module):
    """Crops N×3×160×80, RGB 0..1 → shares N×80×40×8 and types N×9: probabilities, calibrated."""

    def __init__(self, model: GarmentParser, temperatures: dict[str, float]) -> None:
        super().__init__()
        self.model = model
        self.register_buffer("temperatures", torch.from_numpy(column_temperatures(temperatures)))

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        logits, types = self.model(crops)
        heads = torch.split(types / self.temperatures, [len(names) for names in TYPES.values()], 1)
        return logits.softmax(1).permute(0, 2, 3, 1), torch.cat([head.softmax(1) for head in heads], 1)


def main() -> None:
    """Writes the model and prints what its card needs."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_common_arguments(parser, "parser")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "models" / "garment-parser.onnx")
    args = parser.parse_args()
    seed_everything(args.seed, args.threads)

    state = load_if_present(args.work / "checkpoint.pt", args.device)
    if state is None:
        raise SystemExit(f"{args.work} has no checkpoint: run parser.train first")
    model = GarmentParser().eval()
    model.load_state_dict(state["average"]["model"])

    answer = answers(model, args.device)
    masked = read_parsed(args.data, held_out=True, person_height_px=None)
    temperatures = fit_temperatures(*type_logits(answer, read_tagged(args.data, held_out=True)))
    _write(_Exported(model, temperatures), args.out)
    report = {
        "steps": state["step"],
        "photos": len(masked),
        "IoU": overlap(answer, masked),
        f"IoU at {_SMALL_PX} px": overlap(answer, masked, _SMALL_PX),
        "temperatures": temperatures,
        "types": type_scores(*type_logits(answer, masked), temperatures),
        "types before calibration": type_scores(*type_logits(answer, masked), {}),
        "sha256": hashlib.sha256(args.out.read_bytes()).hexdigest(),
        "bytes": args.out.stat().st_size,
    }
    print(json.dumps(_rounded(report), indent=1))


def _write(model: nn.Module, path: Path) -> None:
    torch.onnx.export(
        model.eval(),
        (torch.zeros(2, 3, INPUT_HEIGHT_PX, INPUT_WIDTH_PX),),
        str(path),
        input_names=["crops"],
        output_names=["shares", "types"],
        dynamic_axes={name: {0: "n"} for name in ("crops", "shares", "types")},
        opset_version=_OPSET,
    )
    onnx.checker.check_model(onnx.load(str(path)))


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
