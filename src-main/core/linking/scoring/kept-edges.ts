import { type Edges, EdgesBuilder } from '../candidates/edges.ts';
import type { RowRange } from '../tracklets/tracklet-columns.ts';
import type { EdgeEvidence, EdgeTerms } from './score-edges.ts';

/** The candidates of a study that are kept, with the terms of their scores in nats. */
export interface KeptEdges {
  readonly edges: Edges;
  readonly appearanceLlr: Float64Array;
  readonly transitLlr: Float64Array;
  readonly colourLlr: Float32Array;
  /** What they are solved by. */
  readonly totalLlr: Float64Array;
}

/** Collects the kept edges of one window after the other. */
export class KeptEdgesBuilder {
  readonly #edges: EdgesBuilder;
  readonly #parts: Omit<KeptEdges, 'edges'>[] = [];

  constructor(rows: number) {
    this.#edges = new EdgesBuilder(rows);
  }

  /**
   * Adds the rows of a core.
   *
   * @param isKept per edge of the window.
   * @param core which of the window's rows, by their place in it.
   * @param offset the row of the study that the window's first is.
   */
  add(
    { rowStart, to }: Edges,
    isKept: Uint8Array,
    { appearanceLlr, transitLlr, totalLlr }: EdgeTerms,
    { colourLlr }: EdgeEvidence,
    core: RowRange,
    offset: number,
  ): void {
    const kept: number[] = [];
    for (let row = core.from; row < core.to; row++) {
      const before = kept.length;
      for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) if (isKept[edge]) kept.push(edge);
      this.#edges.addRow(kept.slice(before).map((edge) => to[edge]! + offset));
    }
    this.#parts.push({
      appearanceLlr: Float64Array.from(kept, (edge) => appearanceLlr[edge]!),
      transitLlr: Float64Array.from(kept, (edge) => transitLlr[edge]!),
      colourLlr: Float32Array.from(kept, (edge) => colourLlr[edge]!),
      totalLlr: Float64Array.from(kept, (edge) => totalLlr[edge]!),
    });
  }

  build(): KeptEdges {
    const edges = this.#edges.build();
    const joined = <T extends Float64Array | Float32Array>(
      into: T,
      column: (part: Omit<KeptEdges, 'edges'>) => T,
    ): T => {
      let at = 0;
      for (const part of this.#parts) {
        into.set(column(part), at);
        at += column(part).length;
      }
      return into;
    };
    const count = edges.to.length;
    return {
      edges,
      appearanceLlr: joined(new Float64Array(count), (part) => part.appearanceLlr),
      transitLlr: joined(new Float64Array(count), (part) => part.transitLlr),
      colourLlr: joined(new Float32Array(count), (part) => part.colourLlr),
      totalLlr: joined(new Float64Array(count), (part) => part.totalLlr),
    };
  }
}
