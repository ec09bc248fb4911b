import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError } from '#shared/errors.ts';
import { stripeEmbedder } from '../../core/outfit/stripe-embedder.ts';
import {
  cardPathOf,
  type ModelCard,
  modelNameSchema,
  readModelCard,
  readVerifiedModel,
} from '../../inference/model-card.ts';
import type { ModelPaths } from '../analysis/analyze-handler.ts';
import { readPack } from './pack-source.ts';

/** A model with its files. */
export interface StoredModel {
  readonly origin: 'shipped' | 'pack';
  readonly card: ModelCard;
  readonly path: string;
}

/** Every pack is stored under these names, whatever it came as. */
const MODEL_FILE = 'model.onnx';
const CARD_FILE = 'model.json';
/** Of folders that are being filled; a pack's name cannot start so. */
const INCOMING = '.incoming-';
/** Copying and proving a pack takes minutes at most. */
const LEFTOVER_AGE_MS = 3_600_000;

/** The descriptor that needs no file. */
export const builtInOutfit = stripeEmbedder.space;

/** Proves a model beside its card before it is accepted; returns the card to keep. Errors: MODEL_INVALID. */
type ProveModel = (modelPath: string) => Promise<ModelCard>;

/** The models on this computer: those that came with Wandr, and packs in the data folder, one folder each. */
export class ModelStore implements ModelPaths {
  readonly #shipped: ReadonlyMap<string, StoredModel>;
  readonly #defaultDetector: StoredModel;
  readonly #defaultParser: StoredModel;
  readonly #defaultOutfit: StoredModel;
  readonly #packsFolder: string;

  private constructor(shipped: readonly StoredModel[], shippedFolder: string, packsFolder: string) {
    this.#shipped = new Map(shipped.map((model) => [model.card.name, model]));
    this.#defaultDetector = expectShipped(shipped, 'detector', shippedFolder);
    this.#defaultParser = expectShipped(shipped, 'parser', shippedFolder);
    this.#defaultOutfit = expectShipped(shipped, 'outfit', shippedFolder);
    this.#packsFolder = packsFolder;
  }

  /** Errors: MODEL_INVALID when a shipped model does not match its card. */
  static async open(shippedFolder: string, packsFolder: string): Promise<ModelStore> {
    const cards = (await readdir(shippedFolder)).filter((name) => name.endsWith('.json')).sort();
    const shipped = await Promise.all(
      cards.map(async (name): Promise<StoredModel> => {
        const card = await readModelCard(join(shippedFolder, name));
        const path = join(shippedFolder, card.file);
        await readVerifiedModel(card, path);
        return { origin: 'shipped', card, path };
      }),
    );
    return new ModelStore(shipped, shippedFolder, packsFolder);
  }

  /** What is used where a study chose nothing else. */
  get defaultDetector(): string {
    return this.#defaultDetector.card.name;
  }

  /** What is used where a study chose nothing else. */
  get defaultParser(): string {
    return this.#defaultParser.card.name;
  }

  /** What is used where a study chose nothing else. */
  get defaultOutfit(): string {
    return this.#defaultOutfit.card.name;
  }

