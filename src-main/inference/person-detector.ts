import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type DetectionConfig, defaultDetectionConfig } from '../core/detection/config.ts';
import { anchorCount, decodePredictions } from '../core/detection/decode.ts';
import type { Detections } from '../core/detection/detections.ts';
import {
  detectorInputSize,
  LETTERBOX_PAD,
  type Letterbox,
  letterbox,
  type SizePx,
} from '../core/geometry/letterbox.ts';
import type { RgbImage } from '../core/geometry/rgb-image.ts';
import { type DetectorCard, modelInvalid, readModelCard, readVerifiedModel } from './model-card.ts';
import { columnMeans, SELF_TEST_SIZE, selfTestPicture } from './self-test.ts';

export interface DetectorConfig {
  /**
   * Long side of the network's input. Higher finds smaller people and costs time with its square; the model cuts
   * people taller than about 250 input pixels in half, so a close view wants it lower.
   */
  readonly longSidePx: number;
  readonly detection: DetectionConfig;
}

export const defaultDetectorConfig: DetectorConfig = Object.freeze({
  longSidePx: 640,
  detection: defaultDetectionConfig,
});

const VALUES_PER_ANCHOR = 5;
const CHANNELS = 3;
/** Bytes to the card's range of 0..1. */
const unitOfByte = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Input and output of the network for pictures of one size, used again for every frame. */
interface Plan {
  readonly source: SizePx;
  readonly box: Letterbox;
  readonly input: Tensor;
  readonly output: Tensor;
}

/** The person detector on ONNX Runtime's CPU provider. */
export class PersonDetector implements AsyncDisposable {
  readonly card: DetectorCard;
  readonly provider = 'cpu';
  readonly #session: InferenceSession;
  readonly #config: DetectorConfig;
  #plan: Plan | null = null;

  private constructor(card: DetectorCard, session: InferenceSession, config: DetectorConfig) {
    this.card = card;
    this.#session = session;
    this.#config = config;
  }

  /**
   * Loads `<name>.onnx` with its card `<name>.json`, compares its SHA-256 and lets it answer the self-test picture.
   * `threads` is fixed by the caller, so that results do not depend on the machine. Errors: MODEL_INVALID.
   */
  static async open(
    modelPath: string,
    threads: number,
    signal: AbortSignal,
    config: DetectorConfig = defaultDetectorConfig,
  ): Promise<PersonDetector> {
    const card = await readModelCard(modelPath.replace(/\.onnx$/, '.json'));
    if (card.role !== 'detector')
      throw modelInvalid(modelPath, `it is a model for "${card.role}", not a detector`);
    const bytes = await readVerifiedModel(card, modelPath);
    signal.throwIfAborted();
    const session = await InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      // Waiting threads sleep: spinning ones take the cores that the video decoder needs.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    }).catch((error: unknown) => {
      throw modelInvalid(modelPath, 'ONNX Runtime refuses it', error);
    });
    const detector = new PersonDetector(card, session, config);
    try {
      await detector.#selfTest(modelPath);
    } catch (error) {
      await session.release();
      throw error;
    }
    return detector;
  }

  /**
   * People in a picture of size `source`. `render` draws the picture at the size that the network wants; what it
   * returns is read before this returns its promise.
   */
  async detect(source: SizePx, render: (content: SizePx) => RgbImage): Promise<Detections> {
    if (this.#plan?.source.widthPx !== source.widthPx || this.#plan.source.heightPx !== source.heightPx) {
      this.#plan = makePlan(source, detectorInputSize(source.widthPx, source.heightPx, this.#config));
    }
    const plan = this.#plan;
    fillInput(plan, render(plan.box.content));
    const predictions = await this.#run(plan);
    return decodePredictions(predictions, plan.source, plan.box, this.#config.detection);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }

  async #run(plan: Plan): Promise<Float32Array> {
    const { input, output } = this.card;
    const results = await this.#session.run({ [input.name]: plan.input }, { [output.name]: plan.output });
    return results[output.name]!.data as Float32Array;
  }

  /** The network must give finite values of the right shape, twice the same, near those of its card. */
  async #selfTest(modelPath: string): Promise<void> {
    const plan = makePlan(SELF_TEST_SIZE, SELF_TEST_SIZE);
    fillInput(plan, selfTestPicture());
    const first = await this.#run(plan)
      .then((values) => values.slice())
      .catch((error: unknown) => {
        throw modelInvalid(modelPath, 'its inputs or outputs are not those of its card', error);
      });
    const second = await this.#run(plan);
    if (!first.every((value, at) => Number.isFinite(value) && value === second[at])) {
      throw modelInvalid(modelPath, 'it does not give the same finite output twice');
    }
    const { columnMeans: expected, tolerance } = this.card.selfTest;
    const actual = columnMeans(first, VALUES_PER_ANCHOR);
    const worst = Math.max(...actual.map((mean, column) => Math.abs(mean - expected[column]!)));
    if (worst > tolerance) {
      throw modelInvalid(
        modelPath,
        `its self-test answers ${actual.join(', ')}, its card says ${expected.join(', ')}`,
      );
    }
  }
}

function makePlan(source: SizePx, input: SizePx): Plan {
  const pixels = new Float32Array(CHANNELS * input.widthPx * input.heightPx).fill(unitOfByte[LETTERBOX_PAD]!);
  const anchors = anchorCount(input);
  return {
    source: { widthPx: source.widthPx, heightPx: source.heightPx },
    box: letterbox(source, input),
    input: new Tensor('float32', pixels, [1, CHANNELS, input.heightPx, input.widthPx]),
    output: new Tensor('float32', new Float32Array(anchors * VALUES_PER_ANCHOR), [
      1,
      anchors,
      VALUES_PER_ANCHOR,
    ]),
  };
}

/** Packed RGB bytes to planar floats, in the top-left corner; the padding around was filled once. */
function fillInput(plan: Plan, image: RgbImage): void {
  const { content, input } = plan.box;
  if (image.widthPx !== content.widthPx || image.heightPx !== content.heightPx) {
    throw new RangeError(
      `picture of ${image.widthPx}×${image.heightPx}, not ${content.widthPx}×${content.heightPx}`,
    );
  }
  const planes = plan.input.data as Float32Array;
  const planeLength = input.widthPx * input.heightPx;
  let from = 0;
  for (let y = 0; y < content.heightPx; y++) {
    let to = y * input.widthPx;
    for (let x = 0; x < content.widthPx; x++, from += CHANNELS, to++) {
      planes[to] = unitOfByte[image.data[from]!]!;
      planes[to + planeLength] = unitOfByte[image.data[from + 1]!]!;
      planes[to + 2 * planeLength] = unitOfByte[image.data[from + 2]!]!;
    }
  }
}
