/**
 * @file A worker process whose `hash` task does what its path says: `sleep:500`, `segv`, `throw` and so on.
 * The real protocol and the real process; only the work is made up.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openParentPort } from '../../../src-main/workers/parent-port.ts';
import { serveTasks } from '../../../src-main/workers/serve-tasks.ts';
import type { ScannedFile, TaskContext, TaskKind, TaskRunner } from '../../../src-main/workers/tasks.ts';
import { AppError } from '../../../src-shared/errors.ts';

const commands: Record<string, (argument: string, context: TaskContext) => Promise<void> | void> = {
  /** Stops when asked. */
  async sleep(ms, context) {
    const steps = 20;
    for (let step = 0; step < steps; step += 1) {
      context.progress({ progress: step / steps, phase: 'sleeping', speedXRealtime: 2 });
      await sleep(Number(ms) / steps, undefined, { signal: context.signal });
    }
  },
  /** Does not listen to a cancel, but its process does. */
  async stubborn(ms) {
    await sleep(Number(ms));
  },
  /** Blocks the whole process. */
  block(ms) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(ms));
  },
  async segv() {
    process.stderr.write('about to touch memory that is not there\n');
    await die('SIGSEGV');
  },
  chatter(lines) {
    for (let line = 1; line <= Number(lines); line += 1) process.stderr.write(`broken packet ${line}\n`);
  },
  sigterm: () => die('SIGTERM'),
  async 'crash-once'(markPath) {
    if (existsSync(markPath)) return;
    writeFileSync(markPath, '');
    await die('SIGKILL');
  },
  exit: (code) => process.exit(Number(code)),
  throw() {
    throw new AppError('DECODE_FAILED', 'Not one frame could be decoded.', 'Leave the file out.');
  },
  bug() {
    throw new TypeError('undefined is not a frame');
  },
  'disk-full'() {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  },
  'gives-up'() {
    throw new AppError('CANCELLED', 'Cancelled.');
  },
  async garbage() {
    process.send?.({ type: 'nonsense' });
    await sleep(60_000);
  },
  mark(markPath) {
    writeFileSync(markPath, String(process.pid));
  },
};

async function die(signal: NodeJS.Signals): Promise<void> {
  process.kill(process.pid, signal);
  await sleep(60_000);
}

const hash: TaskRunner<'hash'> = async (task, context) => {
  for (const step of task.path.split(' ')) {
    const [name = '', ...rest] = step.split(':');
    const command = commands[name];
    if (!command) throw new Error(`The test worker does not know ${name}.`);
    await command(rest.join(':'), context);
  }
  return { kind: 'hash', sha256: `did ${task.path}`, sizeBytes: process.pid };
};

/** Hands over one file per letter of the folder's name, with a pause after each. */
const scan: TaskRunner<'scan'> = async (task, context) => {
  for (const letter of task.folder) {
    context.partial({ kind: 'scan', files: [scannedFile(letter)], isRevision: false });
    await sleep(20, undefined, { signal: context.signal });
  }
  return {
    kind: 'scan',
    filesSeen: task.folder.length,
    videos: 0,
    unreadable: 0,
    alreadyKnown: 0,
    unreadableFolders: [],
  };
};

function scannedFile(path: string): ScannedFile {
  return {
    path,
    sizeBytes: 1,
    modifiedUtcMs: 0,
    fingerprint: path,
    probe: null,
    problem: null,
    cameraName: null,
    startUtcMs: null,
    evidence: [],
    confidence: 0,
    subStreamOfPath: null,
  };
}

const none = <K extends TaskKind>(): Promise<TaskRunner<K>> => {
  throw new Error('The test worker does only hash and scan.');
};

serveTasks(
  openParentPort(),
  {
    hash: async () => hash,
    scan: async () => scan,
    prepare: none,
    analyze: none,
    link: none,
    report: none,
    'check-model': none,
    providers: none,
    search: none,
    people: none,
    'describe-picture': none,
  },
  100,
);
