import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { MediaRef, signedUrlSchema } from '#shared/contract/media.ts';
import { AppError } from '#shared/errors.ts';
import { mediaAsset, planImage, reportFile, tracklet } from '../../store/schema/index.ts';
import type { StudyStore } from '../../store/study-store.ts';
import type { ServiceContext } from '../session/session.ts';
import { type MediaTarget, mediaPath } from './media-path.ts';

export type SignedUrl = z.infer<typeof signedUrlSchema>;
/** Makes an address of a media path that the host's pages may use. */
export type MediaUrlSigner = (mediaPath: string) => SignedUrl;

/** A file that may be sent to the renderer. */
export interface MediaFile {
  /** Absolute, inside the study folder, links resolved. */
  readonly path: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly modifiedUtcMs: number;
  /** Set where the file is to be saved, not shown. */
  readonly downloadName: string | null;
}

export class MediaService {
  readonly #context: ServiceContext;
  readonly #sign: MediaUrlSigner;

  constructor(context: ServiceContext, sign: MediaUrlSigner) {
    this.#context = context;
    this.#sign = sign;
  }

  urls(input: { refs: readonly MediaRef[] }): SignedUrl[] {
    const studyKey = studyKeyOf(this.#context.session().store);
    return input.refs.map((ref) => this.#sign(mediaPath({ studyKey, ref })));
  }

  /** The file behind an address. Errors: NO_STUDY_OPEN, NOT_FOUND. */
  async resolve({ studyKey, ref }: MediaTarget): Promise<MediaFile> {
    const { store } = this.#context.session();
    if (studyKey !== studyKeyOf(store)) throw gone('This address belongs to a study that is not open.');
    const { path, mimeType, isDownload } = locate(store, ref);
    const { realPath, sizeBytes, modifiedUtcMs } = await fileInside(store.layout.folder, path);
    return {
      path: realPath,
      mimeType,
      sizeBytes,
      modifiedUtcMs,
      downloadName: isDownload ? basename(path) : null,
    };
  }
}

/** The same for a study as long as it stays where it is. */
function studyKeyOf(store: StudyStore): string {
  return createHash('sha256')
    .update(`${store.layout.folder}\n${store.createdUtcMs}`)
    .digest('base64url')
    .slice(0, 16);
}

interface Located {
  readonly path: string;
  readonly mimeType: string;
  readonly isDownload: boolean;
}

function locate({ db, layout }: StudyStore, ref: MediaRef): Located {
  switch (ref.kind) {
    case 'proxy':
    case 'thumbnail': {
      const asset = db
        .select({ relativePath: mediaAsset.relativePath })
        .from(mediaAsset)
        .where(and(eq(mediaAsset.recordingId, ref.id), eq(mediaAsset.kind, ref.kind)))
        .get();
      if (!asset) throw gone(`Recording ${ref.id} has no ${ref.kind} yet.`);
      const mimeType = ref.kind === 'proxy' ? 'video/mp4' : 'image/jpeg';
      return { path: join(layout.folder, asset.relativePath), mimeType, isDownload: false };
    }
    case 'crop': {
      const row = db.select({ crops: tracklet.crops }).from(tracklet).where(eq(tracklet.id, ref.id)).get();
      const crop = row?.crops[ref.index];
      if (!crop) throw gone(`Tracklet ${ref.id} has no crop ${ref.index}.`);
      return { path: join(layout.crops, crop.fileName), mimeType: 'image/jpeg', isDownload: false };
    }
    case 'plan': {
      const image = db.select().from(planImage).where(eq(planImage.id, ref.id)).get();
      if (!image) throw gone(`There is no plan picture ${ref.id}.`);
      return { path: join(layout.folder, image.relativePath), mimeType: image.mimeType, isDownload: false };
    }
    case 'report': {
      const report = db.select().from(reportFile).where(eq(reportFile.id, ref.id)).get();
      if (!report) throw gone(`There is no report ${ref.id}.`);
      const mimeType = report.format === 'pdf' ? 'application/pdf' : 'text/csv; charset=utf-8';
      return { path: join(layout.reports, report.fileName), mimeType, isDownload: true };
    }
  }
}

/** Links are followed before the check, so that none leads out of the study. */
async function fileInside(folder: string, path: string) {
  try {
    const [root, realPath] = await Promise.all([realpath(folder), realpath(path)]);
    const inside = relative(root, realPath);
    if (inside.startsWith('..') || isAbsolute(inside)) throw gone('The file is not inside the study.');
    const { size, mtimeMs } = await stat(realPath);
    return { realPath, sizeBytes: size, modifiedUtcMs: Math.round(mtimeMs) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw gone('The file is no longer in the study folder.');
    throw error;
  }
}

function gone(message: string): AppError {
  return new AppError('NOT_FOUND', message, 'Reload the page; if the file is still missing, make it again.');
}
