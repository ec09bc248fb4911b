import type { LinkingConfig } from '../config.ts';
import {
  evenSample,
  firstStartingAt,
  hasEmbedding,
  similarity,
  type TrackletTable,
} from '../tracklets/tracklet-table.ts';
import { NearestRows } from './nearest-rows.ts';

/** More anchors than this cost more to compare with than they save. */
const MAX_ANCHORS = 256;

/**
 * An inverted file over embeddings (Sivic & Zisserman 2003) whose lists are split by camera and ordered by
 * time: a search looks only at the lists of the anchors nearest to it, and only inside its window. Anchors
 * are tracklets themselves, evenly spread over the study, so that building needs no random start. A camera's lists are
 * made when it is first asked for: most are never so busy.
 */
export class OutfitIndex {
  readonly #table: TrackletTable;
  readonly #config: LinkingConfig;
  readonly #anchors: number[];
  /** Per camera that was asked for, per anchor: rows in order of start time. */
  readonly #lists = new Map<number, readonly Int32Array[]>();

  #probed: { readonly row: number; readonly anchors: Int32Array } = { row: -1, anchors: new Int32Array(0) };

  constructor(table: TrackletTable, config: LinkingConfig) {
    this.#table = table;
    this.#config = config;
    const isNeeded = table.rowsOfCamera.some((rows) => rows.length > config.exactScanLimit);
    const described: number[] = [];
    for (let row = 0; isNeeded && row < table.count; row++) if (hasEmbedding(table, row)) described.push(row);
    this.#anchors = evenSample(described, Math.min(MAX_ANCHORS, Math.ceil(Math.sqrt(described.length))));
  }

  /** Calls `visit` with rows of a camera that start in [from, to] and are listed with an outfit like `row`'s. */
  scan(row: number, camera: number, fromUtcMs: number, toUtcMs: number, visit: (row: number) => void): void {
    const lists = this.#listsOf(camera);
    for (const anchor of this.#probesOf(row)) {
      const rows = lists[anchor]!;
      for (let at = firstStartingAt(this.#table, rows, fromUtcMs); at < rows.length; at++) {
        const found = rows[at]!;
        if (this.#table.startUtcMs[found]! > toUtcMs) break;
        visit(found);
      }
    }
  }

  #listsOf(camera: number): readonly Int32Array[] {
    let lists = this.#lists.get(camera);
    if (!lists) {
      const rowsOf = this.#anchors.map((): number[] => []);
      for (const row of this.#table.rowsOfCamera[camera]!) {
        if (hasEmbedding(this.#table, row)) rowsOf[this.#nearestAnchors(row, 1)[0]!]!.push(row);
      }
      lists = rowsOf.map((rows) => Int32Array.from(rows));
      this.#lists.set(camera, lists);
    }
    return lists;
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
