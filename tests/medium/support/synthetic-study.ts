/** Fills a real study with the tracklets of a made-up mall, as analysis would have stored them. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  MALL_START_UTC_MS,
  type Mall,
  type MallOptions,
  makeMall,
} from '../../../src-main/core/linking/testing/synthetic-mall.ts';
import type { LinkTracklet, RegionColour } from '../../../src-main/core/linking/types.ts';
import { hexOfLab } from '../../../src-main/core/outfit/lab.ts';
import { nameColour } from '../../../src-main/core/outfit/palette.ts';
import { trackletId } from '../../../src-main/core/tracking/tracklet-id.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { planPicture } from './plan-picture.ts';
import { insertChunk, insertLook, insertRecording, insertWalker, type Writer } from './study-rows.ts';

const LEAD_MS = 5 * 60_000;
const CHUNK_MS = 10 * 60_000;

export interface SyntheticStudyOptions extends Partial<MallOptions> {
  /** Draws a plan picture into the study; without it cameras have places but the floor has no picture. */
  readonly hasPlan?: boolean;
  /** Cameras whose recording has a hole of 20 minutes in the middle, by number from 1. */
  readonly camerasWithHole?: readonly number[];
}

export interface SyntheticStudy {
  readonly mall: Mall;
  /** From the study's tracklet id to the visitor. */
  readonly visitorOf: ReadonlyMap<number, number>;
}

export function fillStudy(store: StudyStore, options: SyntheticStudyOptions = {}): SyntheticStudy {
  const mall = makeMall(options);
  const visitorOf = new Map<number, number>();
  const lastUtcMs = Math.max(...mall.tracklets.map((row) => row.endUtcMs));
  const durationMs = lastUtcMs - MALL_START_UTC_MS + 2 * LEAD_MS;
  store.transaction((tx) => {
    const floor = tx.select().from(schema.floor).get()!;
    if (options.hasPlan) {
      const widthPx = 1200;
      const heightPx = 300;
      const bytes = planPicture(widthPx, heightPx);
      writeFileSync(join(store.layout.plans, 'floor.png'), bytes);
      tx.insert(schema.planImage)
        .values({
          floorId: floor.id,
          relativePath: 'plans/floor.png',
          mimeType: 'image/png',
          sha256: createHash('sha256').update(bytes).digest('hex'),
          widthPx,
          heightPx,
          metresPerPx: 0.2,
          isScaleSet: true,
        })
        .run();
    }
    tx.insert(schema.model)
      .values({
        sha256: 'ab'.repeat(32),
        role: 'detector',
        name: 'wandr-person',
        provider: 'cpu',
        card: {},
        firstUsedUtcMs: 0,
      })
      .run();
    for (const { id, posM, floorId, headingDeg, fovDeg, rangeM } of mall.cameras) {
      const name = `cam${String(id).padStart(2, '0')}`;
      tx.insert(schema.camera)
        .values({
          id,
          name,
          floorId: floorId && floor.id,
          xM: posM?.x ?? null,
          yM: posM?.y ?? null,
          headingDeg,
          fovDeg,
          rangeM,
        })
        .run();
      const isBroken = options.camerasWithHole?.includes(id) ?? false;
      const holeStartMs = Math.round(durationMs / 2) - 10 * 60_000;
      const parts = isBroken
        ? [[0, holeStartMs] as const, [holeStartMs + 20 * 60_000, durationMs] as const]
        : [[0, durationMs] as const];
      parts.forEach(([fromMs, toMs], part) => {
        const recordingId = id * 10 + part;
        const startUtcMs = MALL_START_UTC_MS - LEAD_MS + fromMs;
        insertRecording(tx, {
          id: recordingId,
          path: `/footage/${name}/${name}-${part}.mp4`,
          cameraId: id,
          startUtcMs,
          durationMs: toMs - fromMs,
        });
        const seen = mall.tracklets.filter(
          (row) =>
            row.cameraId === id && row.startUtcMs >= startUtcMs && row.endUtcMs <= startUtcMs + toMs - fromMs,
        );
        storeChunks(tx, recordingId, startUtcMs, toMs - fromMs, seen, (own, stored) => {
          visitorOf.set(stored, mall.visitorOf.get(own)!);
        });
      });
    }
  });
  return { mall, visitorOf };
}

function storeChunks(
  tx: Writer,
  recordingId: number,
  startUtcMs: number,
  durationMs: number,
  seen: readonly LinkTracklet[],
  onStored: (ownId: number, storedId: number) => void,
): void {
  for (let chunkIndex = 0; chunkIndex * CHUNK_MS < durationMs; chunkIndex++) {
    const fromOffsetMs = chunkIndex * CHUNK_MS;
    const toOffsetMs = Math.min(durationMs, fromOffsetMs + CHUNK_MS);
    insertChunk(tx, { recordingId, chunkIndex, fromOffsetMs, toOffsetMs, sampledFrames: 3600 });
    seen
      .filter(
        (row) => row.startUtcMs - startUtcMs >= fromOffsetMs && row.startUtcMs - startUtcMs < toOffsetMs,
      )
      .sort((a, b) => a.startUtcMs - b.startUtcMs)
      .forEach((row, ordinal) => {
        const id = trackletId(recordingId, chunkIndex, ordinal);
        storeTracklet(tx, id, recordingId, chunkIndex, startUtcMs, row);
        onStored(row.id, id);
      });
  }
}

function storeTracklet(
  tx: Writer,
  id: number,
  recordingId: number,
  chunkIndex: number,
  zeroUtcMs: number,
  row: LinkTracklet,
): void {
  insertWalker(tx, {
    id,
    recordingId,
    chunkIndex,
    startOffsetMs: row.startUtcMs - zeroUtcMs,
    endOffsetMs: row.endUtcMs - zeroUtcMs,
  });
  insertLook(tx, id, row.embedding!);
  tx.insert(schema.outfit)
    .values({
      trackletId: id,
      top: garment(row.colours.top),
      bottom: garment(row.colours.bottom),
      shoes: null,
    })
    .run();
}

function garment(colour: RegionColour | null) {
  if (!colour) return null;
  const { l, a, b, confidence } = colour;
  return {
    name: nameColour({ l, a, b }).name,
    hex: hexOfLab({ l, a, b }),
    lab: { l, a, b },
    confidence,
    type: null,
    method: 'bands' as const,
  };
}
