import type { WeighedPixels } from './weighed-pixels.ts';

/** A crop in CIELAB, row by row, and how surely each pixel belongs to the person. */
export interface PersonPixels extends WeighedPixels {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Cells of the colour histograms along L, a and b. */
const CELLS_L = 10;
const CELLS_AB = 11;
/** Range of a and b that the cells cover; clothes in footage rarely exceed it. */
const AB_LIMIT = 66;
const ROUNDS = 3;
/** Share of a uniform colour in either model, so that no colour is impossible. */
const UNIFORM_SHARE = 0.05;

/**
 * How surely each pixel of a person's crop shows the person, 0..1. `prior` is `bodyPrior` of the crop's size.
 *
 * Two colour histograms, person and surroundings, are learnt from the crop itself: they start from where
 * people stand in a box (the prior) and the box's sides, and are refined by a few rounds of expectation
 * maximisation: the idea of GrabCut (Rother et al. 2004) without its graph cut.
 */
export function personWeights(lab: Float32Array, prior: Float32Array): Float32Array {
  const cells = Uint16Array.from(prior, (_, pixel) => cellOf(lab, pixel * 3));
  const weight = Float32Array.from(prior);
  for (let round = 0; round < ROUNDS; round++) {
    const { person, around } = colourModels(cells, weight);
    for (let pixel = 0; pixel < weight.length; pixel++) {
      const inside = prior[pixel]! * person[cells[pixel]!]!;
      const outside = (1 - prior[pixel]!) * around[cells[pixel]!]!;
      weight[pixel] = inside / (inside + outside);
    }
  }
  return weight;
}

/** Chance that a pixel of a person's box shows the person, by place: a narrow head, wider body, apart feet. */
export function bodyPrior(widthPx: number, heightPx: number): Float32Array {
  const prior = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const down = (y + 0.5) / heightPx;
    const halfWidth = down < 0.15 ? 0.16 : down < 0.55 ? 0.27 : 0.22;
    const vertical = Math.min(1, 0.4 + down / 0.06, 0.6 + (1 - down) / 0.08);
    for (let x = 0; x < widthPx; x++) {
      const aside = ((x + 0.5) / widthPx - 0.5) / halfWidth;
      prior[y * widthPx + x] = Math.min(0.95, Math.max(0.03, vertical * Math.exp(-0.5 * aside ** 4)));
    }
  }
  return prior;
}

function cellOf(lab: Float32Array, at: number): number {
  const l = Math.min(CELLS_L - 1, Math.max(0, Math.floor((lab[at]! / 100) * CELLS_L)));
  return (l * CELLS_AB + cellOfAb(lab[at + 1]!)) * CELLS_AB + cellOfAb(lab[at + 2]!);
}

function cellOfAb(value: number): number {
  const cell = Math.floor(((value + AB_LIMIT) / (2 * AB_LIMIT)) * CELLS_AB);
  return Math.min(CELLS_AB - 1, Math.max(0, cell));
}

/** The colours of the person and of the surroundings as histograms over the cells, each of mass 1. */
function colourModels(
  cells: Uint16Array,
  weight: Float32Array,
): { readonly person: Float64Array; readonly around: Float64Array } {
  const person = new Float64Array(CELLS_L * CELLS_AB * CELLS_AB);
  const around = new Float64Array(person.length);
  let mass = 0;
  for (let pixel = 0; pixel < cells.length; pixel++) {
    const cell = cells[pixel]!;
    person[cell] = person[cell]! + weight[pixel]!;
    around[cell] = around[cell]! + 1 - weight[pixel]!;
    mass += weight[pixel]!;
  }
  normalise(person, mass);
  normalise(around, cells.length - mass);
  return { person, around };
}

function normalise(model: Float64Array, mass: number): void {
  const factor = (1 - UNIFORM_SHARE) / Math.max(mass, 1e-9);
  const uniform = UNIFORM_SHARE / model.length;
  for (let cell = 0; cell < model.length; cell++) model[cell] = model[cell]! * factor + uniform;
}
