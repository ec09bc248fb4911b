import { asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { GarmentColour } from '#shared/contract/analysis.ts';
import { regions } from '../../core/linking/types.ts';
import { inverseLength } from '../../core/outfit/packed-vectors.ts';
import { EMBEDDING_LENGTH } from '../../core/outfit/types.ts';
import type { RecordingDescriptors } from '../../core/search/descriptors.ts';
import { type FootTracks, footTracksOf } from '../../core/search/foot-tracks.ts';
import { colourCell, type RecordingGarments, typeCode, UNSEEN } from '../../core/search/garments.ts';
import { decodePath } from '../../core/tracking/path-codec.ts';
import {
  analysisChunk,
  camera,
  outfit,
  recording,
  tracklet,
  trackletEmbedding,
} from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';

/** A recording that is searched, as the database has it now. */
export interface SearchedRecording {
  readonly recordingId: number;
  readonly cameraId: number;
  readonly floorId: number | null;
  /** True time of offset 0. */
  readonly zeroUtcMs: number;
  /** Of its picture, in which boxes are measured; null where the file was never probed. */
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly isAccepted: boolean;
  /** Names the recording and what analysis made of it: as long as it is the same, so are its tracklets. */
  readonly version: string;
}

/**
 * All recordings with a start and with results, in order of id. The version is made of the finished chunks and of how
 * they were made: a chunk is written with its tracklets or not at all, and the same models over the same footage find
 * the same. That it is the same footage is not told by the id, which SQLite gives again once a recording is removed.
 */
export function readSearchedRecordings(db: ReadonlyStudyDb): SearchedRecording[] {
  const versions = new Map<number, string>();
  const chunks = db
    .select({
      recordingId: analysisChunk.recordingId,
      chunks: sql<string>`group_concat(${analysisChunk.chunkIndex} || '/' || ${analysisChunk.fromOffsetMs} || '/' || ${analysisChunk.toOffsetMs})`,
      provenance: sql<string>`${analysisChunk.provenance}`,
    })
    .from(analysisChunk)
    .groupBy(analysisChunk.recordingId, analysisChunk.provenance)
    .all();
  for (const { recordingId, chunks: list, provenance } of chunks) {
    versions.set(recordingId, `${versions.get(recordingId) ?? ''}${provenance}:${list};`);
  }
  return db
    .select({
      recordingId: recording.id,
      cameraId: camera.id,
      floorId: camera.floorId,
      zeroUtcMs: sql<number>`${recording.startUtcMs} + ${camera.clockOffsetMs}`,
      widthPx: sql<number | null>`${recording.probe} ->> '$.widthPx'`,
      heightPx: sql<number | null>`${recording.probe} ->> '$.heightPx'`,
      status: recording.status,
      source: sql<string>`${recording.fingerprint} || '/' || ${recording.addedUtcMs}`,
    })
    .from(recording)
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(isNotNull(recording.startUtcMs))
    .orderBy(asc(recording.id))
    .all()
    .flatMap(({ status, source, ...row }) => {
      const results = versions.get(row.recordingId);
      if (results === undefined) return [];
      return [{ ...row, isAccepted: status === 'accepted', version: `${source};${results}` }];
    });
}

/** Names of descriptors, by their number in `RecordingDescriptors.space`; grows as new ones are met. */
export type SpaceNames = string[];

/** Reads recordings one after the other; the query is made ready once, which for a short recording takes longest. */
export function descriptorReader(
  db: ReadonlyStudyDb,
  spaces: SpaceNames,
): (recordingId: number) => RecordingDescriptors {
  const query = db
    .select({
      id: tracklet.id,
      start: tracklet.startOffsetMs,
      end: tracklet.endOffsetMs,
      space: trackletEmbedding.space,
      vector: trackletEmbedding.vector,
    })
    .from(tracklet)
    .leftJoin(trackletEmbedding, eq(trackletEmbedding.trackletId, tracklet.id))
    .where(eq(tracklet.recordingId, sql.placeholder('recordingId')))
    .orderBy(asc(tracklet.startOffsetMs), asc(tracklet.id))
    .prepare();
  // Plain rows: objects of 10^6 tracklets would take longer to make than to read.
  return (recordingId) =>
    toDescriptors(recordingId, query.values({ recordingId }) as DescriptorRow[], spaces);
}

type DescriptorRow = [id: number, start: number, end: number, space: string | null, vector: Buffer | null];

function toDescriptors(
  recordingId: number,
  rows: readonly DescriptorRow[],
  spaces: SpaceNames,
): RecordingDescriptors {
  const count = rows.length;
  const vectors = new Int8Array(count * EMBEDDING_LENGTH);
  const inverseNorm = new Float32Array(count);
  const space = new Uint8Array(count);
  for (const [row, [, , , name, vector]] of rows.entries()) {
    if (name === null || vector?.length !== EMBEDDING_LENGTH) continue;
    vectors.set(new Int8Array(vector.buffer, vector.byteOffset, vector.length), row * EMBEDDING_LENGTH);
    inverseNorm[row] = inverseLength(vectors, row * EMBEDDING_LENGTH);
    space[row] = numberOf(name, spaces);
  }
  return {
    recordingId,
    trackletIds: Float64Array.from(rows, ([id]) => id),
    startOffsetMs: Float64Array.from(rows, ([, start]) => start),
    endOffsetMs: Float64Array.from(rows, ([, , end]) => end),
    vectors,
    inverseNorm,
    space,
  };
}

/** Throws RangeError beyond 256 descriptors in one study. */
function numberOf(name: string, spaces: SpaceNames): number {
  const known = spaces.indexOf(name);
  if (known !== -1) return known;
  if (spaces.length > 0xff) throw new RangeError('more than 256 descriptors in one study');
  return spaces.push(name) - 1;
}

/** Where the people of a recording stood; rows as `descriptorReader` gives them. */
export function footTrackReader(
  db: ReadonlyStudyDb,
): (recording: Pick<SearchedRecording, 'recordingId' | 'widthPx' | 'heightPx'>) => FootTracks {
  const query = db
    .select({ path: tracklet.path })
    .from(tracklet)
    .where(eq(tracklet.recordingId, sql.placeholder('recordingId')))
    .orderBy(asc(tracklet.startOffsetMs), asc(tracklet.id))
    .prepare();
  return ({ recordingId, widthPx, heightPx }) => {
    if (widthPx === null || heightPx === null) {
      throw new Error(`Recording ${recordingId} has results, but nothing says how large its picture is.`);
    }
    const rows = query.values({ recordingId }) as [path: Buffer][];
    return footTracksOf(
      rows.map(([path]) => decodePath(path)),
      { widthPx, heightPx },
    );
  };
}

/** Rows as `descriptorReader` gives them. */
export function garmentReader(db: ReadonlyStudyDb): (recordingId: number) => RecordingGarments {
  const query = db
    .select({ top: outfit.top, bottom: outfit.bottom, shoes: outfit.shoes })
    .from(tracklet)
    .leftJoin(outfit, eq(outfit.trackletId, tracklet.id))
    .where(eq(tracklet.recordingId, sql.placeholder('recordingId')))
    .orderBy(asc(tracklet.startOffsetMs), asc(tracklet.id))
    .prepare();
  return (recordingId) => toGarments(query.values({ recordingId }) as (string | null)[][]);
}

function toGarments(rows: readonly (readonly (string | null)[])[]): RecordingGarments {
  const cells = new Uint16Array(rows.length * regions.length).fill(UNSEEN);
  const confidence = new Uint8Array(cells.length);
  const types = new Uint8Array(cells.length);
  const typeConfidence = new Uint8Array(cells.length);
  for (const [row, garments] of rows.entries()) {
    for (const [column, text] of garments.entries()) {
      const garment = text === null ? null : (JSON.parse(text) as GarmentColour | null);
      if (garment === null) continue;
      const at = row * regions.length + column;
      cells[at] = colourCell(garment.lab);
      confidence[at] = Math.round(garment.confidence * 255);
      types[at] = typeCode(garment.type?.name ?? null);
      typeConfidence[at] = Math.round((garment.type?.confidence ?? 0) * 255);
    }
  }
  return { cells, confidence, types, typeConfidence };
}
