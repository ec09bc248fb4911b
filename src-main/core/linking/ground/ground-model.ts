import { type Edges, forEachEdge } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';
import { evenSample, type TrackletTable } from '../tracklets/tracklet-table.ts';
import { learnGround, type SharedGround, simultaneousPair, type WeighedPair } from './shared-ground.ts';

/**
 * Where views overlap, who is seen by both at once stands on one ground: the soft matches of EM teach how one picture's
 * ground lies in the other's (`shared-ground.ts`), with no marks on the floor and no calibrated camera, and that tells who
 * is who among those seen at once.
 */
export class GroundModel {
  readonly #table: TrackletTable;
  readonly #config: LinkingConfig;
  /** By the indices of two cameras, row-major; the lower comes first. */
  #shared: ReadonlyMap<number, SharedGround>;

  /** `learnt`: grounds of another table of the same cameras. */
  constructor(table: TrackletTable, config: LinkingConfig, learnt?: GroundModel) {
    this.#table = table;
    this.#config = config;
    this.#shared = learnt ? learnt.#shared : new Map();
  }

  /** What is learnt so far, for other tracklets of these cameras. */
  over(table: TrackletTable): GroundModel {
    return new GroundModel(table, this.#config, this);
  }

  /** In nats; 0 for two that were not seen at once, or where nothing is learnt. */
  llr(from: number, to: number): number {
    if (this.#shared.size === 0) return 0;
    const shared = this.#shared.get(this.#cell(from, to));
    const pair = shared && simultaneousPair(this.#table, from, to, this.#config);
    return pair ? shared.llr(pair) : 0;
  }

  /** One M step; what it teaches too little of stays as it was. `weightOf` says how likely an edge is. */
  learn(edges: Edges, weightOf: (edge: number) => number): void {
    const perCell = new Map<number, WeighedPair[]>();
    forEachEdge(edges, (from, to, edge) => {
      if (this.#table.cameraIndex[from] === this.#table.cameraIndex[to]) return;
      const pair = simultaneousPair(this.#table, from, to, this.#config);
      if (!pair) return;
      const cell = this.#cell(from, to);
      const pairs = perCell.get(cell) ?? [];
      perCell.set(cell, pairs);
      pairs.push({ ...pair, prior: weightOf(edge) });
    });
    const shared = new Map(this.#shared);
    for (const [cell, pairs] of perCell) {
      const rounds = this.#shared.has(cell) ? 1 : this.#config.groundRounds;
      const places = evenSample(
        pairs.map((_, at) => at),
        this.#config.groundPairs,
      );
      const ground = learnGround(
        places.map((at) => pairs[at]!),
        rounds,
        this.#config,
      );
      if (ground) shared.set(cell, ground);
    }
    this.#shared = shared;
  }

  #cell(a: number, b: number): number {
    const { cameraIndex, cameras } = this.#table;
    const first = cameraIndex[a]!;
    const second = cameraIndex[b]!;
    return Math.min(first, second) * cameras.length + Math.max(first, second);
  }
}
