import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../src-main/app/create-app.ts';
import { dataFolder } from '../../../src-main/app/data-folder.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { readStudyOutput, type StudyOutput } from '../../../tools/sample-mall/evaluation/study-output.ts';

/** What Wandr makes of a sample mall: import, analysis and linking in worker processes, as for a user. */
export async function analyseSample(sampleFolder: string, signal: AbortSignal): Promise<StudyOutput> {
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
    const session = app.context.session();
    const { pausedBecause } = await session.whenIdle(signal);
    const failed = session.queue.list(500).filter(({ status }) => status !== 'done');
    if (pausedBecause || failed.length > 0) {
      const why = pausedBecause ?? failed[0]?.error;
      throw new Error(`the sample was not analysed: ${why?.message ?? failed[0]?.status}`);
    }
    return readStudyOutput(session.store.layout.database);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
