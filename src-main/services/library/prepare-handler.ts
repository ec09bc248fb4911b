import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { JobHandler, JobOutcome } from '../../jobs/types.ts';
import { mediaAsset, recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { ResultOf, TaskOf } from '../../workers/tasks.ts';
import { checkSource } from '../analysis/source-check.ts';
import type { ServiceContext } from '../session/session.ts';
import {
  type RecordingPayload,
  type RecordingRow,
  recordingGone,
  recordingPayloadSchema,
} from './recording-jobs.ts';

/** Makes the proxy that the player shows, and the thumbnail. */
export class PrepareHandler implements JobHandler<'prepare', RecordingPayload> {
  readonly type = 'prepare';
  readonly payload = recordingPayloadSchema;
  readonly topics = ['recordings'] as const;
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Errors: NOT_FOUND, FILE_MISSING, FILE_CHANGED, PERMISSION_DENIED. */
  task({ recordingId }: RecordingPayload): TaskOf<'prepare'> {
    const { store } = this.#context.session();
    const row = store.db.select().from(recording).where(eq(recording.id, recordingId)).get();
    if (!row) throw recordingGone(recordingId);
    checkSource(row);
    const { proxy, thumbnail } = assetPaths(recordingId);
    return {
      kind: 'prepare',
      path: row.path,
      proxyPath: join(store.layout.folder, proxy),
      thumbnailPath: join(store.layout.folder, thumbnail),
    };
  }

  commit(tx: StudyTransaction, { recordingId }: RecordingPayload, result: ResultOf<'prepare'>): JobOutcome {
    const row = tx.select({ id: recording.id }).from(recording).where(eq(recording.id, recordingId)).get();
    if (!row) return { summary: 'The recording was taken out of the study meanwhile.' };
    const paths = assetPaths(recordingId);
    for (const kind of ['proxy', 'thumbnail'] as const) {
      const asset = { recordingId, kind, relativePath: paths[kind], ...result[kind] };
      tx.insert(mediaAsset)
        .values(asset)
        .onConflictDoUpdate({ target: [mediaAsset.recordingId, mediaAsset.kind], set: asset })
        .run();
    }
    setProxy(tx, recordingId, 'ready');
    const made = `Proxy of ${result.proxy.widthPx}×${result.proxy.heightPx} and thumbnail.`;
    return {
      summary:
        result.decodeErrors === 0 ? made : `${made} ${result.decodeErrors} packets could not be decoded.`,
    };
  }

  abandoned(
    tx: StudyTransaction,
    { recordingId }: RecordingPayload,
    status: 'failed' | 'cancelled' | 'quarantined',
  ): void {
    setProxy(tx, recordingId, status === 'cancelled' ? 'none' : 'failed');
  }

  requeued(tx: StudyTransaction, { recordingId }: RecordingPayload): void {
    setProxy(tx, recordingId, 'queued');
  }
}

/** Inside the study folder. */
function assetPaths(recordingId: number): { readonly proxy: string; readonly thumbnail: string } {
  return { proxy: `proxies/${recordingId}.mp4`, thumbnail: `thumbs/${recordingId}.jpg` };
}

function setProxy(tx: StudyTransaction, recordingId: number, proxy: RecordingRow['proxy']): void {
  tx.update(recording).set({ proxy }).where(eq(recording.id, recordingId)).run();
}
