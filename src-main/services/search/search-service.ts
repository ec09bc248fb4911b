import type {
  PaletteColour,
  SearchAnswer,
  SearchExample,
  SearchFilter,
  SearchPicture,
} from '#shared/contract/search.ts';
import { AppError } from '#shared/errors.ts';
import type { BoxPx } from '#shared/units.ts';
import { hexOfLab } from '../../core/outfit/lab.ts';
import { palette } from '../../core/outfit/palette.ts';
import type { StudyStore } from '../../store/study-store.ts';
import type { SerialWorker } from '../../workers/serial-worker.ts';
import type { ResultOf, TaskOf } from '../../workers/tasks.ts';
import type { ModelPaths } from '../analysis/analyze-handler.ts';
import { readModelChoice } from '../models/model-choice.ts';
import type { ServiceContext } from '../session/session.ts';
import { readHits, readOutfit } from './hit-query.ts';
import { SearchPictures } from './search-pictures.ts';

export interface SearchOptions {
  readonly models: ModelPaths;
  readonly worker: SerialWorker;
  /** Inference threads. */
  readonly threads: number;
}

export interface SearchRequest {
  readonly by: SearchExample;
  readonly filter: SearchFilter;
  readonly offset: number;
  readonly limit: number;
}

/** Finding people by how they look. */
export class SearchService {
  readonly #context: ServiceContext;
  readonly #options: SearchOptions;
  /** Of the study at hand; another study starts with none. */
  #pictures = new SearchPictures();
  #studyFolder: string | null = null;

  constructor(context: ServiceContext, options: SearchOptions) {
    this.#context = context;
    this.#options = options;
    context.changes.subscribe((topics) => {
      if (topics.has('study')) this.#forgetOtherStudy();
    }, new AbortController().signal);
  }

  palette(): PaletteColour[] {
    return palette.map(({ name, shades }) => ({ name, hex: hexOfLab(shades[0]!) }));
  }

  /** Errors: INVALID_INPUT, MODEL_INVALID, NO_STUDY_OPEN. */
  async addPicture(
    { fileName, dataBase64 }: { fileName: string; dataBase64: string },
    signal: AbortSignal,
  ): Promise<SearchPicture> {
    const { store } = this.#context.session();
    this.#studyFolder = store.layout.folder;
    const bytes = pictureBytes(dataBase64, fileName);
    const found = await this.#describe(store, bytes, null, signal);
    const { widthPx, heightPx, people } = found;
    return { pictureId: this.#pictures.add(bytes), widthPx, heightPx, people };
  }

  /** Errors: NOT_FOUND, INVALID_INPUT, MODEL_INVALID, NO_STUDY_OPEN. */
  async find({ by, filter, offset, limit }: SearchRequest, signal: AbortSignal): Promise<SearchAnswer> {
    const { store } = this.#context.session();
    this.#studyFolder = store.layout.folder;
    const picture = by.kind === 'picture' ? await this.#pictureLook(store, by, signal) : null;
    const { found, total, searched, notComparable } = await this.#options.worker.run(
      {
        kind: 'search',
        databasePath: store.layout.database,
        by:
          by.kind === 'picture'
            ? { kind: 'vector', vector: picture!.vector, space: picture!.space }
            : wanted(by),
        filter,
        offset,
        limit,
      },
      signal,
    );
    const exampleOutfit = by.kind === 'tracklet' ? readOutfit(store.db, by.trackletId) : picture?.outfit;
    const hits = readHits(store.db, found);
    return { total, searched, notComparable, hits, exampleOutfit: exampleOutfit ?? null };
  }

  async #pictureLook(
    store: StudyStore,
    { pictureId, boxPx }: { pictureId: string; boxPx: BoxPx },
    signal: AbortSignal,
  ): Promise<NonNullable<ResultOf<'describe-picture'>['description']>> {
    const picture = this.#pictures.get(pictureId);
    const known = picture.lookIn(boxPx);
    if (known) return known;
    const { description } = await this.#describe(store, picture.bytes, boxPx, signal);
    return picture.remember(boxPx, description!);
  }

  #describe(
    store: StudyStore,
    picture: Uint8Array<ArrayBuffer>,
    boxPx: BoxPx | null,
    signal: AbortSignal,
  ): Promise<ResultOf<'describe-picture'>> {
    const { models, threads, worker } = this.#options;
    const { detector, outfit, parser, provider } = readModelChoice(store.db);
    const outfitPath = models.outfitPath(outfit);
    const task: TaskOf<'describe-picture'> = {
      kind: 'describe-picture',
      picture,
      boxPx,
      detectorPath: models.detectorPath(detector),
      ...(outfitPath !== undefined && { outfitPath }),
      parserPath: models.parserPath(parser),
      provider,
      threads,
    };
    return worker.run(task, signal);
  }

  /** Whoever closes a study wants none of its descriptors to stay in memory. */
  #forgetOtherStudy(): void {
    const folder = this.#context.sessionOrNull()?.store.layout.folder ?? null;
    if (this.#studyFolder === null || folder === this.#studyFolder) return;
    this.#studyFolder = null;
    this.#pictures = new SearchPictures();
    void this.#options.worker.release();
  }
}

function wanted(by: Exclude<SearchExample, { kind: 'picture' }>): TaskOf<'search'>['by'] {
  if (by.kind !== 'outfit') return by;
  const garments = [by.top, by.bottom, by.shoes];
  const colours = garments.flatMap((garment) => garment.colours);
  if (colours.length + garments.flatMap((garment) => garment.types).length === 0) {
    throw new AppError(
      'INVALID_INPUT',
      'Nothing was chosen to look for.',
      'Choose the colour or the kind of at least one garment.',
    );
  }
  const unknown = colours.find((name) => palette.every((colour) => colour.name !== name));
  if (unknown === undefined) return by;
  throw new AppError(
    'INVALID_INPUT',
    `There is no colour “${unknown}”.`,
    `The colours: ${palette.map(({ name }) => name).join(', ')}.`,
  );
}

/** Larger is no still of a camera. */
const MAX_PICTURE_BYTES = 32 * 1024 * 1024;

/** Errors: INVALID_INPUT. */
function pictureBytes(dataBase64: string, fileName: string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(dataBase64, 'base64');
  if (bytes.length <= MAX_PICTURE_BYTES) return Uint8Array.from(bytes);
  throw new AppError('INVALID_INPUT', `“${fileName}” is larger than 32 MiB.`, 'Save the picture smaller.');
}
