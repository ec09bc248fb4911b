import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sharedModels = join(import.meta.dirname, '../../../../shared/models');

/** The shipped models. */
export const shippedFolder = join(import.meta.dirname, '../../../models');

/** A third-party model that only developers' machines and CI have; null elsewhere. */
export function sharedModel(name: string): Uint8Array | null {
  const path = join(sharedModels, name);
  return existsSync(path) ? readFileSync(path) : null;
}

type Card = Record<string, unknown>;

function cardBase(name: string, bytes: Uint8Array): Card {
  return {
    name,
    file: `${name}.onnx`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    licence: 'Apache-2.0',
    source: 'a test',
    architecture: 'a test',
    trainingData: 'none',
    accuracy: [{ set: 'none', metric: 'AP50', value: 0.5 }],
    latency: 'not measured',
    intendedUse: 'tests',
    limits: 'it is for tests only',
  };
}

export function detectorCard(name: string, bytes: Uint8Array, changes: Card = {}): Card {
  return {
    ...cardBase(name, bytes),
    role: 'detector',
    input: { name: 'images', layout: 'NCHW', colour: 'BGR', range: [0, 255] },
    output: { names: ['output'], meaning: 'as its head' },
    ...changes,
  };
}

export function outfitCard(name: string, bytes: Uint8Array, changes: Card = {}): Card {
  return {
    ...cardBase(name, bytes),
    role: 'outfit',
    input: { name: 'input', layout: 'NCHW', colour: 'BGR', range: [0, 255] },
    output: { names: ['out_reid_embedding'], meaning: 'N × 256' },
    ...changes,
  };
}

export function parserCard(name: string, bytes: Uint8Array, changes: Card = {}): Card {
  return {
    ...cardBase(name, bytes),
    role: 'parser',
    input: { name: 'crops', layout: 'NCHW', colour: 'RGB', range: [0, 1] },
    output: { names: ['shares', 'types'], meaning: 'as core/outfit/garment-map' },
    ...changes,
  };
}

/** Writes `<name>.onnx` and `<name>.json` into a new folder; returns the model's path. */
export function writeModel(folder: string, card: Card, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, card.file as string);
  writeFileSync(path, bytes);
  writeFileSync(path.replace(/\.onnx$/, '.json'), JSON.stringify(card));
  return path;
}

/** Writes a pack, a folder with `model.json` and the model; returns the folder. */
export function writePack(folder: string, card: Card, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, card.file as string), bytes);
  writeFileSync(join(folder, 'model.json'), JSON.stringify(card));
  return folder;
}
