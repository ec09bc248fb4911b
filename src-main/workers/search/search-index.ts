import { setImmediate as nextTurn } from 'node:timers/promises';
import { type SearchConfig, searchConfig } from '../../core/search/config.ts';
import type { PlacedRecording, RecordingDescriptors } from '../../core/search/descriptors.ts';
import type { PlacedGarments } from '../../core/search/find-outfit.ts';
import type { FootTracks } from '../../core/search/foot-tracks.ts';
import type { RecordingGarments } from '../../core/search/garments.ts';
import { LikenessModel } from '../../core/search/likeness-model.ts';
import { trackletLabel } from '../../core/tracking/tracklet-label.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import {
  descriptorReader,
  footTrackReader,
  garmentReader,
  readSearchedRecordings,
  type SearchedRecording,
} from './read-descriptors.ts';

interface KnownRecording {
  readonly version: string;
  readonly descriptors: RecordingDescriptors;
  garments: RecordingGarments | null;
  footTracks: FootTracks | null;
}

/** A recording with what is kept of it. */
export interface IndexedRecording extends PlacedRecording {
  readonly floorId: number | null;
  /** Of the picture; null where the file was never probed. */
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  /** Others only count in labels. */
  readonly isAccepted: boolean;
}

/**
 * What searches read of a study, kept in memory between them: 150 bytes per tracklet, and
 * some 100 more where it was searched by area. Before each search it is brought
 * up to date, recording by recording, so that a search during the analysis reads only what is new.
 */
export class SearchIndex {
  readonly databasePath: string;
  readonly #config: SearchConfig;
  readonly #known = new Map<number, KnownRecording>();
  readonly #spaces: string[] = [];
  readonly #models = new Map<number, LikenessModel>();
  #recordings: readonly IndexedRecording[] = [];
  #placesKey = '';

  constructor(databasePath: string, config: SearchConfig = searchConfig) {
    this.databasePath = databasePath;
    this.#config = config;
  }

  /** By recording id. */
  get recordings(): readonly IndexedRecording[] {
    return this.#recordings;
  }

  /** Reads what changed since the last search. Lets a cancel in between two recordings. */
  async update(db: ReadonlyStudyDb, signal: AbortSignal): Promise<void> {
    const present = readSearchedRecordings(db);
    const read = descriptorReader(db, this.#spaces);
    const ids = new Set(present.map(({ recordingId }) => recordingId));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    for (const { recordingId, version } of present) {
      if (this.#known.get(recordingId)?.version === version) continue;
      this.#known.set(recordingId, {
        version,
        descriptors: read(recordingId),
        garments: null,
        footTracks: null,
      });
      await nextTurn();
      signal.throwIfAborted();
    }
    this.#place(present);
  }

  /** Adds the garments to recordings that are searched by outfit for the first time. */
  async withGarments(
    db: ReadonlyStudyDb,
    recordings: readonly IndexedRecording[],
    signal: AbortSignal,
  ): Promise<PlacedGarments[]> {
    const read = garmentReader(db);
    const placed: PlacedGarments[] = [];
    for (const recording of recordings) {
      const { recordingId } = recording.descriptors;
      const known = this.#known.get(recordingId)!;
      if (known.garments === null) {
        known.garments = read(recordingId);
        await nextTurn();
        signal.throwIfAborted();
      }
      placed.push({ ...recording, garments: known.garments });
    }
    return placed;
  }

  /** Per recording, where its people stood; read when a recording is first searched by area. */
  async footTracks(
    db: ReadonlyStudyDb,
    recordings: readonly IndexedRecording[],
    signal: AbortSignal,
  ): Promise<FootTracks[]> {
    const read = footTrackReader(db);
    const all: FootTracks[] = [];
    for (const { descriptors, widthPx, heightPx } of recordings) {
      const { recordingId } = descriptors;
      const known = this.#known.get(recordingId)!;
      if (known.footTracks === null) {
        known.footTracks = read({ recordingId, widthPx, heightPx });
        await nextTurn();
        signal.throwIfAborted();
      }
      all.push(known.footTracks);
    }
    return all;
  }

  /** The number of a descriptor; undefined when no tracklet has it. */
  spaceOf(name: string): number | undefined {
    const space = this.#spaces.indexOf(name);
    return space === -1 ? undefined : space;
  }

  /** Where a tracklet is; undefined when it is not in the study. */
  find(trackletId: number): { readonly recording: IndexedRecording; readonly row: number } | undefined {
    for (const recording of this.#recordings) {
      const row = recording.descriptors.trackletIds.indexOf(trackletId);
      if (row !== -1) return { recording, row };
    }
    return undefined;
  }

  /** What similarity means among the study's tracklets; learnt once per state of the study. */
  likenessIn(space: number): LikenessModel {
    const known = this.#models.get(space);
    if (known) return known;
    const model = new LikenessModel(this.#recordings, space, this.#config);
    this.#models.set(space, model);
    return model;
  }

  /** Counts what its camera showed before it. */
  labelOf({ cameraId, zeroUtcMs, descriptors }: PlacedRecording, row: number): string {
    const startUtcMs = zeroUtcMs + descriptors.startOffsetMs[row]!;
    const id = descriptors.trackletIds[row]!;
    let before = 0;
    for (const other of this.#recordings) {
      if (other.cameraId === cameraId) before += rowsBefore(other, startUtcMs, id);
    }
    return trackletLabel(cameraId, before + 1);
  }

  #place(present: readonly SearchedRecording[]): void {
    const key = JSON.stringify(present);
    if (key === this.#placesKey) return;
    this.#placesKey = key;
    this.#models.clear();
    this.#recordings = present.map(({ recordingId, version: _version, ...place }) => ({
      ...place,
      descriptors: this.#known.get(recordingId)!.descriptors,
    }));
  }
}

/** Rows that start before an instant, or at it and have a lower id. */
function rowsBefore({ zeroUtcMs, descriptors }: PlacedRecording, startUtcMs: number, id: number): number {
  const { startOffsetMs, trackletIds } = descriptors;
  let low = 0;
  let high = startOffsetMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = zeroUtcMs + startOffsetMs[middle]!;
    if (start < startUtcMs || (start === startUtcMs && trackletIds[middle]! < id)) low = middle + 1;
    else high = middle;
  }
  return low;
}
