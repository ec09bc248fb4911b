import { AppearanceModel } from '../../../src-main/core/linking/appearance.ts';
import { linkingConfig } from '../../../src-main/core/linking/config.ts';
import { buildTrackletTable } from '../../../src-main/core/linking/tracklet-table.ts';
import type { LinkTracklet } from '../../../src-main/core/linking/types.ts';
import { type Gaussian, Moments } from '../../../src-main/core/statistics/moments.ts';
import type { DescribedView } from './tracklet-descriptors.ts';

const NO_COLOURS = Object.freeze({ top: null, bottom: null, shoes: null });

/**
 * What linking makes of one person in two cameras, in standard deviations of what it makes of two people: the priors
 * `positiveMean` and `positiveSd` of its config come from here.
 */
export function similarityOfOnePerson(
  views: readonly Pick<DescribedView, 'person' | 'camera' | 'packed'>[],
): Gaussian {
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
  const model = new AppearanceModel(buildTrackletTable(tracklets, cameras), [], linkingConfig);
  const onePerson = new Moments();
  const twoPeople = new Moments();
  for (const [first, { person, camera }] of views.entries()) {
    for (const [second, other] of views.entries()) {
      if (second <= first || other.camera === camera) continue;
      (other.person === person ? onePerson : twoPeople).add(model.score(first, second));
    }
  }
  const none = { mean: 0, sd: 1 };
  const { mean, sd } = twoPeople.shrunkTo(none, 0);
  const alike = onePerson.shrunkTo(none, 0);
  return { mean: (alike.mean - mean) / sd, sd: alike.sd / sd };
}
