import { linkingConfig } from '../../../src-main/core/linking/config.ts';
import { cameraCentred } from '../../../src-main/core/linking/looks/study-metric.ts';
import {
  buildTrackletTable,
  similarity,
  type TrackletTable,
} from '../../../src-main/core/linking/tracklets/tracklet-table.ts';
import type { LinkTracklet } from '../../../src-main/core/linking/types.ts';
import { type Gaussian, Moments } from '../../../src-main/core/statistics/moments.ts';
import type { DescribedView } from './tracklet-descriptors.ts';

const NO_COLOURS = Object.freeze({ top: null, bottom: null, shoes: null });

type View = Pick<DescribedView, 'person' | 'camera' | 'packed'>;

/**
 * Cosines of one person in two cameras as linking compares them, in standard deviations of those of two people: the priors
 * `positiveMean` and `positiveSd` of its config come from here.
 */
export function similarityOfOnePerson(views: readonly View[]): Gaussian {
  const table = asLinkingSeesThem(views);
  const onePerson = new Moments();
  const twoPeople = new Moments();
  for (const [first, { person, camera }] of views.entries()) {
    for (const [second, other] of views.entries()) {
      if (second <= first || other.camera === camera) continue;
      (other.person === person ? onePerson : twoPeople).add(similarity(table, first, second));
    }
  }
  const none = { mean: 0, sd: 1 };
  const { mean, sd } = twoPeople.shrunkTo(none, 0);
  const alike = onePerson.shrunkTo(none, 0);
  return { mean: (alike.mean - mean) / sd, sd: alike.sd / sd };
}

/** The share of views whose nearest other view, as linking compares them, is of the same person; each is a query. */
export function rank1OfLinking(views: readonly View[]): number {
  const table = asLinkingSeesThem(views);
  let right = 0;
  for (const [query, { person }] of views.entries()) {
    const others = views.map((_, other) => (other === query ? -1 : similarity(table, query, other)));
    const nearest = others.indexOf(Math.max(...others));
    if (views[nearest]!.person === person) right++;
  }
  return right / views.length;
}

/** Rows are the views in order, each camera's cast taken away. */
function asLinkingSeesThem(views: readonly View[]): TrackletTable {
  const cameras = [...new Set(views.map(({ camera }) => camera))].map((camera) => ({
    id: camera + 1,
    floorId: null,
    posM: null,
    headingDeg: 0,
    fovDeg: 80,
    rangeM: 6,
  }));
  const tracklets = views.map(
    ({ camera, packed }, row): LinkTracklet => ({
      id: row + 1,
      cameraId: camera + 1,
      startUtcMs: row,
      endUtcMs: row,
      embedding: packed,
      colours: NO_COLOURS,
      entry: null,
      exit: null,
    }),
  );
  return cameraCentred(buildTrackletTable(tracklets, cameras), linkingConfig);
}
