import { and, asc, count, eq, isNotNull, sql } from 'drizzle-orm';
import type { GarmentColour } from '#shared/contract/analysis.ts';
import { TrackletColumns } from '../../core/linking/tracklet-columns.ts';
import type { Decided, ForcedLink, LinkCamera, LinkInput, RegionColour } from '../../core/linking/types.ts';
import { decodePath } from '../../core/tracking/path-codec.ts';
import {
  type BorderSighting,
  borderContinuations,
  borderSighting,
  defaultStitchConfig,
} from '../../core/tracking/stitch.ts';
import { type AppliedDecision, readDecisions } from '../../store/read-decisions.ts';
import { readStaffTracklets } from '../../store/read-staff-tracklets.ts';
import { camera, outfit, recording, tracklet, trackletEmbedding } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import { sampledWalk } from './sampled-walk.ts';
import { trackletEnd } from './tracklet-end.ts';

const isLinked = and(eq(recording.status, 'accepted'), isNotNull(recording.startUtcMs));

/** Sightings of the tracklets that begin and end in one chunk of a recording, in UTC. */
interface ChunkBorders {
  readonly cameraId: number;
  readonly starts: readonly BorderSighting[];
  readonly ends: readonly BorderSighting[];
}

/**
 * All tracklets of accepted recordings, in true time: recording start + offset + the camera's clock offset.
 * Forced links join tracklets that a chunk or file border cut. Embeddings are of one space, the one that most tracklets
 * have: others, left from an analysis with another model, are as good as missing.
 *
 * Reads one recording after the other, since the paths of a whole study need much more memory than what linking wants
 * of them. Checks `signal` as it reads.
 */
export function readLinkInput(db: ReadonlyStudyDb, signal: AbortSignal): LinkInput & { lastStepId: number } {
  const tracklets = new TrackletColumns();
  const ids = new Set<number>();
  const forced: ForcedLink[] = [];
  const space = commonSpace(db);
  const rows = trackletRows(db);
  let previous: ChunkBorders | null = null;
  for (const { recordingId, cameraId, zeroUtcMs } of linkedRecordings(db)) {
    signal.throwIfAborted();
    for (const chunk of Map.groupBy(rows.all({ recordingId }), ({ chunkIndex }) => chunkIndex).values()) {
      const starts: BorderSighting[] = [];
      const ends: BorderSighting[] = [];
      for (const row of chunk) {
        const path = decodePath(row.path);
        const embedding = row.vector && row.space === space ? new Int8Array(row.vector) : null;
        ids.add(row.id);
        tracklets.add({
          id: row.id,
          cameraId,
          startUtcMs: zeroUtcMs + row.startOffsetMs,
          endUtcMs: zeroUtcMs + row.endOffsetMs,
          embedding,
          colours: {
            top: regionColour(row.top),
            bottom: regionColour(row.bottom),
            shoes: regionColour(row.shoes),
          },
          entry: trackletEnd(path, 'start'),
          exit: trackletEnd(path, 'end'),
          walk: sampledWalk(path),
        });
        starts.push(inUtc(borderSighting(row.id, path, 'start', embedding), zeroUtcMs));
        ends.push(inUtc(borderSighting(row.id, path, 'end', embedding), zeroUtcMs));
      }
      const borders = { cameraId, starts, ends };
      if (previous) forced.push(...continuations(previous, borders));
      previous = borders;
    }
  }
  const { appliedList, lastStepId } = readDecisions(db);
  return {
    tracklets,
    cameras: readCameras(db),
    forced,
    decided: decidedAmong(ids, appliedList),
    uncounted: readStaffTracklets(db),
    lastStepId,
  };
}

/** Decisions about footage that was excluded since count again when it is back. */
function decidedAmong(ids: ReadonlySet<number>, decisions: readonly AppliedDecision[]): Decided {
  const among = decisions.filter(({ firstId, secondId }) => ids.has(firstId) && ids.has(secondId));
  return {
    same: among.filter(({ verdict }) => verdict === 'same'),
    different: among.filter(({ verdict }) => verdict === 'different'),
  };
}

