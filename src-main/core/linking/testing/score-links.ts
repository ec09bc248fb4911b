import type { LinkOutput } from '../types.ts';
import type { Mall } from './synthetic-mall.ts';

export interface LinkAccuracy {
  /** Of the links made, those between two tracklets of one visitor. */
  readonly precision: number;
  /** Of the true steps from tracklet to next tracklet, those found. */
  readonly recall: number;
  /** Precision of confirmed-grade links; 1 when there are none. */
  readonly confirmedPrecision: number;
  readonly confirmedShare: number;
  readonly journeys: number;
}

export function scoreLinks({ tracklets, visitorOf }: Mall, output: LinkOutput): LinkAccuracy {
  const byVisitor = Map.groupBy(
    tracklets.toSorted((a, b) => a.startUtcMs - b.startUtcMs),
    ({ id }) => visitorOf.get(id),
  );
  const steps = new Set(
    [...byVisitor.values()].flatMap((path) => path.slice(1).map(({ id }, i) => `${path[i]!.id}>${id}`)),
  );
  const isRight = ({ fromTrackletId, toTrackletId }: LinkOutput['links'][number]): boolean =>
    visitorOf.get(fromTrackletId) === visitorOf.get(toTrackletId);
  const confirmed = output.links.filter((link) => link.grade === 'confirmed');
  return {
    precision: share(output.links.filter(isRight).length, output.links.length),
    recall: share(
      output.links.filter((link) => steps.has(`${link.fromTrackletId}>${link.toTrackletId}`)).length,
      steps.size,
    ),
    confirmedPrecision: share(confirmed.filter(isRight).length, confirmed.length),
    confirmedShare: share(confirmed.length, output.links.length),
    journeys: output.journeys.length,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
