/**
 * @file A host process for tests that kill hosts: opens the study named by its first argument and runs its queue
 * on test workers. With `die-in-commit` as second argument it kills itself (SIGKILL) in the middle of a commit.
 * Says `{workers: [pid]}` to its parent once a second job step began.
 */

import { openStudyStore } from '../../../src-main/store/open-study.ts';
import { writeSetting } from '../../../src-main/store/settings.ts';
import { commandHandler, startScheduler } from './test-jobs.ts';

const [studyFolder, mode] = process.argv.slice(2);
const store = openStudyStore(studyFolder!);
const dying = commandHandler({
  commit(tx) {
    for (let row = 0; row < 1_000; row += 1) writeSetting(tx, `half.${row}`, row);
    process.kill(process.pid, 'SIGKILL');
    throw new Error('SIGKILL did not end the process.');
  },
});
const { scheduler } = startScheduler(store, {
  handlers: [mode === 'die-in-commit' ? dying : commandHandler()],
});
setInterval(() => process.send?.({ workers: scheduler.workerPids() }), 50);
