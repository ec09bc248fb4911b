import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JobHandler } from '../../../src-main/jobs/types.ts';
import { HashHandler } from '../../../src-main/services/library/hash-handler.ts';
import { LibraryService } from '../../../src-main/services/library/library-service.ts';
import { PrepareHandler } from '../../../src-main/services/library/prepare-handler.ts';
import { ScanHandler } from '../../../src-main/services/library/scan-handler.ts';
import { createChangeBus } from '../../../src-main/services/session/change-bus.ts';
import type { ServiceContext, StudySession } from '../../../src-main/services/session/session.ts';
import { SessionManager } from '../../../src-main/services/session/session-manager.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import type { Job } from '../../../src-shared/contract/jobs.ts';
import type { Recording } from '../../../src-shared/contract/library.ts';
import { makeTempFolder } from './temp-study.ts';
import { silentLog } from './test-jobs.ts';

export interface OpenLibrary extends AsyncDisposable {
  readonly library: LibraryService;
  readonly session: StudySession;
  readonly context: ServiceContext;
  /** An empty folder for footage, outside the study. */
  readonly footage: string;
  /** Scans to the end of all that follows from it; returns the scan's job. */
  scan(folder?: string): Promise<Job>;
  /** The recording of this file name. */
  recording(fileName: string): Recording;
}

/** A new study with the real library, queue and worker processes. */
export async function openLibrary(timeZone = 'UTC'): Promise<OpenLibrary> {
  const home = makeTempFolder();
  const disk = makeTempFolder();
  // A name that says nothing of a camera.
  const footage = join(disk.path, 'footage');
  mkdirSync(footage);
  const handlers: JobHandler[] = [];
  const manager = new SessionManager({
    changes: createChangeBus(),
    handlers: () => handlers,
    spawnWorker: forkSpawner(),
    now: Date.now,
    log: silentLog,
    workerSetting: () => 1,
  });
  handlers.push(new ScanHandler(manager), new HashHandler(manager), new PrepareHandler(manager));
  const library = new LibraryService(manager);
  const session = await manager.create({ folder: home.path, name: 'Mall', timeZone });
  return {
    library,
    session,
    context: manager,
    footage,
    async scan(folder = footage) {
      const { jobId } = library.scan({ folder });
      await session.whenIdle();
      return session.queue.get(jobId);
    },
    recording(fileName) {
      const found = library.recordings().filter((recording) => recording.fileName === fileName);
      if (found.length !== 1) throw new Error(`${found.length} recordings are called ${fileName}.`);
      return found[0]!;
    },
    async [Symbol.asyncDispose]() {
      await manager[Symbol.asyncDispose]();
      home[Symbol.dispose]();
      disk[Symbol.dispose]();
    },
  };
}
