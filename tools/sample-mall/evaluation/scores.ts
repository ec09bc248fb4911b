import { clearMot } from '../../../src-main/core/metrics/clear-mot.ts';
import { hotaScores } from '../../../src-main/core/metrics/hota.ts';
import { identityScores } from '../../../src-main/core/metrics/identity.ts';
import { linkScores, type StatedLink } from '../../../src-main/core/metrics/links.ts';
import { multiCameraFrames, singleCameraFrames } from '../../../src-main/core/metrics/multi-camera.ts';
import { acrossBorders, COUNTED } from './compare.ts';
import type { JudgedMall } from './pool.ts';

/** One number about a study. */
export interface SampleScore {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  readonly digits: number;
}

/** Judges what a study found in the sample, from boxes to visitors. */
export function sampleScores({ comparison, output }: JudgedMall): SampleScore[] {
  const { byTracklet, byJourney, tracklets, people } = comparison;
  const single = singleCameraFrames(byTracklet);
  const multi = multiCameraFrames(byJourney);
  const boxes = clearMot(single);
  const oneCamera = hotaScores(single);
  const allCameras = hotaScores(multi);
  const stated = decidedLinks(output);
  const links = linkScores(tracklets, stated, output.journeys, people.size);
  const everybody = tracklets.map((tracklet) => ({ ...tracklet, isExpected: true }));
  const allLinks = linkScores(everybody, stated, output.journeys, people.size);
  const who = `people ≥ ${COUNTED.heightPx} px, ≥ ${COUNTED.visibleFraction * 100} % visible`;
  const score = (key: string, name: string, value: number, digits = 3): SampleScore => ({
    key,
    name,
    value,
    digits,
  });
  return [
    score('recall', `found of ${who}`, boxes.matches / boxes.truthBoxes),
    score('precision', 'right of the boxes', boxes.matches / (boxes.matches + boxes.falsePositives)),
    score('idf1Single', 'IDF1, each camera, as long as people stay', identityScores(single).idf1),
    score('hotaSingle', 'HOTA, each camera, as long as people stay', oneCamera.hota),
    score('idf1Multi', 'IDF1, across cameras', identityScores(multi).idf1),
    score('hotaMulti', 'HOTA, across cameras', allCameras.hota),
    score('assAMulti', 'AssA, across cameras', allCameras.assA),
    score('linkPrecision', 'links: precision', links.precision),
    score('linkRecall', 'links: recall of true steps', links.recall),
    score('confirmedPrecision', 'confirmed links: precision', links.confirmedPrecision),
    score('confirmedRecall', 'confirmed links: recall of true steps', links.confirmedRecall),
    score('confirmedShare', 'confirmed links: share', links.confirmedShare),
    score('allLinkPrecision', 'links, of small and hardly seen people too: precision', allLinks.precision),
    score('allLinkRecall', 'the same: recall of true steps', allLinks.recall),
    score('allConfirmedPrecision', 'the same, confirmed: precision', allLinks.confirmedPrecision),
    score('overMerge', 'journeys of two people or more', links.overMergeRate),
    score('calibration', 'links: calibration error (ECE)', links.calibrationError),
    score('tracklets', 'tracklets', tracklets.length, 0),
    score('people', 'people in the footage', people.size, 0),
    score('visitors', 'visitors counted', output.journeys.length, 0),
    score('countError', 'counting error', links.countError),
  ];
}

/**
 * What linking decided, each once: that a border parts one person, and that two presences are of one. Where somebody is seen by
 * another camera across a border, two links say the latter and none the former.
 */
function decidedLinks({ links, continuations }: JudgedMall['output']): StatedLink[] {
  const presenceOf = acrossBorders({ continuations });
  const between = new Map<string, StatedLink>();
  for (const link of links) {
    const pair = [presenceOf(link.fromTrackletId), presenceOf(link.toTrackletId)].sort((a, b) => a - b);
    const key = pair.join();
    if (pair[0] !== pair[1] && !between.has(key)) between.set(key, link);
  }
  return [
    ...continuations.map((pair) => ({ ...pair, posterior: 1, grade: 'confirmed' as const })),
    ...between.values(),
  ];
}