  shipped(): StoredModel[] {
    return [...this.#shipped.values()];
  }

  detectorPath(name: string | null): string {
    return name === null ? this.#defaultDetector.path : this.#pathOf(name);
  }

  parserPath(name: string | null): string {
    return name === null ? this.#defaultParser.path : this.#pathOf(name);
  }

  outfitPath(name: string | null): string | undefined {
    if (name === builtInOutfit) return undefined;
    return name === null ? this.#defaultOutfit.path : this.#pathOf(name);
  }

  /** Shipped models, then packs by name; packs whose card cannot be read are told apart. */
  async list(): Promise<{ models: StoredModel[]; problems: { name: string; reason: string }[] }> {
    const models = this.shipped();
    const problems: { name: string; reason: string }[] = [];
    for (const name of await this.#packNames()) {
      const path = join(this.#packsFolder, name, MODEL_FILE);
      try {
        models.push({ origin: 'pack', card: await readModelCard(cardPathOf(path)), path });
      } catch (error) {
        problems.push({ name, reason: toAppError(error).message });
      }
    }
    return { models, problems };
  }

  /** Errors: NOT_FOUND, MODEL_INVALID when its card cannot be read. */
  async find(name: string): Promise<StoredModel> {
    const shipped = this.#shipped.get(name);
    if (shipped) return shipped;
    const path = this.#pathOf(name);
    return { origin: 'pack', card: await readModelCard(cardPathOf(path)), path };
  }

  /**
   * Copies a pack into a folder aside, lets `prove` look at it there and gives it its name when it is good: nothing
   * half-installed is ever seen. Errors: MODEL_INVALID, CONFLICT when the name is taken, FILE_MISSING.
   */
  async add(source: string, prove: ProveModel, signal: AbortSignal): Promise<StoredModel> {
    const { card, model } = await readPack(source, signal);
    this.#expectFreeName(card.name);
    await mkdir(this.#packsFolder, { recursive: true });
    await this.#removeLeftovers();
    const incoming = join(this.#packsFolder, `${INCOMING}${randomUUID()}`);
    try {
      const path = join(incoming, MODEL_FILE);
      await mkdir(incoming);
      await writeFile(path, model);
      await writeCard(incoming, card);
      await readVerifiedModel(card, path);
      await writeCard(incoming, await prove(path));
      signal.throwIfAborted();
      this.#expectFreeName(card.name);
      await rename(incoming, join(this.#packsFolder, card.name));
    } catch (error) {
      await rm(incoming, { recursive: true, force: true });
      throw named(error, incoming, source);
    }
    return await this.find(card.name);
  }

  /** Errors: NOT_FOUND, INVALID_INPUT for a model that came with Wandr. */
  async remove(name: string): Promise<void> {
    if (this.#shipped.has(name) || name === builtInOutfit) {
      throw new AppError(
        'INVALID_INPUT',
        `${name} came with Wandr and stays.`,
        'Only added packs can be removed.',
      );
    }
    // Also one whose model is gone (a virus scanner, a removal that was broken off): it still has the name.
    if (!(await this.#packNames()).includes(name)) throw noSuchModel(name);
    await rm(join(this.#packsFolder, name), { recursive: true });
  }

  #pathOf(name: string): string {
    const shipped = this.#shipped.get(name);
    if (shipped) return shipped.path;
    const path = join(this.#packsFolder, name, MODEL_FILE);
    if (modelNameSchema.safeParse(name).success && existsSync(path)) return path;
    throw noSuchModel(name);
  }

  #expectFreeName(name: string): void {
    const isTaken =
      this.#shipped.has(name) || name === builtInOutfit || existsSync(join(this.#packsFolder, name));
    if (!isTaken) return;
    throw new AppError(
      'CONFLICT',
      `There is a model “${name}” already.`,
      'Remove it first, or give the pack another name on its card.',
    );
  }

  async #packNames(): Promise<string[]> {
    if (!existsSync(this.#packsFolder)) return [];
    const entries = await readdir(this.#packsFolder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && modelNameSchema.safeParse(entry.name).success)
      .map(({ name }) => name)
      .sort();
  }

  /** What a host that was killed while adding left behind; what another call or host is filling now stays. */
  async #removeLeftovers(): Promise<void> {
    for (const name of await readdir(this.#packsFolder)) {
      if (!name.startsWith(INCOMING)) continue;
      const folder = join(this.#packsFolder, name);
      const stats = statSync(folder, { throwIfNoEntry: false });
      if (stats && Date.now() - stats.mtimeMs > LEFTOVER_AGE_MS)
        await rm(folder, { recursive: true, force: true });
    }
  }
}

function noSuchModel(name: string): AppError {
  return new AppError(
    'NOT_FOUND',
    `There is no model “${name}” on this computer.`,
    'Add its pack again, or choose another model under Settings, Models.',
  );
}

function expectShipped(
  shipped: readonly StoredModel[],
  role: ModelCard['role'],
  folder: string,
): StoredModel {
  const found = shipped.find(({ card }) => card.role === role);
  if (!found) throw new Error(`${folder} has no ${role}: the installation is broken.`);
  return found;
}

/** An error that names what the user gave instead of the folder aside. */
function named(error: unknown, incoming: string, source: string): unknown {
  if (!(error instanceof AppError) || error.code !== 'MODEL_INVALID') return error;
  const message = error.message.replaceAll(join(incoming, MODEL_FILE), source);
  return new AppError(error.code, message, error.hint, { cause: error });
}

async function writeCard(folder: string, card: ModelCard): Promise<void> {
  await writeFile(join(folder, CARD_FILE), `${JSON.stringify({ ...card, file: MODEL_FILE }, null, 2)}\n`);
}
