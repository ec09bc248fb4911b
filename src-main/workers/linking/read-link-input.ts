import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { GarmentColour } from '#shared/contract/analysis.ts';
import type { Decided, LinkCamera, LinkInput, LinkTracklet, RegionColour } from '../../core/linking/types.ts';
import { decodePath } from '../../core/tracking/path-codec.ts';
import {
  type BorderSighting,
  borderContinuations,
  borderSighting,
  defaultStitchConfig,
} from '../../core/tracking/stitch.ts';
import { type AppliedDecision, readDecisions } from '../../store/read-decisions.ts';
import { camera, outfit, recording, tracklet, trackletEmbedding } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import { trackletEnd } from './tracklet-end.ts';

/** Sightings of the tracklets that begin and end in one chunk of a recording, in UTC. */
interface ChunkBorders {
  readonly cameraId: number;
  readonly starts: BorderSighting[];
  readonly ends: BorderSighting[];
}

/**
 * All tracklets of accepted recordings, in true time: recording start + offset + the camera's clock offset.
 * Forced links join tracklets that a chunk or file border cut. Embeddings are of one space, the one that most tracklets
 * have: others, left from an analysis with another model, are as good as missing. Checks `signal` as it reads.
 */
export function readLinkInput(db: ReadonlyStudyDb, signal: AbortSignal): LinkInput & { lastStepId: number } {
  const cameras = readCameras(db);
  const tracklets: LinkTracklet[] = [];
  const chunks = new Map<string, ChunkBorders>();
  const rows = trackletRows(db);
  const space = commonSpace(rows.map((row) => row.space));
  for (const row of rows) {
    signal.throwIfAborted();
    const zeroUtcMs = row.recordingStartUtcMs! + row.clockOffsetMs;
    const path = decodePath(row.path);
    tracklets.push({
      id: row.id,
      cameraId: row.cameraId,
      startUtcMs: zeroUtcMs + row.startOffsetMs,
      endUtcMs: zeroUtcMs + row.endOffsetMs,
      embedding: row.vector && row.space === space ? new Int8Array(row.vector) : null,
      colours: {
        top: regionColour(row.top),
        bottom: regionColour(row.bottom),
        shoes: regionColour(row.shoes),
      },
      entry: trackletEnd(path, 'start'),
      exit: trackletEnd(path, 'end'),
    });
    const key = `${row.recordingId}/${row.chunkIndex}`;
    let borders = chunks.get(key);
    if (!borders) {
      borders = { cameraId: row.cameraId, starts: [], ends: [] };
      chunks.set(key, borders);
    }
    borders.starts.push(inUtc(borderSighting(row.id, path, 'start'), zeroUtcMs));
    borders.ends.push(inUtc(borderSighting(row.id, path, 'end'), zeroUtcMs));
  }
  const { appliedList, lastStepId } = readDecisions(db);
  return {
    tracklets,
    cameras,
    forced: continuationsOf([...chunks.values()], signal),
    decided: decidedAmong(new Set(tracklets.map(({ id }) => id)), appliedList),
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
function commonSpace(spaces: readonly (string | null)[]): string | null {
  const counts = [...Map.groupBy(spaces, (space) => space)].filter(([space]) => space !== null);
  counts.sort(([a, rowsA], [b, rowsB]) => rowsB.length - rowsA.length || (a! < b! ? -1 : 1));
  return counts[0]?.[0] ?? null;
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

function trackletRows(db: ReadonlyStudyDb) {
  return db
    .select({
      id: tracklet.id,
      recordingId: tracklet.recordingId,
      chunkIndex: tracklet.chunkIndex,
      startOffsetMs: tracklet.startOffsetMs,
      endOffsetMs: tracklet.endOffsetMs,
      path: tracklet.path,
      recordingStartUtcMs: recording.startUtcMs,
      cameraId: camera.id,
      clockOffsetMs: camera.clockOffsetMs,
      space: trackletEmbedding.space,
      vector: trackletEmbedding.vector,
      top: outfit.top,
      bottom: outfit.bottom,
      shoes: outfit.shoes,
    })
    .from(tracklet)
    .innerJoin(recording, eq(recording.id, tracklet.recordingId))
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .leftJoin(trackletEmbedding, eq(trackletEmbedding.trackletId, tracklet.id))
    .leftJoin(outfit, eq(outfit.trackletId, tracklet.id))
    .where(and(eq(recording.status, 'accepted'), isNotNull(recording.startUtcMs)))
    .orderBy(
      asc(camera.id),
      asc(recording.startUtcMs),
      asc(recording.id),
      asc(tracklet.chunkIndex),
      asc(tracklet.id),
    )
    .all();
}

function regionColour(colour: GarmentColour | null): RegionColour | null {
  return colour && { ...colour.lab, confidence: colour.confidence };
}

function inUtc(sighting: BorderSighting, zeroUtcMs: number): BorderSighting {
  return { ...sighting, timeMs: zeroUtcMs + sighting.timeMs };
}

/**
 * Joins each chunk to the next of the same camera, which may be in the next file. Chunks come in order of
 * camera and time; only sightings near the border can match, so most of a chunk is passed over.
 */
function continuationsOf(chunks: readonly ChunkBorders[], signal: AbortSignal) {
  return chunks.slice(1).flatMap((next, index) => {
    signal.throwIfAborted();
    const previous = chunks[index]!;
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
  });
}
