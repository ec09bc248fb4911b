import { readFileSync } from 'node:fs';
import { pairFrames, readMotFile } from '../lib/mot-file.ts';
import { sharedPath } from '../lib/shared.ts';
import type { Measurement, Suite } from '../lib/suite.ts';
import { type TrackingScores, trackingScores } from '../lib/tracking-scores.ts';

/** Where each reference value stands in its `expected.json`, and whose output it scores. */
const REFERENCES = [
  { folder: 'tud/TUD-Campus', output: 'test.txt', expected: 'tud/expected.json', entry: 'TUD-Campus' },
  {
    folder: 'tud/TUD-Stadtmitte',
    output: 'test.txt',
    expected: 'tud/expected.json',
    entry: 'TUD-Stadtmitte',
  },
  {
    folder: 'pets-s2l1',
    output: 'bytetrack.txt',
    expected: 'pets-s2l1/expected.json',
    entry: 'bytetrack',
  },
  { folder: 'pets-s2l1', output: 'ocsort.txt', expected: 'pets-s2l1/expected.json', entry: 'ocsort' },
] as const;

/** Names of the scores in the files, in lower case. */
const SCORE_NAMES: Readonly<Record<string, keyof TrackingScores>> = {
  hota: 'hota',
  deta: 'detA',
  assa: 'assA',
  idf1: 'idf1',
  mota: 'mota',
  idsw: 'switches',
};

/**
 * Our HOTA, IDF1 and MOTA against the values that py-motmetrics and TrackEval publish or give. The PETS values
 * have four digits and differ by up to 0.00007, probably because the files round boxes to 1/100 px.
 */
export const metricsReferences: Suite = {
  key: 'metrics',
  title: 'metrics = references',
  needs: ['eval/tud/expected.json', 'eval/pets-s2l1/expected.json'],
  isSlow: false,
  async measure() {
    return REFERENCES.map(({ folder, output, expected, entry }): Measurement => {
      const truth = readMotFile(sharedPath(`eval/${folder}/gt.txt`));
      const found = readMotFile(sharedPath(`eval/${folder}/${output}`));
      const scores = trackingScores(pairFrames(truth, found));
      return {
        key: entry,
        name: `${entry}: largest difference`,
        value: largestDifference(scores, readExpected(sharedPath(`eval/${expected}`), entry)),
        digits: 6,
      };
    });
  },
};

/** The largest difference of a score from the file's value. */
function largestDifference(scores: TrackingScores, expected: ReadonlyMap<string, number>): number {
  const differences = [...expected].flatMap(([name, value]) => {
    const score = SCORE_NAMES[name.toLowerCase()];
    return score === undefined ? [] : [Math.abs(scores[score] - value)];
  });
  if (differences.length < 3) throw new Error('the reference gives fewer than three scores');
  return Math.max(...differences);
}

function readExpected(path: string, entry: string): Map<string, number> {
  const all = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, number>>;
  return new Map(Object.entries(all[entry] ?? {}));
}
