import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ModelCheck,
  ModelChoice,
  ModelDetails,
  ModelList,
  PinnedPack,
  ProviderName,
} from '#shared/contract/models.ts';
import { AppError, isCancelled, toAppError } from '#shared/errors.ts';
import type { ServiceContext } from '../session/session.ts';
import { colourStripes } from './colour-stripes.ts';
import { downloadPack } from './download-pack.ts';
import { defaultModelChoice, readModelChoice, writeModelChoice } from './model-choice.ts';
import type { ModelProver } from './model-prover.ts';
import { builtInOutfit, type ModelStore, type StoredModel } from './model-store.ts';

/** The models on this computer, and which of them the open study is analysed with. */
export class ModelsService {
  readonly #context: ServiceContext;
  readonly #store: ModelStore;
  readonly #prover: ModelProver;

  constructor(context: ServiceContext, store: ModelStore, prover: ModelProver) {
    this.#context = context;
    this.#store = store;
    this.#prover = prover;
  }

  async list(): Promise<ModelList> {
    const { models, problems } = await this.#store.list();
    const choice = this.#choice();
    const isChosen = this.#namesIn(choice);
    return {
      models: [
        ...models.map((model) => detailsOf(model, isChosen)),
        { ...colourStripes, isChosen: isChosen(builtInOutfit) },
      ],
      problems,
      providers: await this.#prover.providers(),
      provider: choice.provider,
    };
  }

  /** Errors: MODEL_INVALID with the reason, CONFLICT when the name is taken, FILE_MISSING. */
  async add({ path }: { path: string }, signal: AbortSignal): Promise<ModelDetails> {
    const prove = (modelPath: string) => this.#prover.prove(modelPath, 'cpu', signal);
    const added = await this.#store.add(path, prove, signal);
    return detailsOf(added, this.#namesIn(this.#choice()));
  }

  /** Errors: DOWNLOAD_FAILED, MODEL_INVALID with the reason, CONFLICT when the name is taken. */
  async download(pack: PinnedPack, signal: AbortSignal): Promise<ModelDetails> {
    const folder = await mkdtemp(join(tmpdir(), 'wandr-pack-'));
    try {
      const path = join(folder, 'pack.zip');
      await downloadPack(pack, path, signal);
      return await this.add({ path }, signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Errors: NOT_FOUND, INVALID_INPUT for a model that came with Wandr, CONFLICT while the open study uses it. */
  async remove({ name }: { name: string }): Promise<ModelList> {
    const { detector, outfit, parser } = this.#choice();
    if ([detector, outfit, parser].includes(name)) {
      throw new AppError(
        'CONFLICT',
        `The open study is analysed with ${name}.`,
        'Let the study use another model first.',
      );
    }
    await this.#store.remove(name);
    return await this.list();
  }

  /** One after the other: each takes a worker process and some memory. */
  async verify(_input: unknown, signal: AbortSignal): Promise<ModelCheck[]> {
    const { models, problems } = await this.#store.list();
    const checks: ModelCheck[] = problems.map(({ name, reason }) => ({ name, problem: reason }));
    for (const { card, path } of models) {
      checks.push({ name: card.name, problem: await this.#problemOf(path, 'cpu', signal) });
    }
    return checks;
  }

  /**
   * Errors: NOT_FOUND, NO_STUDY_OPEN, MODEL_INVALID when the provider does not answer as the CPU does, CONFLICT when the
   * study is closed meanwhile.
   */
  async use(
    { name, provider }: { name?: string | undefined; provider?: ProviderName | undefined },
    signal: AbortSignal,
  ): Promise<ModelList> {
    const { store } = this.#context.session();
    const before = readModelChoice(store.db);
    const choice = { ...before, ...(await this.#chosenBy(name)), ...(provider && { provider }) };
    for (const path of this.#pathsOf(choice)) await this.#prover.prove(path, choice.provider, signal);
    // Trying three models takes long enough to open another study.
    if (this.#context.sessionOrNull()?.store !== store) throw closedMeanwhile();
    store.transaction((tx) => writeModelChoice(tx, choice));
    this.#context.changes.publish('study');
    return await this.list();
  }

  async #chosenBy(name: string | undefined): Promise<Partial<ModelChoice>> {
    if (name === undefined) return {};
    if (name === builtInOutfit) return { outfit: builtInOutfit };
    const { card } = await this.#store.find(name);
    switch (card.role) {
      case 'outfit':
        return { outfit: name === this.#store.defaultOutfit ? null : name };
      case 'parser':
        return { parser: name === this.#store.defaultParser ? null : name };
      case 'detector':
        return { detector: name === this.#store.defaultDetector ? null : name };
    }
  }

  #pathsOf({ detector, outfit, parser }: ModelChoice): string[] {
    const outfitPath = this.#store.outfitPath(outfit);
    return [
      this.#store.detectorPath(detector),
      this.#store.parserPath(parser),
      ...(outfitPath === undefined ? [] : [outfitPath]),
    ];
  }

  async #problemOf(path: string, provider: ProviderName, signal: AbortSignal): Promise<string | null> {
    try {
      await this.#prover.prove(path, provider, signal);
      return null;
    } catch (error) {
      const { code, message } = toAppError(error);
      if (isCancelled(error) || code === 'INTERNAL') throw error;
      return message;
    }
  }

  #choice(): ModelChoice {
    const session = this.#context.sessionOrNull();
    return session ? readModelChoice(session.store.db) : defaultModelChoice;
  }

  #namesIn({ detector, outfit, parser }: ModelChoice): (name: string) => boolean {
    const chosen = [
      detector ?? this.#store.defaultDetector,
      outfit ?? this.#store.defaultOutfit,
      parser ?? this.#store.defaultParser,
    ];
    return (name) => chosen.includes(name);
  }
}

function closedMeanwhile(): AppError {
  return new AppError(
    'CONFLICT',
    'The study was closed while the models were tried, so its choice stays as it was.',
    'Open it again and choose there.',
  );
}

function detailsOf({ origin, card }: StoredModel, isChosen: (name: string) => boolean): ModelDetails {
  const { name, role, licence, source, architecture, trainingData, accuracy, latency, sha256 } = card;
  return {
    name,
    role,
    origin,
    isChosen: isChosen(name),
    licence,
    source,
    architecture,
    trainingData,
    accuracy,
    latency,
    intendedUse: card.intendedUse,
    limits: card.limits,
    sha256,
    head: card.role === 'detector' ? (card.head ?? null) : null,
  };
}
