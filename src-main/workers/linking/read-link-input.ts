import { and, asc, count, eq, isNotNull, sql } from 'drizzle-orm';
import type { GarmentColour } from '#shared/contract/analysis.ts';
import type { SizePx } from '../../core/geometry/letterbox.ts';
import { TrackletColumns } from '../../core/linking/tracklets/tracklet-columns.ts';
import type { Decided, ForcedLink, LinkCamera, LinkInput, RegionColour } from '../../core/linking/types.ts';
import type { TimeSpan } from '../../core/timeline/spans.ts';
import { ownPart } from '../../core/timeline/time-owners.ts';
import { defaultTrackerConfig } from '../../core/tracking/config.ts';
import { type BorderTracklet, joinOverBorder } from '../../core/tracking/offline/borders.ts';
import { defaultOfflineConfig } from '../../core/tracking/offline/config.ts';
import { decodePath, type TrackPath } from '../../core/tracking/path-codec.ts';
import { defaultStitchConfig } from '../../core/tracking/stitch.ts';
import { type AppliedDecision, readDecisions } from '../../store/read-decisions.ts';
import { readOwnedByOthers } from '../../store/read-observed.ts';
import { readStaffTracklets } from '../../store/read-staff-tracklets.ts';
import { camera, outfit, recording, tracklet, trackletEmbedding } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import type { LinkResult } from '../tasks.ts';
import { sampledWalk } from './sampled-walk.ts';
import { trackletEnd } from './tracklet-end.ts';
import { wholeMs } from './whole-time.ts';

const isLinked = and(eq(recording.status, 'accepted'), isNotNull(recording.startUtcMs));

/** One chunk of a recording; its tracklets' times are in UTC. */
interface Chunk {
  readonly cameraId: number;
  readonly picture: SizePx;
  readonly tracklets: readonly BorderTracklet[];
}

const borderConfig = {
  stitch: defaultStitchConfig,
  tracker: defaultTrackerConfig,
  offline: defaultOfflineConfig,
};

/**
 * All tracklets of accepted recordings, in true time: recording start + offset + the camera's clock offset. Where two
 * recordings of a camera hold the same time, only what one of them shows counts (`ownedByOthers`): the other shows the same
 * people once more, and who is seen twice at once would pass for two. Whoever is still in view when the one ends goes on in
 * the other from there on.
 * Forced links join tracklets that a chunk or file border cut. Embeddings are of one space, the one that most tracklets
 * have: others, left from an analysis with another model, are as good as missing.
 *
 * Reads one recording after the other, since the paths of a whole study need much more memory than what linking wants
 * of them. Checks `signal` as it reads.
 */
export function readLinkInput(
  db: ReadonlyStudyDb,
  signal: AbortSignal,
): LinkInput & Pick<LinkResult, 'lastStepId' | 'clockOffsets'> {
  const tracklets = new TrackletColumns();
  const ids = new Set<number>();
  const forced: ForcedLink[] = [];
  const space = commonSpace(db);
  const rows = trackletRows(db);
  const ownedByOthers = readOwnedByOthers(db);
  let previous: Chunk | null = null;
  for (const { recordingId, cameraId, picture, zeroUtcMs } of linkedRecordings(db)) {
    signal.throwIfAborted();
    const elsewhere = ownedByOthers.get(recordingId) ?? [];
    for (const chunk of Map.groupBy(rows.all({ recordingId }), ({ chunkIndex }) => chunkIndex).values()) {
      const atBorders: BorderTracklet[] = [];
      for (const row of chunk) {
        const seen = {
          startUtcMs: zeroUtcMs + row.startOffsetMs,
          endUtcMs: zeroUtcMs + row.endOffsetMs,
        };
        const own = ownPart(seen, elsewhere);
        if (own === null) continue;
        const whole = decodePath(row.path);
        const path = own === seen ? whole : pathWithin(whole, own, zeroUtcMs);
        if (path === null) continue;
        const embedding = row.vector && row.space === space ? new Int8Array(row.vector) : null;
        ids.add(row.id);
        tracklets.add({
          id: row.id,
          cameraId,
          ...own,
          wholeMs: wholeMs(path, picture),
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
        const timesMs = path.timesMs.map((timeMs) => zeroUtcMs + timeMs);
        atBorders.push({ id: row.id, path: { ...path, timesMs }, look: embedding });
      }
      // A chunk that another recording shows too is no border to anybody.
      if (atBorders.length === 0 && elsewhere.length > 0) continue;
      const next = { cameraId, picture, tracklets: atBorders };
      if (previous) forced.push(...continuations(previous, next));
      previous = next;
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
    clockOffsets: readClockOffsets(db),
  };
}

/** The points of a path that lie in a span; null for none. */
function pathWithin(
  path: TrackPath,
  { startUtcMs, endUtcMs }: TimeSpan,
  zeroUtcMs: number,
): TrackPath | null {
  const from = path.timesMs.findIndex((timeMs) => zeroUtcMs + timeMs >= startUtcMs);
  const last = path.timesMs.findLastIndex((timeMs) => zeroUtcMs + timeMs <= endUtcMs);
  if (from === -1 || last < from) return null;
  return {
    timesMs: path.timesMs.slice(from, last + 1),
    boxesPx: path.boxesPx.slice(4 * from, 4 * (last + 1)),
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

function readClockOffsets(db: ReadonlyStudyDb): LinkResult['clockOffsets'] {
  return db.select({ cameraId: camera.id, clockOffsetMs: camera.clockOffsetMs }).from(camera).all();
}

/** Accepted recordings with a time, in order of camera and time. */
function linkedRecordings(db: ReadonlyStudyDb) {
  return db
    .select({
      recordingId: recording.id,
      cameraId: camera.id,
      startUtcMs: recording.startUtcMs,
      clockOffsetMs: camera.clockOffsetMs,
      probe: recording.probe,
    })
    .from(recording)
    .innerJoin(camera, eq(camera.id, recording.cameraId))
    .where(isLinked)
    .orderBy(asc(camera.id), asc(recording.startUtcMs), asc(recording.id))
    .all()
    .map(({ recordingId, cameraId, startUtcMs, clockOffsetMs, probe }) => ({
      recordingId,
      cameraId,
      picture: { widthPx: probe!.widthPx, heightPx: probe!.heightPx },
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

/** Joins a chunk to the next of the same camera, which may be in the next file. Boxes of differing pictures do not compare. */
function continuations(previous: Chunk, next: Chunk): ForcedLink[] {
  if (previous.cameraId !== next.cameraId) return [];
  const { widthPx, heightPx } = next.picture;
  if (previous.picture.widthPx !== widthPx || previous.picture.heightPx !== heightPx) return [];
  return joinOverBorder(previous.tracklets, next.tracklets, next.picture, borderConfig).map(
    ({ fromTrackletId, toTrackletId }) => ({ fromId: fromTrackletId, toId: toTrackletId }),
  );
}
