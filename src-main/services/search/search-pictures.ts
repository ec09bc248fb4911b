import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { BoxPx } from '#shared/units.ts';
import type { ResultOf } from '../../workers/tasks.ts';

type PictureLook = NonNullable<ResultOf<'describe-picture'>['description']>;

/** Pictures that are kept; the one used longest ago goes first. */
const MAX_PICTURES = 4;

/** A picture that somebody is searched with, and what was described in it. */
class SearchPictureEntry {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #looks = new Map<string, PictureLook>();

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes;
  }

  lookIn(boxPx: BoxPx): PictureLook | undefined {
    return this.#looks.get(boxKey(boxPx));
  }

  remember(boxPx: BoxPx, look: PictureLook): PictureLook {
    this.#looks.set(boxKey(boxPx), look);
    return look;
  }
}

function boxKey({ x, y, w, h }: BoxPx): string {
  return [x, y, w, h].join(' ');
}

/** Pictures to search with, in memory only. */
export class SearchPictures {
  readonly #entries = new Map<string, SearchPictureEntry>();

  add(bytes: Uint8Array<ArrayBuffer>): string {
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size >= MAX_PICTURES) this.#entries.delete(oldest);
    const id = randomUUID();
    this.#entries.set(id, new SearchPictureEntry(bytes));
    return id;
  }

  /** Errors: NOT_FOUND. */
  get(id: string): SearchPictureEntry {
    const entry = this.#entries.get(id);
    if (!entry) throw new AppError('NOT_FOUND', 'The picture is gone.', 'Choose the picture again.');
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    return entry;
  }
}
