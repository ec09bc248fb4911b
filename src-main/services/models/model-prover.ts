import type { ProviderName } from '#shared/contract/models.ts';
import type { ModelCard } from '../../inference/model-card.ts';
import { cardPathOf, modelInvalid, readModelCard } from '../../inference/model-card.ts';
import type { WorkerSpawner } from '../../workers/channel.ts';
import { WorkerFailure } from '../../workers/worker-failure.ts';
import { WorkerHost } from '../../workers/worker-host.ts';

const THREADS = 1;

/** Looks at models in a worker process, started for it: what a malformed file breaks is that process. */
export class ModelProver {
  readonly #spawn: WorkerSpawner;
  readonly #goldenPath: string;
  #providers: Promise<ProviderName[]> | null = null;

  /** `goldenPath`: the picture of two people that the installation has. */
  constructor(spawn: WorkerSpawner, goldenPath: string) {
    this.#spawn = spawn;
    this.#goldenPath = goldenPath;
  }

  /**
   * Lets a model answer the test pictures, and on another provider than the CPU answer as on it.
   * @returns its card, with the head that was recognised. Errors: MODEL_INVALID with the reason.
   */
  async prove(modelPath: string, provider: ProviderName, signal: AbortSignal): Promise<ModelCard> {
    const card = await readModelCard(cardPathOf(modelPath));
    await using worker = new WorkerHost({ spawn: this.#spawn });
    const task = {
      kind: 'check-model',
      modelPath,
      goldenPath: this.#goldenPath,
      provider,
      threads: THREADS,
    } as const;
    const { head } = await worker.run(task, { signal }).catch((error: unknown) => {
      const isItsFault = error instanceof WorkerFailure && error.stage === 'crash';
      throw isItsFault ? modelInvalid(modelPath, 'it crashes ONNX Runtime', error) : error;
    });
    return card.role === 'detector' && head !== null ? { ...card, head } : card;
  }

  /** What ONNX Runtime offers here; asked once. */
  async providers(): Promise<ProviderName[]> {
    this.#providers ??= this.#askProviders();
    return await this.#providers;
  }

  async #askProviders(): Promise<ProviderName[]> {
    await using worker = new WorkerHost({ spawn: this.#spawn });
    return (await worker.run({ kind: 'providers' })).providers;
  }
}
