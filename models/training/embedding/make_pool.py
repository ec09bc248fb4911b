"""
Writes the pool of views that the teacher answers and the student learns from, in chunks.

    python3 -m embedding.make_pool --work ../../../training-work/embedding --chunks 0:40
    python3 -m embedding.make_pool --work ../../../training-work/embedding --held-out 1
    python3 -m embedding.make_pool --work ../../../training-work/embedding --portraits 0:8

A chunk `pool/<name>.u8` holds `VIEWS` views as bytes (n×128×64×3, RGB), `<name>.json` the identity and the kind of
each. Chunks depend on the seed and their name alone: an interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np

from common.paths import add_common_arguments
from common.seeding import generator_for, seed_everything
from embedding import sources
from embedding.compose import Scenery, ViewConfig, view_of_figure, view_of_photo
from embedding.recolour import redressed, with_legs_of

VIEWS = 2048
VIEWS_PER_PERSON = 4
KIND_SEEDS = {"train": 0, "held-out": 1, "render": 2}
"""Shares of the kinds of people in a chunk."""
KINDS = {"box": 0.38, "street": 0.12, "redressed": 0.26, "swapped": 0.14, "cutout": 0.10}


class People:
    """Everything that a chunk draws from."""

    def __init__(self, data: Path, held_out: bool) -> None:
        self.boxes = sources.load_person_boxes(data, held_out)
        self.street = sources.load_street_photos(data, held_out)
        self.figures = sources.load_dressed_figures(data, held_out)
        self.cutouts = sources.load_cutouts(data, held_out)
        self.dressed = [figure for figure in self.figures if figure.has_garments]
        self.scenery = Scenery(sources.load_backgrounds(data), self.cutouts)

    def draw(self, kind: str, rng: np.random.Generator, name: str) -> sources.Photo | sources.Figure:
        """Somebody of a kind; people in new clothes are identities of their own and get `name` into their key."""
        pick = lambda people: people[rng.integers(len(people))]  # noqa: E731
        if kind == "box":
            return pick(self.boxes)
        if kind == "street":
            return pick(self.street)
        if kind == "cutout":
            return pick(self.cutouts)
        if kind == "redressed":
            return redressed(pick(self.figures), rng, name)
        upper, lower = pick(self.dressed), pick(self.dressed)
        return redressed(with_legs_of(upper, lower, name), rng, name)


def make_chunk(people: People, rng: np.random.Generator, name: str) -> tuple[np.ndarray, list[str], list[str]]:
    """Views n×128×64×3, and the identity and kind of each."""
    views, identities, kinds = [], [], []
    for at in range(VIEWS // VIEWS_PER_PERSON):
        kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
        person = people.draw(kind, rng, f"{name}-{at}")
        for _ in range(VIEWS_PER_PERSON):
            draw = view_of_photo if isinstance(person, sources.Photo) else view_of_figure
            views.append(draw(person, people.scenery, rng, ViewConfig()))
            identities.append(person.key)
            kinds.append(kind)
    return np.stack(views), identities, kinds


def make_portrait_chunk(
    portraits: list[list[sources.Figure]], scenery: Scenery, rng: np.random.Generator
) -> tuple[np.ndarray, list[str], list[str]]:
    """As `make_chunk`, of rendered people: every view of one shows another pose, light and side."""
    views, identities = [], []
    for at in rng.choice(len(portraits), VIEWS // VIEWS_PER_PERSON, replace=len(portraits) < VIEWS // VIEWS_PER_PERSON):
        shots = portraits[at]
        for shot in rng.choice(len(shots), VIEWS_PER_PERSON, replace=len(shots) < VIEWS_PER_PERSON):
            views.append(view_of_figure(shots[shot], scenery, rng, ViewConfig()))
            identities.append(shots[shot].key)
    return np.stack(views), identities, ["portrait"] * len(views)


def write_chunk(folder: Path, name: str, views: np.ndarray, identities: list[str], kinds: list[str]) -> None:
    """The description last: a chunk is there when it is."""
    folder.mkdir(parents=True, exist_ok=True)
    views.tofile(folder / f"{name}.u8")
    partial = folder / f"{name}.json.partial"
    partial.write_text(json.dumps({"identities": identities, "kinds": kinds}))
    os.replace(partial, folder / f"{name}.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common_arguments(parser, "embedding")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--chunks", help="first:end of the chunks of photographed people to train on")
    which.add_argument("--portraits", help="first:end of the chunks of rendered people to train on")
    which.add_argument("--held-out", type=int, help="number of chunks of held-out photographed people")
    parser.add_argument("--sheets", type=Path, help="folder of the portraits; `portraits` in --work when left out")
    options = parser.parse_args()
    seed_everything(options.seed, options.threads)
    if options.portraits:
        prefix, wanted = "render", options.portraits
        portraits = list(sources.load_portraits(options.sheets or options.work / "portraits", False).values())
        scenery = Scenery(sources.load_backgrounds(options.data), sources.load_cutouts(options.data, False))
        make = lambda rng, name: make_portrait_chunk(portraits, scenery, rng)  # noqa: E731
        print(f"{len(portraits)} rendered people", flush=True)
    else:
        prefix, wanted = ("train", options.chunks) if options.chunks else ("held-out", f"0:{options.held_out}")
        people = People(options.data, held_out=prefix == "held-out")
        make = lambda rng, name: make_chunk(people, rng, name)  # noqa: E731
        counts = len(people.boxes), len(people.street), len(people.figures), len(people.cutouts)
        print("{} boxes, {} street photos, {} dressed figures, {} cut-outs".format(*counts), flush=True)
    for number in range(*map(int, wanted.split(":"))):
        name = f"{prefix}-{number:03d}"
        if (options.work / "pool" / f"{name}.json").exists():
            continue
        began = time.monotonic()
        rng = generator_for(options.seed, KIND_SEEDS[prefix], number)
        write_chunk(options.work / "pool", name, *make(rng, name))
        print(f"{name}: {VIEWS / (time.monotonic() - began):.0f} views/s", flush=True)


if __name__ == "__main__":
    main()
