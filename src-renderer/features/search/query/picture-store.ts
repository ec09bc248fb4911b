import { create } from 'zustand';
import type { SearchPicture } from '#shared/contract/search.ts';
import { AppError } from '#shared/errors.ts';
import { client, onStudyLeft } from '../../../api/index.ts';
import { readBase64 } from '../../../lib/read-file.ts';

/** A picture from elsewhere that somebody is searched with. */
export interface ChosenPicture extends SearchPicture {
  readonly fileName: string;
  /** An object URL, valid while the picture is chosen. */
  readonly url: string;
}

interface PictureState {
  readonly picture: ChosenPicture | null;
  /** The host looks for people in it. */
  readonly isReading: boolean;
  readonly error: unknown;
  /** Returns the picture, or null when it cannot be used; `error` then says why. */
  choose(file: File): Promise<ChosenPicture | null>;
  clear(): void;
}

/** Kept while the view is away, so that the browser's Back finds it. */
export const usePicture = create<PictureState>((set, get) => ({
  picture: null,
  isReading: false,
  error: null,
  async choose(file) {
    get().clear();
    set({ isReading: true });
    try {
      const dataBase64 = await readPicture(file);
      const found = await client.search.addPicture({ fileName: file.name, dataBase64 });
      const picture = { ...found, fileName: file.name, url: URL.createObjectURL(file) };
      set({ picture, isReading: false });
      return picture;
    } catch (error) {
      set({ error, isReading: false });
      return null;
    }
  },
  clear() {
    const { picture } = get();
    if (picture) URL.revokeObjectURL(picture.url);
    set({ picture: null, error: null, isReading: false });
  },
}));

// The host forgets its pictures with the study.
onStudyLeft(() => usePicture.getState().clear());

/** The contract's limit. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Errors: INVALID_INPUT, FILE_MISSING. */
async function readPicture(file: File): Promise<string> {
  if (file.type !== 'image/png' && file.type !== 'image/jpeg') {
    throw new AppError(
      'INVALID_INPUT',
      `“${file.name}” is not a PNG or JPEG picture.`,
      'Take a screenshot of it, or save it as PNG or JPEG.',
    );
  }
  if (file.size > MAX_BYTES) {
    throw new AppError('INVALID_INPUT', `“${file.name}” is larger than 32 MiB.`, 'Save the picture smaller.');
  }
  return await readBase64(file);
}
