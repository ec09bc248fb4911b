import type { ProviderName } from '#shared/contract/models.ts';
import type { ScalableImage } from '../core/geometry/rgb-image.ts';
import type { OutfitEmbedder } from '../core/outfit/embedder.ts';
import { normalised } from '../core/outfit/embedding.ts';
import { type Projection, projectionFrom } from '../core/outfit/projection.ts';
import { CropInput, type UsualCrops } from './crop-input.ts';
import { openProven } from './golden.ts';
import { modelInvalid, type OutfitCard, readModel } from './model-card.ts';
import { Tensor } from './onnxruntime.ts';
import { type InferenceRuntime, onnxRuntime, type Session } from './runtime.ts';
import { selfTestPicture } from './self-test.ts';

/** The size that most re-identification networks are trained with. */
const USUAL: UsualCrops = Object.freeze({ size: { widthPx: 128, heightPx: 256 }, batch: 16 });

export interface EmbedderOptions {
  readonly provider?: ProviderName;
  readonly runtime?: InferenceRuntime;
}

/** A trained descriptor of outfits on ONNX Runtime: N×3×H×W → N×D (or N×D×1×1), compared by cosine. */
export class OnnxOutfitEmbedder implements OutfitEmbedder, AsyncDisposable {
  readonly card: OutfitCard;
  readonly provider: ProviderName;
  /** The model's name and the start of its hash: vectors of another version are not compared with these. */
  readonly space: string;
  /** D. */
  readonly outputLength: number;
  readonly #network: EmbeddingNetwork;
  readonly #project: Projection;

  private constructor(card: OutfitCard, provider: ProviderName, network: EmbeddingNetwork, length: number) {
    this.card = card;
    this.provider = provider;
    this.space = `${card.name}-${card.sha256.slice(0, 12)}`;
    this.outputLength = length;
    this.#network = network;
    this.#project = projectionFrom(length);
  }

  /**
   * Loads `<name>.onnx` with its card `<name>.json`, compares its SHA-256 and lets it describe the self-test picture, on
   * the provider as on the CPU. `threads` is fixed by the caller. Errors: MODEL_INVALID.
   */
  static async open(
    modelPath: string,
    threads: number,
    signal: AbortSignal,
    { provider = 'cpu', runtime = onnxRuntime }: EmbedderOptions = {},
  ): Promise<OnnxOutfitEmbedder> {
    const { card, bytes } = await readModel(modelPath, 'outfit');
    signal.throwIfAborted();
    const { session, answer } = await openProven(
      runtime,
      bytes,
      modelPath,
      { provider, threads },
      async (candidate) => await new EmbeddingNetwork(candidate, card, modelPath).run([selfTestPicture()]),
    );
    const network = new EmbeddingNetwork(session, card, modelPath);
    return new OnnxOutfitEmbedder(card, provider, network, answer[0]!.length);
  }

  /** One unit vector of 128 values per crop. */
  async embed(crops: readonly ScalableImage[]): Promise<Float32Array[]> {
    const vectors = await this.#network.run(crops);
    return vectors.map((vector) => normalised(this.#project(normalised(vector))));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#network.release();
  }
}

class EmbeddingNetwork {
  readonly #session: Session;
  readonly #card: OutfitCard;
  readonly #modelPath: string;
  readonly #input: CropInput;

  /** Errors: MODEL_INVALID. */
  constructor(session: Session, card: OutfitCard, modelPath: string) {
    this.#session = session;
    this.#card = card;
    this.#modelPath = modelPath;
    this.#input = new CropInput(session, card.input, modelPath, USUAL);
  }

  /** One vector per crop, as the network gives it. */
  async run(crops: readonly ScalableImage[]): Promise<Float32Array[]> {
    const { batch } = this.#input;
    const vectors: Float32Array[] = [];
    for (let from = 0; from < crops.length; from += batch) {
      vectors.push(...(await this.#runBatch(crops.slice(from, from + batch))));
    }
    return vectors;
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  async #runBatch(crops: readonly ScalableImage[]): Promise<Float32Array[]> {
    const { feeds, count } = this.#input.feedsOf(crops);
    const results = await this.#session.run(feeds);
    const { data, length } = this.#vectorsOf(results, count);
    return crops.map((_, index) => data.slice(index * length, (index + 1) * length));
  }

  #vectorsOf(results: Awaited<ReturnType<Session['run']>>, count: number) {
    const [name] = this.#card.output.names as [string];
    const output = results[name];
    if (!(output instanceof Tensor)) throw modelInvalid(this.#modelPath, `it has no output “${name}”`);
    const [rows, length = 0, ...rest] = output.dims;
    if (output.type !== 'float32' || rows !== count || length < 2 || rest.some((size) => size !== 1)) {
      const told = `${output.dims.join('×')} of ${output.type}`;
      throw modelInvalid(
        this.#modelPath,
        `its output “${name}” for ${count} pictures is ${told}, not ${count}×D of float32`,
      );
    }
    return { data: output.data as Float32Array, length };
  }
}
