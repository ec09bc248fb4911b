import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type ModelCard, modelCardSchema, modelInvalid } from '../../inference/model-card.ts';
import { readZip, ZipError } from './zip.ts';

/** What a pack holds, read whole; the model is not compared with its card yet. */
export interface PackContent {
  readonly card: ModelCard;
  readonly model: Uint8Array;
}

const CARD_NAME = 'model.json';
const MAX_CARD_BYTES = 1 << 20;
/** The largest detectors in use have 250 MB. */
const MAX_MODEL_BYTES = 512 << 20;

/** Where a pack's files come from. */
interface PackFiles {
  readonly names: readonly string[];
  readonly cardNames: readonly string[];
  /** Throws when the file is larger than `maxBytes`. */
  read(name: string, maxBytes: number): Promise<Uint8Array>;
}

/**
 * Reads a pack: a folder or zip with `model.json` and the ONNX file that it names, or an ONNX file with its card beside
 * it (`x.json` for `x.onnx`, or `model.json`). Errors: MODEL_INVALID with the reason, FILE_MISSING.
 */
export async function readPack(path: string, signal: AbortSignal): Promise<PackContent> {
  const files = await packFiles(path, signal);
  const cardName = files.cardNames.find((name) => files.names.includes(name));
  if (cardName === undefined)
    throw modelInvalid(path, `there is no card in it (${files.cardNames.join(' or ')})`);
  const card = parseCard(path, await files.read(cardName, MAX_CARD_BYTES));
  if (!files.names.includes(card.file)) {
    throw modelInvalid(path, `its card names the file ${card.file}, which is not there`);
  }
  signal.throwIfAborted();
  return { card, model: await files.read(card.file, MAX_MODEL_BYTES) };
}

async function packFiles(path: string, signal: AbortSignal): Promise<PackFiles> {
  const stats = await stat(path);
  if (stats.isDirectory()) return await folderFiles(path, [CARD_NAME]);
  if (path.toLowerCase().endsWith('.onnx')) {
    return await folderFiles(dirname(path), [basename(path).replace(/\.onnx$/i, '.json'), CARD_NAME]);
  }
  const archive = await readBounded(path, MAX_MODEL_BYTES);
  signal.throwIfAborted();
  return zipFiles(path, archive);
}

async function folderFiles(folder: string, cardNames: readonly string[]): Promise<PackFiles> {
  const names = await readdir(folder);
  return { names, cardNames, read: (name, maxBytes) => readBounded(join(folder, name), maxBytes) };
}

async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > maxBytes) throw tooLarge(path, basename(path), size, maxBytes);
  return await readFile(path);
}

/** Archivers often put everything into one folder; its name is left out. */
function zipFiles(path: string, archive: Uint8Array): PackFiles {
  const entries = explained(path, () => readZip(archive));
  const card = entries.find(({ name }) => basename(name) === CARD_NAME && name.split('/').length <= 2);
  const prefix = card === undefined ? '' : card.name.slice(0, -CARD_NAME.length);
  const inside = entries.filter(({ name }) => name.startsWith(prefix));
  return {
    names: inside.map(({ name }) => name.slice(prefix.length)),
    cardNames: [CARD_NAME],
    async read(name, maxBytes) {
      const entry = inside.find((candidate) => candidate.name === prefix + name)!;
      if (entry.sizeBytes > maxBytes) throw tooLarge(path, name, entry.sizeBytes, maxBytes);
      return await entry.read().catch((error: unknown) => explained(path, () => rethrow(error)));
    },
  };
}

function explained<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ZipError) throw modelInvalid(path, `the archive ${error.message}`, error);
    throw error;
  }
}

function rethrow(error: unknown): never {
  throw error;
}

function tooLarge(path: string, name: string, sizeBytes: number, maxBytes: number) {
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  return modelInvalid(
    path,
    `${name} has ${megabytes(sizeBytes)}, more than the ${megabytes(maxBytes)} that are read`,
  );
}

function parseCard(path: string, bytes: Uint8Array): ModelCard {
  try {
    return modelCardSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : '';
    throw modelInvalid(path, `its card cannot be read: ${why}`, error);
  }
}