/** The most frequent space; of equally frequent ones the first by name. Null without any. */
function commonSpace(db: ReadonlyStudyDb): string | null {
  const spaces = db
    .select({ space: trackletEmbedding.space, rows: count() })
    .from(trackletEmbedding)
    .innerJoin(tracklet, eq(tracklet.id, trackletEmbedding.trackletId))
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .where(isLinked)
    .groupBy(trackletEmbedding.space)
    .all();
  spaces.sort((a, b) => b.rows - a.rows || (a.space < b.space ? -1 : 1));
  return spaces[0]?.space ?? null;
}

function readCameras(db: ReadonlyStudyDb): LinkCamera[] {
  return db
    .select()
    .from(camera)
    .orderBy(asc(camera.id))
    .all()
    .map(({ id, floorId, xM, yM, headingDeg, fovDeg, rangeM }) => ({
      id,
      floorId,
      posM: xM === null || yM === null ? null : { x: xM, y: yM },
      headingDeg,
      fovDeg,
      rangeM,
    }));
}

/** Accepted recordings with a time, in order of camera and time. */
function linkedRecordings(db: ReadonlyStudyDb) {
  return db
    .select({
      recordingId: recording.id,
      cameraId: camera.id,
      startUtcMs: recording.startUtcMs,
      clockOffsetMs: camera.clockOffsetMs,
    })
    .from(recording)
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(isLinked)
    .orderBy(asc(camera.id), asc(recording.startUtcMs), asc(recording.id))
    .all()
    .map(({ startUtcMs, clockOffsetMs, ...source }) => ({
      ...source,
      zeroUtcMs: startUtcMs! + clockOffsetMs,
    }));
}

/** The tracklets of a recording, chunk by chunk. */
function trackletRows(db: ReadonlyStudyDb) {
  return db
    .select({
      id: tracklet.id,
      chunkIndex: tracklet.chunkIndex,
      startOffsetMs: tracklet.startOffsetMs,
      endOffsetMs: tracklet.endOffsetMs,
      path: tracklet.path,
      space: trackletEmbedding.space,
      vector: trackletEmbedding.vector,
      top: outfit.top,
      bottom: outfit.bottom,
      shoes: outfit.shoes,
    })
    .from(tracklet)
    .leftJoin(trackletEmbedding, eq(trackletEmbedding.trackletId, tracklet.id))
    .leftJoin(outfit, eq(outfit.trackletId, tracklet.id))
    .where(eq(tracklet.recordingId, sql.placeholder('recordingId')))
    .orderBy(asc(tracklet.chunkIndex), asc(tracklet.id))
    .prepare();
}

function regionColour(colour: GarmentColour | null): RegionColour | null {
  return colour && { ...colour.lab, confidence: colour.confidence };
}

function inUtc(sighting: BorderSighting, zeroUtcMs: number): BorderSighting {
  return { ...sighting, timeMs: zeroUtcMs + sighting.timeMs };
}

/** Joins a chunk to the next of the same camera, which may be in the next file. Only sightings near the border can match. */
function continuations(previous: ChunkBorders, next: ChunkBorders): ForcedLink[] {
  if (previous.cameraId !== next.cameraId) return [];
  const lastMs = Math.max(...previous.ends.map((end) => end.timeMs));
  const firstMs = Math.min(...next.starts.map((start) => start.timeMs));
  const reachMs = defaultStitchConfig.maxGapMs;
  const ends = previous.ends.filter((end) => end.timeMs >= firstMs - reachMs);
  const starts = next.starts.filter((start) => start.timeMs <= lastMs + reachMs);
  return borderContinuations(ends, starts, defaultStitchConfig).map(({ fromTrackletId, toTrackletId }) => ({
    fromId: fromTrackletId,
    toId: toTrackletId,
  }));
}
