import type { SizePx } from '../core/geometry/letterbox.ts';
import type { RgbImage } from '../core/geometry/rgb-image.ts';
import { modelInvalid, type SelfTestedCard } from './model-card.ts';

/** Small, so that testing a model costs a few milliseconds. */
export const SELF_TEST_SIZE: SizePx = Object.freeze({ widthPx: 256, heightPx: 160 });

/**
 * The picture that every model must answer before it is used: a gradient with a standing figure of three blocks. Made
 * with whole numbers only, so that it is the same everywhere.
 */
export function selfTestPicture(): RgbImage {
  known ??= drawSelfTestPicture();
  return known;
}

/** Every model that is opened is shown it several times. */
let known: RgbImage | null = null;

function drawSelfTestPicture(): RgbImage {
  const { widthPx, heightPx } = SELF_TEST_SIZE;
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      data.set(
        figureColour(x - 128, y) ?? [90 + (x >> 2), 110 + (y >> 2), 150 - (x >> 3)],
        (y * widthPx + x) * 3,
      );
    }
  }
  return { widthPx, heightPx, data };
}

function figureColour(fromMiddle: number, y: number): readonly [number, number, number] | null {
  const aside = Math.abs(fromMiddle);
  if (y >= 24 && y < 44 && aside < 8) return [205, 160, 130];
  if (y >= 44 && y < 92 && aside < 18) return [180, 40, 45];
  if (y >= 92 && y < 144 && aside >= 2 && aside < 15) return [35, 40, 70];
  return null;
}

/** Throws MODEL_INVALID when a model answers the picture otherwise than its card says. */
export function expectSelfTest(
  card: SelfTestedCard,
  answer: readonly Float32Array[],
  modelPath: string,
): void {
  if (card.selfTest === undefined) return;
  const { columnMeans: expected, tolerance } = card.selfTest;
  const actual = columnMeans(answer[0]!, expected.length);
  const worst = Math.max(...actual.map((mean, column) => Math.abs(mean - expected[column]!)));
  if (worst <= tolerance) return;
  throw modelInvalid(
    modelPath,
    `its self-test answers ${actual.join(', ')}, its card says ${expected.join(', ')}`,
  );
}

/** Mean of each column of a row-major matrix. */
export function columnMeans(values: Float32Array, columns: number): number[] {
  const sums = new Array<number>(columns).fill(0);
  for (let at = 0; at < values.length; at++) sums[at % columns]! += values[at]!;
  return sums.map((sum) => sum / (values.length / columns));
}
