import type { ProviderName } from '#shared/contract/models.ts';
import type { ModelCard } from '../../inference/model-card.ts';
import { cardPathOf, modelInvalid, readModelCard } from '../../inference/model-card.ts';
import type { WorkerSpawner } from '../../workers/channel.ts';
import { WorkerFailure } from '../../workers/worker-failure.ts';
import { WorkerHost } from '../../workers/worker-host.ts';

const THREADS = 1;
/** The test pictures take the slowest detectors in use a few seconds. */
const TIMEOUT_MS = 120_000;

/** Looks at models in a worker process, started for it: what a malformed file breaks is that process. */
export class ModelProver {
  readonly #spawn: WorkerSpawner;
  readonly #goldenPath: string;
  readonly #timeoutMs: number;
  #providers: Promise<ProviderName[]> | null = null;

  /** `goldenPath`: the picture of two people that the installation has. */
  constructor(spawn: WorkerSpawner, goldenPath: string, timeoutMs = TIMEOUT_MS) {
    this.#spawn = spawn;
    this.#timeoutMs = timeoutMs;
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
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const ended = { signal: AbortSignal.any([signal, timeout]) };
    const { head } = await worker.run(task, ended).catch((error: unknown) => {
      if (error instanceof WorkerFailure && error.stage === 'crash') {
        throw modelInvalid(modelPath, 'it crashes ONNX Runtime', error);
      }
      if (timeout.aborted && !signal.aborted) {
        throw modelInvalid(modelPath, `it gives no answer within ${this.#timeoutMs / 1_000} s`, error);
      }
      throw error;
    });
    return card.role === 'detector' && head !== null ? { ...card, head } : card;
  }

  /** What ONNX Runtime offers here; asked once, and again where no worker could answer. */
  async providers(): Promise<ProviderName[]> {
    this.#providers ??= this.#askProviders().catch((error: unknown) => {
      this.#providers = null;
      throw error;
    });
    return await this.#providers;
  }

  async #askProviders(): Promise<ProviderName[]> {
    await using worker = new WorkerHost({ spawn: this.#spawn });
    return (await worker.run({ kind: 'providers' })).providers;
  }
}
