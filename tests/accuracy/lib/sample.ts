import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VisitorEstimate } from '#shared/contract/journeys.ts';
import { type App, createApp } from '../../../src-main/app/create-app.ts';
import { dataFolder } from '../../../src-main/app/data-folder.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { readStudyOutput, type StudyOutput } from '../../../tools/sample-mall/evaluation/study-output.ts';

export interface AnalysedSample {
  readonly output: StudyOutput;
  /** The number of visitors once the staff were marked and the study linked again; null where it states none. */
  readonly visitors: VisitorEstimate | null;
}

/**
 * What Wandr makes of a sample mall: import, analysis and linking in worker processes, as for a user.
 *
 * @param staffAmong names the tracklets of the journeys that are of staff.
 */
export async function analyseSample(
  sampleFolder: string,
  staffAmong: (output: StudyOutput) => number[],
  signal: AbortSignal,
): Promise<AnalysedSample> {
  const folder = await mkdtemp(join(tmpdir(), 'wandr-sample-'));
  try {
    await using app = await createApp({
      host: 'cli',
      data: dataFolder({ platform: process.platform, env: { WANDR_DATA: folder }, home: folder }),
      spawnWorker: forkSpawner(),
      sampleFolder,
      signMediaUrl: () => {
        throw new Error('this run shows no media');
      },
    });
    await app.services.studies.openSample({}, signal);
    const output = await whenDone(app, signal);
    const trackletIds = output.visitors ? staffAmong(output) : [];
    if (trackletIds.length === 0) return { output, visitors: output.visitors };
    app.services.people.setRole({ trackletIds, role: 'staff' });
    app.services.journeys.link();
    const { visitors } = await whenDone(app, signal);
    return { output, visitors };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits for all jobs of the open study. Throws when one failed. */
async function whenDone({ context }: App, signal: AbortSignal): Promise<StudyOutput> {
  const session = context.session();
  const { pausedBecause } = await session.whenIdle(signal);
  const failed = session.queue.list(500).filter(({ status }) => status !== 'done');
  if (pausedBecause || failed.length > 0) {
    const why = pausedBecause ?? failed[0]?.error;
    throw new Error(`the sample was not analysed: ${why?.message ?? failed[0]?.status}`);
  }
  return readStudyOutput(session.store.layout.database);
}
