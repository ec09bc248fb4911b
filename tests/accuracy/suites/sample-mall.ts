import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { compare } from '../../../tools/sample-mall/evaluation/compare.ts';
import { type JudgedMall, pool } from '../../../tools/sample-mall/evaluation/pool.ts';
import { sampleScores } from '../../../tools/sample-mall/evaluation/scores.ts';
import type { StudyOutput } from '../../../tools/sample-mall/evaluation/study-output.ts';
import { readSampleTruth } from '../../../tools/sample-mall/evaluation/truth.ts';
import { staffTracklets, visitorScores } from '../../../tools/sample-mall/evaluation/visitors.ts';
import { analyseSample } from '../lib/sample.ts';
import { projectPath } from '../lib/shared.ts';
import type { Measurement, Suite } from '../lib/suite.ts';

/** The sample study that ships with Wandr, from files to journeys. Needs nothing that a fresh clone has not. */
export const sampleMall: Suite = {
  key: 'sample-mall',
  title: 'sample mall, files to journeys',
  needs: [],
  isSlow: false,
  measure: (signal) => measureMall(projectPath('resources/sample'), signal),
};

/**
 * The same of malls of other seeds, as `tools/sample-mall/make-sample.ts` wrote them, on which no threshold was chosen; of
 * several, also all of them together.
 */
export function otherMalls(folders: readonly string[]): Suite[] {
  const judged: JudgedMall[] = [];
  const each = folders.map(
    (folder): Suite => ({
      ...sampleMall,
      key: `mall-${basename(folder)}`,
      title: `mall in ${basename(folder)}, files to journeys`,
      hasNoFloors: true,
      measure: (signal) => {
        const missing = ['sample.json', 'truth/people.json'].find((file) => !existsSync(join(folder, file)));
        if (missing)
          throw new Error(`${folder} is no sample mall, it has no ${missing}: make-sample.ts makes one`);
        return measureMall(resolve(folder), signal, judged);
      },
    }),
  );
  const together: Suite = {
    ...sampleMall,
    key: 'malls',
    title: `${folders.length} malls together`,
    hasNoFloors: true,
    measure: () => Promise.resolve(sampleScores(pool(judged))),
  };
  return folders.length > 1 ? [...each, together] : each;
}

/** Adds what it judged to `judged`. */
async function measureMall(
  folder: string,
  signal: AbortSignal,
  judged: JudgedMall[] = [],
): Promise<Measurement[]> {
  const truth = await readSampleTruth(folder);
  const staffAmong = (output: StudyOutput) => staffTracklets(compare(truth, output), output, truth.staff);
  const { output, visitors } = await analyseSample(folder, staffAmong, signal);
  const comparison = compare(truth, output);
  judged.push({ comparison, output });
  return [...sampleScores({ comparison, output }), ...visitorScores(visitors, comparison, truth.staff)];
}
