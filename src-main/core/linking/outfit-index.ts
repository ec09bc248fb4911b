import type { LinkingConfig } from './config.ts';
import { NearestRows } from './nearest-rows.ts';
import {
  evenSample,
  firstStartingAt,
  hasEmbedding,
  similarity,
  type TrackletTable,
} from './tracklet-table.ts';

/** More anchors than this cost more to compare with than they save. */
const MAX_ANCHORS = 256;

/**
 * An inverted file over embeddings (Sivic & Zisserman 2003) whose lists are split by camera and ordered by
 * time: a search looks only at the lists of the anchors nearest to it, and only inside its window. Anchors
 * are tracklets themselves, evenly spread over the study, so that building needs no random start.
 */
export class OutfitIndex {
  readonly #table: TrackletTable;
  readonly #config: LinkingConfig;
  readonly #anchors: number[];
  /** Per camera, per anchor: rows in order of start time. */
  readonly #lists: readonly (readonly Int32Array[])[];

  #probed: { readonly row: number; readonly anchors: Int32Array } = { row: -1, anchors: new Int32Array(0) };

  constructor(table: TrackletTable, config: LinkingConfig) {
    this.#table = table;
    this.#config = config;
    const isNeeded = table.rowsOfCamera.some((rows) => rows.length > config.exactScanLimit);
    const described: number[] = [];
    for (let row = 0; isNeeded && row < table.count; row++) if (hasEmbedding(table, row)) described.push(row);
    this.#anchors = evenSample(described, Math.min(MAX_ANCHORS, Math.ceil(Math.sqrt(described.length))));
    const lists = table.cameras.map(() => this.#anchors.map((): number[] => []));
    for (const row of described) {
      const anchor = this.#nearestAnchors(row, 1)[0]!;
      lists[table.cameraIndex[row]!]![anchor]!.push(row);
    }
    this.#lists = lists.map((perAnchor) => perAnchor.map((rows) => Int32Array.from(rows)));
  }

  /** Calls `visit` with rows of a camera that start in [from, to] and are listed with an outfit like `row`'s. */
  scan(row: number, camera: number, fromUtcMs: number, toUtcMs: number, visit: (row: number) => void): void {
    for (const anchor of this.#probesOf(row)) {
      const rows = this.#lists[camera]![anchor]!;
      for (let at = firstStartingAt(this.#table, rows, fromUtcMs); at < rows.length; at++) {
        const found = rows[at]!;
        if (this.#table.startUtcMs[found]! > toUtcMs) break;
        visit(found);
      }
    }
  }

  /** The anchors to look under; asked for once per camera, so the last answer is kept. */
  #probesOf(row: number): Int32Array {
    if (this.#probed.row !== row) {
      this.#probed = { row, anchors: this.#nearestAnchors(row, this.#config.anchorProbes) };
    }
    return this.#probed.anchors;
  }

  #nearestAnchors(row: number, count: number): Int32Array {
    const nearest = new NearestRows(count);
    this.#anchors.forEach((anchor, index) => {
      nearest.offer(index, similarity(this.#table, row, anchor));
    });
    return nearest.rows();
  }
}
