"""Masks for the photos that have tags only, from a parser half trained. `python3 -m parser.tag_masks`, then train on.

The parser says where things are, the tags which things there are: a class that no tag names is ruled out, so that a
photo tagged "dress" teaches pixel by pixel what the parser mixes up most, dresses with tops and skirts. Pixels that stay
unsure teach nothing. (Self-training with image-level constraints, after Papandreou et al. 2015, "Weakly- and
Semi-Supervised Learning of a DCNN for Semantic Image Segmentation".)
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from common.checkpoint import load_if_present
from common.paths import add_common_arguments
from common.seeding import seed_everything
from parser.labels import BACKGROUND, CLASS_OF_LABEL, CLASSES, HAIR, IGNORED, SKIN
from parser.network import GarmentParser
from parser.photos import Photo, read_tagged
from parser.scores import Answer, answers, enlarged
from parser.views import to_input

#: Least probability of a pixel's class, once the others are ruled out.
_MIN_SURE = 0.6
#: How much of the usual box is added around it, so that nobody is cut.
_MARGIN = 0.12


def main() -> None:
    """Writes `<work>/masks/<photo>.png` for every photo with tags that is not held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_common_arguments(parser, "parser")
    args = parser.parse_args()
    seed_everything(args.seed, args.threads)
    state = load_if_present(args.work / "checkpoint.pt", args.device)
    if state is None:
        raise SystemExit(f"{args.work} has no checkpoint: run parser.train first")
    model = GarmentParser().eval().to(args.device)
    model.load_state_dict(state["average"]["model"])
    answer = answers(model, args.device)
    tags = json.loads((args.data / "parsing" / "tags.json").read_text())
    folder = args.work / "masks"
    folder.mkdir(exist_ok=True)
    shares = []
    for photo in read_tagged(args.data, held_out=False):
        mask = _mask(photo, answer, allowed_classes(tags[f"{photo.name}.jpg"]))
        cv2.imwrite(str(folder / f"{photo.name}.png"), mask)
        shares.append((mask != IGNORED).mean())
    print(f"{len(shares)} masks, {np.mean(shares):.0%} of their pixels teach")


def allowed_classes(tags: list[str]) -> np.ndarray:
    """bool[8]: the classes that the tags name; background, hair and skin are everywhere."""
    allowed = np.zeros(len(CLASSES), bool)
    allowed[[BACKGROUND, HAIR, SKIN]] = True
    for tag in tags:
        index = CLASS_OF_LABEL[tag]
        if index < len(CLASSES):
            allowed[index] = True
    return allowed


def _mask(photo: Photo, answer: Answer, allowed: np.ndarray) -> np.ndarray:
    x0, y0, x1, y1 = photo.box_px
    height, width = photo.classes.shape
    dx, dy = _MARGIN * (x1 - x0), _MARGIN * (y1 - y0)
    left, right = max(0, round(x0 - dx)), min(width, round(x1 + dx))
    above, below = max(0, round(y0 - dy)), min(height, round(y1 + dy))
    probabilities, _ = answer(to_input(photo.image[above:below, left:right])[None])
    possible = probabilities[0] * allowed[:, None, None]
    possible /= possible.sum(0) + 1e-9
    large = enlarged(possible, (below - above, right - left))
    mask = np.full((height, width), IGNORED, np.uint8)
    mask[above:below, left:right] = np.where(large.max(0) >= _MIN_SURE, large.argmax(0), IGNORED)
    return mask


def with_masks(photos: list[Photo], folder: Path) -> list[Photo]:
    """The photos with the masks of `folder`, at their size. Throws FileNotFoundError for a photo without one."""
    masked = []
    for photo in photos:
        mask = cv2.imread(str(folder / f"{photo.name}.png"), cv2.IMREAD_UNCHANGED)
        if mask is None:
            raise FileNotFoundError(f"{folder} has no mask of {photo.name}: run parser.tag_masks first")
        masked.append(Photo(photo.name, photo.image, mask, photo.box_px, photo.types))
    return masked


if __name__ == "__main__":
    main()
