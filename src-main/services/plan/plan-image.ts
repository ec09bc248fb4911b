import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { readPictureHeader } from './picture-header.ts';

/** Bounds of a plan picture. */
export const planImageLimits = Object.freeze({
  /** Larger needs more memory than a browser tab and a PDF can be relied on to have. */
  bytes: 32 * 1024 * 1024,
  /** What browsers draw on every platform; beyond it some show nothing. */
  longestSidePx: 16_384,
  /** Smaller is an icon, not a plan. */
  shortestSidePx: 32,
  /** Width of a floor whose scale nobody has set: pins can be placed at once, and 60 m is a common hall. */
  guessedWidthM: 60,
});

export interface PlanPicture {
  readonly bytes: Buffer;
  readonly mimeType: 'image/png' | 'image/jpeg';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly sha256: string;
}

/** Checks an uploaded plan picture by its bytes, whatever its name. Errors: PLAN_IMAGE_INVALID. */
export function parsePlanPicture(dataBase64: string, fileName: string): PlanPicture {
  const bytes = Buffer.from(dataBase64, 'base64');
  const { longestSidePx, shortestSidePx } = planImageLimits;
  if (bytes.length > planImageLimits.bytes) {
    throw invalid(`“${fileName}” is larger than 32 MiB.`, 'Save the plan smaller and choose it again.');
  }
  const header = readPictureHeader(bytes);
  if (!header) {
    throw invalid(
      `“${fileName}” is not a PNG or JPEG picture.`,
      'Export the plan as PNG and choose that file.',
    );
  }
  if (!header.isWhole) {
    throw invalid(
      `“${fileName}” ends too early.`,
      'Copy or export the picture again: part of it is missing.',
    );
  }
  const { mimeType, widthPx, heightPx } = header;
  if (Math.min(widthPx, heightPx) < shortestSidePx || Math.max(widthPx, heightPx) > longestSidePx) {
    throw invalid(
      `“${fileName}” is ${widthPx} × ${heightPx} pixels.`,
      `Use a picture with sides between ${shortestSidePx} and ${longestSidePx} pixels.`,
    );
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, mimeType, widthPx, heightPx, sha256 };
}

function invalid(message: string, hint: string): AppError {
  return new AppError('PLAN_IMAGE_INVALID', message, hint);
}
