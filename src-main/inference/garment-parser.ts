import type { ProviderName } from '#shared/contract/models.ts';
import type { SizePx } from '../core/geometry/letterbox.ts';
import type { ScalableImage } from '../core/geometry/rgb-image.ts';
import {
  type GarmentMap,
  type GarmentParser,
  garmentClasses,
  splitTypes,
  TYPE_COUNT,
} from '../core/outfit/garment-map.ts';
import { CropInput, type UsualCrops } from './crop-input.ts';
import { openProven } from './golden.ts';
import { modelInvalid, type ParserCard, readModel } from './model-card.ts';
import { Tensor } from './onnxruntime.ts';
import { type InferenceRuntime, onnxRuntime, type Session } from './runtime.ts';
import { expectSelfTest, selfTestPicture } from './self-test.ts';

/** As many crops per run as a tracklet has. */
const USUAL: UsualCrops = Object.freeze({ size: { widthPx: 80, heightPx: 160 }, batch: 12 });

export interface ParserOptions {
  readonly provider?: ProviderName;
  readonly runtime?: InferenceRuntime;
}

/** A garment parser on ONNX Runtime: crops N×3×H×W → shares N×h×w×8 and kinds N×9. */
export class OnnxGarmentParser implements GarmentParser, AsyncDisposable {
  readonly card: ParserCard;
  readonly provider: ProviderName;
  readonly #network: ParsingNetwork;

  private constructor(card: ParserCard, provider: ProviderName, network: ParsingNetwork) {
    this.card = card;
    this.provider = provider;
    this.#network = network;
  }

  /**
   * Loads `<name>.onnx` with its card `<name>.json`, compares its SHA-256 and lets it parse the self-test picture, on
   * the provider as on the CPU. `threads` is fixed by the caller. Errors: MODEL_INVALID.
   */
  static async open(
    modelPath: string,
    threads: number,
    signal: AbortSignal,
    { provider = 'cpu', runtime = onnxRuntime }: ParserOptions = {},
  ): Promise<OnnxGarmentParser> {
    const { card, bytes } = await readModel(modelPath, 'parser');
    signal.throwIfAborted();
    const { session, answer } = await openProven(
      runtime,
      bytes,
      modelPath,
      { provider, threads },
      async (candidate) => {
        const { shares, types } = await new ParsingNetwork(candidate, card, modelPath).run([
          selfTestPicture(),
        ]);
        return [shares, types];
      },
    );
    try {
      expectSelfTest(card, answer, modelPath);
      return new OnnxGarmentParser(card, provider, new ParsingNetwork(session, card, modelPath));
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /** One map per crop, in order. */
  async parse(crops: readonly ScalableImage[]): Promise<GarmentMap[]> {
    const maps: GarmentMap[] = [];
    for (let from = 0; from < crops.length; from += this.#network.batch) {
      const part = crops.slice(from, from + this.#network.batch);
      maps.push(...mapsOf(await this.#network.run(part), part.length));
    }
    return maps;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#network.release();
  }
}

/** What the graph gives for a batch. */
interface Answer extends SizePx {
  readonly shares: Float32Array;
  readonly types: Float32Array;
}

function mapsOf({ widthPx, heightPx, shares, types }: Answer, count: number): GarmentMap[] {
  const length = widthPx * heightPx * garmentClasses.length;
  return Array.from({ length: count }, (_, crop) => ({
    widthPx,
    heightPx,
    shares: shares.subarray(crop * length, (crop + 1) * length),
    types: splitTypes(types.subarray(crop * TYPE_COUNT, (crop + 1) * TYPE_COUNT)),
  }));
}

class ParsingNetwork {
  readonly #session: Session;
  readonly #card: ParserCard;
  readonly #modelPath: string;
  readonly #input: CropInput;

  /** Errors: MODEL_INVALID. */
  constructor(session: Session, card: ParserCard, modelPath: string) {
    this.#session = session;
    this.#card = card;
    this.#modelPath = modelPath;
    this.#input = new CropInput(session, card.input, modelPath, USUAL);
  }

  /** Crops per run. */
  get batch(): number {
    return this.#input.batch;
  }

  /** At most `batch` crops. Errors: MODEL_INVALID when the outputs are not what a parser gives. */
  async run(crops: readonly ScalableImage[]): Promise<Answer> {
    const { feeds, count } = this.#input.feedsOf(crops);
    const results = await this.#session.run(feeds);
    const [sharesName, typesName] = this.#card.output.names;
    const shares = this.#output(results, sharesName);
    const types = this.#output(results, typesName);
    const [, height = 0, width = 0] = shares.dims;
    this.#expectShape(sharesName, shares, [count, height, width, garmentClasses.length]);
    this.#expectShape(typesName, types, [count, TYPE_COUNT]);
    return {
      widthPx: width,
      heightPx: height,
      shares: shares.data as Float32Array,
      types: types.data as Float32Array,
    };
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  #output(results: Awaited<ReturnType<Session['run']>>, name: string): Tensor {
    const output = results[name];
    if (output instanceof Tensor && output.type === 'float32') return output;
    throw modelInvalid(this.#modelPath, `it has no output “${name}” of float32`);
  }

  #expectShape(name: string, { dims }: Tensor, expected: readonly number[]): void {
    const isSame =
      dims.length === expected.length && expected.every((size, axis) => size > 0 && dims[axis] === size);
    if (isSame) return;
    throw modelInvalid(
      this.#modelPath,
      `its output “${name}” is ${dims.join('×')}; a parser gives N×h×w×${garmentClasses.length} and N×${TYPE_COUNT}`,
    );
  }
}
