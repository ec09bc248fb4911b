/**
 * @file Search over a study of many tracklets, through a real database, as the host and its worker do it. Prints one
 * line of JSON; a process of its own, so that the memory is its own too.
 *
 *   node bench/search.ts [<tracklets>]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GarmentColour } from '#shared/contract/analysis.ts';
import { hexOfLab } from '../src-main/core/outfit/lab.ts';
import { dotProduct } from '../src-main/core/outfit/packed-vectors.ts';
import { palette } from '../src-main/core/outfit/palette.ts';
import { encodePath } from '../src-main/core/tracking/path-codec.ts';
import { trackletId } from '../src-main/core/tracking/tracklet-id.ts';
import { insertInBatches } from '../src-main/services/analysis/insert-in-batches.ts';
import { readHits } from '../src-main/services/search/hit-query.ts';
import { createStudyStore, openReadOnly } from '../src-main/store/open-study.ts';
import * as schema from '../src-main/store/schema/index.ts';
import type { StudyStore } from '../src-main/store/study-store.ts';
import { SearchIndex } from '../src-main/workers/search/search-index.ts';
import { searchStudy } from '../src-main/workers/search/search-study.ts';
import type { TaskOf } from '../src-main/workers/tasks.ts';
import { insertChunk, insertRecording } from '../tests/medium/support/study-rows.ts';
import { Random } from '../tools/random.ts';
import { EMBEDDING_LENGTH, modelledAppearance } from '../tools/simulator/appearance.ts';

/** Times are of the processor. */
export interface SearchMeasurement {
  readonly tracklets: number;
  /** The first search of a session, which reads the study. */
  readonly firstMs: number;
  /** Medians of later ones, with what the view shows of the first page. */
  readonly exampleMs: number;
  readonly oneCameraMs: number;
  readonly outfitMs: number;
  /** Of the example search to the bare products of as many vectors. */
  readonly ratioToProducts: number;
  readonly peakRssMb: number;
}

const RUNS = 9;
const CAMERAS = 60;
const HOURS = 24;
const HOUR_MS = 3_600_000;
const START_UTC_MS = Date.UTC(2026, 10, 14);

