/** Reads a picture that the user chose or dropped, for `plan.uploadImage`. */
import { AppError } from '#shared/errors.ts';
import { readBase64 } from '../../lib/read-file.ts';

/** The contract's limit. */
const MAX_BYTES = 32 * 1024 * 1024;

export interface PlanPicture {
  readonly fileName: string;
  readonly dataBase64: string;
}

/** Errors: PLAN_IMAGE_INVALID for another type of file or one that is too large, FILE_MISSING. */
export async function readPlanPicture(file: File): Promise<PlanPicture> {
  if (file.type !== 'image/png' && file.type !== 'image/jpeg') {
    throw new AppError(
      'PLAN_IMAGE_INVALID',
      `“${file.name}” is not a PNG or JPEG picture.`,
      'Save the floor plan as PNG or JPEG and upload that.',
    );
  }
  if (file.size > MAX_BYTES) {
    throw new AppError(
      'PLAN_IMAGE_INVALID',
      `“${file.name}” is larger than 32 MiB.`,
      'Make the picture smaller; 4000 pixels on its longer side are plenty.',
    );
  }
  return { fileName: file.name, dataBase64: await readBase64(file) };
}
