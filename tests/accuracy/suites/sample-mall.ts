import { compare } from '../../../tools/sample-mall/evaluation/compare.ts';
import { sampleScores } from '../../../tools/sample-mall/evaluation/scores.ts';
import { readSampleTruth } from '../../../tools/sample-mall/evaluation/truth.ts';
import { analyseSample } from '../lib/sample.ts';
import { projectPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';

/** The sample study that ships with Wandr, from files to journeys. Needs nothing that a fresh clone has not. */
export const sampleMall: Suite = {
  key: 'sample-mall',
  title: 'sample mall, files to journeys',
  needs: [],
  isSlow: false,
  async measure(signal) {
    const truth = await readSampleTruth(projectPath('resources/sample'));
    const output = await analyseSample(signal);
    return sampleScores(compare(truth, output), output);
  },
};