const folder = mkdtempSync(join(tmpdir(), 'wandr-bench-search-'));
try {
  using store = createStudyStore({ folder, name: 'Search', timeZone: 'UTC', nowUtcMs: START_UTC_MS });
  const ids = fillStudy(store, Number(process.argv[2] ?? 1_000_000));
  process.stdout.write(`${JSON.stringify(await measure(store, ids))}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(store: StudyStore, ids: readonly number[]): Promise<SearchMeasurement> {
  const { signal } = new AbortController();
  const index = new SearchIndex(store.layout.database);
  const search = async (by: TaskOf<'search'>['by'], cameraIds?: number[]): Promise<number> => {
    const began = process.cpuUsage();
    const filter = cameraIds ? { cameraIds } : {};
    const databasePath = store.layout.database;
    // As the worker does: a connection per search.
    using study = openReadOnly(databasePath);
    const task = { kind: 'search', databasePath, by, filter, offset: 0, limit: 60 } as const;
    const { found } = await searchStudy(task, study.db, index, signal);
    readHits(store.db, found);
    return cpuMsSince(began);
  };
  const example = (run: number) =>
    ({ kind: 'tracklet', trackletId: ids[(run * 7_919) % ids.length]! }) as const;
  const outfit: TaskOf<'search'>['by'] = {
    kind: 'outfit',
    top: { colours: ['red'], types: [] },
    bottom: { colours: ['dark blue'], types: [] },
    shoes: { colours: [], types: [] },
    seenOnly: false,
  };
  const firstMs = await search(example(0));
  await search(outfit);
  const exampleMs = await median((run) => search(example(run)));
  const products = timeOfProducts(index);
  return {
    tracklets: ids.length,
    firstMs,
    exampleMs,
    oneCameraMs: await median((run) => search(example(run), [run + 1])),
    outfitMs: await median(() => search(outfit)),
    ratioToProducts: exampleMs / products,
    peakRssMb: process.resourceUsage().maxRSS / 1_024,
  };
}

async function median(work: (run: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await work(run));
  return times.sort((a, b) => a - b)[RUNS >> 1]!;
}

function timeOfProducts({ recordings }: SearchIndex): number {
  const times = Array.from({ length: RUNS }, () => {
    const began = process.cpuUsage();
    let sum = 0;
    const first = recordings[0]!.descriptors.vectors;
    for (const { descriptors } of recordings) {
      for (let at = 0; at < descriptors.vectors.length; at += EMBEDDING_LENGTH) {
        sum += dotProduct(first, 0, descriptors.vectors, at);
      }
    }
    if (Number.isNaN(sum)) throw new Error('unreachable: products of integers');
    return cpuMsSince(began);
  });
  return times.sort((a, b) => a - b)[RUNS >> 1]!;
}

/** Of the processor: other programs on the machine disturb it less than the clock. */
function cpuMsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

/** One recording per camera and hour. Returns the tracklets' ids. */
function fillStudy(store: StudyStore, count: number): number[] {
  const random = new Random(1);
  const appearance = modelledAppearance(1, Math.ceil(count / 6), CAMERAS);
  const perRecording = Math.ceil(count / (CAMERAS * HOURS));
  const path = Buffer.from(
    encodePath({ timesMs: Float64Array.of(0, 1_000), boxesPx: Float32Array.of(1, 2, 30, 80, 9, 2, 30, 80) }),
  );
  const ids: number[] = [];
  store.transaction((tx) => {
    for (let camera = 1; camera <= CAMERAS; camera++) {
      tx.insert(schema.camera)
        .values({ id: camera, name: `cam ${camera}` })
        .run();
    }
  });
  for (let recordingId = 1; recordingId <= CAMERAS * HOURS && ids.length < count; recordingId++) {
    const cameraId = ((recordingId - 1) % CAMERAS) + 1;
    const startUtcMs = START_UTC_MS + Math.floor((recordingId - 1) / CAMERAS) * HOUR_MS;
    const size = Math.min(perRecording, count - ids.length);
    const rows = Array.from({ length: size }, (_, ordinal) => {
      const vector = new Int8Array(EMBEDDING_LENGTH);
      appearance.describe(random.index(Math.ceil(count / 6)), cameraId - 1, false, random, vector, 0);
      const startOffsetMs = (ordinal / size) * HOUR_MS;
      return { id: trackletId(recordingId, 0, ordinal), startOffsetMs, vector };
    });
    store.transaction((tx) => {
      insertRecording(tx, {
        id: recordingId,
        path: `/footage/${recordingId}.mp4`,
        cameraId,
        startUtcMs,
        durationMs: HOUR_MS,
      });
      insertChunk(tx, { recordingId, chunkIndex: 0, toOffsetMs: HOUR_MS });
      const common = { recordingId, chunkIndex: 0, boxCount: 2, meanScore: 0.8, path, crops: [] };
      insertInBatches(rows, (part) =>
        tx
          .insert(schema.tracklet)
          .values(
            part.map(({ id, startOffsetMs }) => ({
              ...common,
              id,
              startOffsetMs,
              endOffsetMs: startOffsetMs + 8_000,
            })),
          )
          .run(),
      );
      insertInBatches(rows, (part) =>
        tx
          .insert(schema.trackletEmbedding)
          .values(
            part.map(({ id, vector }) => ({
              trackletId: id,
              space: 'bench',
              vector: Buffer.from(vector.buffer),
            })),
          )
          .run(),
      );
      insertInBatches(rows, (part) =>
        tx
          .insert(schema.outfit)
          .values(
            part.map(({ id }) => ({
              trackletId: id,
              top: garment(random),
              bottom: garment(random),
              shoes: null,
            })),
          )
          .run(),
      );
    });
    for (const { id } of rows) ids.push(id);
  }
  return ids;
}

function garment(random: Random): GarmentColour {
  const { name, shades } = random.pick(palette);
  const { l, a, b } = random.pick(shades);
  const lab = { l: l + random.normal(0, 4), a: a + random.normal(0, 4), b: b + random.normal(0, 4) };
  return { name, hex: hexOfLab(lab), lab, confidence: random.between(0.3, 0.9), type: null, method: 'bands' };
}
