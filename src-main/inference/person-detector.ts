import type { ProviderName } from '#shared/contract/models.ts';
import { type DetectionConfig, defaultDetectionConfig } from '../core/detection/config.ts';
import { decodeDetections } from '../core/detection/decode.ts';
import type { Detections } from '../core/detection/detections.ts';
import type { HeadName, HeadTensor } from '../core/detection/heads/head.ts';
import { detectorHeads } from '../core/detection/heads/index.ts';
import { detectorInputSize, type Letterbox, letterbox, type SizePx } from '../core/geometry/letterbox.ts';
import type { RgbImage, RgbPlanes } from '../core/geometry/rgb-image.ts';
import { DetectorNetwork } from './detector-network.ts';
import { openProven } from './golden.ts';
import { type DetectorCard, readModel } from './model-card.ts';
import type { Tensor } from './onnxruntime.ts';
import { fillPicture, fillPlanes, makePictureTensor } from './picture-tensor.ts';
import { type InferenceRuntime, onnxRuntime } from './runtime.ts';
import { expectSelfTest } from './self-test.ts';

export interface DetectorConfig {
  /**
   * Long side of the network's input, where the model takes any. Higher finds smaller people and costs time with its
   * square; the shipped model saw few people taller than 400 input pixels in training, so a close view wants it lower.
   */
  readonly longSidePx: number;
  /** What is set here wins over the model's card, and the card over the defaults. */
  readonly detection: Partial<DetectionConfig>;
}

export const defaultDetectorConfig: DetectorConfig = Object.freeze({
  longSidePx: 640,
  detection: Object.freeze({}),
});

export interface DetectorOptions {
  readonly config?: DetectorConfig;
  readonly provider?: ProviderName;
  readonly runtime?: InferenceRuntime;
}

/** How pictures of one size lie in the input, used again for every frame. */
interface Plan {
  readonly source: SizePx;
  readonly longSidePx: number;
  readonly box: Letterbox;
  readonly input: Tensor;
}

/** A person detector on ONNX Runtime, of any layout that `core/detection/heads` reads. */
export class PersonDetector implements AsyncDisposable {
  readonly card: DetectorCard;
  readonly provider: ProviderName;
  readonly head: HeadName;
  readonly #network: DetectorNetwork;
  readonly #config: DetectorConfig;
  readonly #detection: DetectionConfig;
  #plan: Plan | null = null;

  private constructor(
    card: DetectorCard,
    network: DetectorNetwork,
    provider: ProviderName,
    config: DetectorConfig,
  ) {
    this.card = card;
    this.provider = provider;
    this.head = network.head;
    this.#network = network;
    this.#config = config;
    this.#detection = { ...defaultDetectionConfig, ...thresholdsOf(card), ...config.detection };
  }

  /**
   * Loads `<name>.onnx` with its card `<name>.json`, compares its SHA-256, recognises its head and lets it answer the
   * self-test picture, on the provider as on the CPU. `threads` is fixed by the caller, so that results do not depend
   * on the machine. Errors: MODEL_INVALID.
   */
  static async open(
    modelPath: string,
    threads: number,
    signal: AbortSignal,
    { config = defaultDetectorConfig, provider = 'cpu', runtime = onnxRuntime }: DetectorOptions = {},
  ): Promise<PersonDetector> {
    const { card, bytes } = await readModel(modelPath, 'detector');
    signal.throwIfAborted();
    const { session, answer } = await openProven(
      runtime,
      bytes,
      modelPath,
      { provider, threads },
      (candidate) => DetectorNetwork.selfTest(candidate, card, modelPath),
    );
    try {
      expectSelfTest(card, answer, modelPath);
      const network = await DetectorNetwork.open(session, card, modelPath);
      return new PersonDetector(card, network, provider, config);
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /**
   * People in a picture of size `source`. `render` draws the picture at the size that the network wants; what it
   * returns is read before this returns its promise. `longSidePx`: of the input, instead of the configured one.
   */
  async detect(
    source: SizePx,
    render: (content: SizePx) => RgbImage | RgbPlanes,
    longSidePx = this.#config.longSidePx,
  ): Promise<Detections> {
    if (!this.#plan || !isFor(this.#plan, source, longSidePx))
      this.#plan = this.#makePlan(source, longSidePx);
    const plan = this.#plan;
    const image = render(plan.box.content);
    expectSize(image, plan.box.content);
    const { tables } = this.#network;
    if ('red' in image) fillPlanes(plan.input, 0, image, tables, this.card.input.colour);
    else fillPicture(plan.input, 0, image, tables, this.card.input.colour);
    const outputs: readonly HeadTensor[] = await this.#network.run(plan.input);
    const answer = { head: detectorHeads[this.head], outputs, personClass: this.card.personClass };
    return decodeDetections(answer, plan.source, plan.box, this.#detection);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#network.release();
  }

  #makePlan(source: SizePx, longSidePx: number): Plan {
    const input = this.#network.inputSize(detectorInputSize(source.widthPx, source.heightPx, { longSidePx }));
    return {
      longSidePx,
      source: { widthPx: source.widthPx, heightPx: source.heightPx },
      box: letterbox(source, input),
      input: makePictureTensor(input, this.#network.tables, this.card.input.pad),
    };
  }
}

function isFor(plan: Plan, { widthPx, heightPx }: SizePx, longSidePx: number): boolean {
  const { source } = plan;
  return source.widthPx === widthPx && source.heightPx === heightPx && plan.longSidePx === longSidePx;
}

function thresholdsOf({ decode }: DetectorCard): Partial<DetectionConfig> {
  return {
    ...(decode.minScore !== undefined && { minScore: decode.minScore }),
    ...(decode.suppressionIou !== undefined && { suppressionIou: decode.suppressionIou }),
  };
}

function expectSize(image: SizePx, content: SizePx): void {
  if (image.widthPx === content.widthPx && image.heightPx === content.heightPx) return;
  throw new RangeError(
    `picture of ${image.widthPx}×${image.heightPx}, not ${content.widthPx}×${content.heightPx}`,
  );
}
