/** @file Runs in a worker process. */
import { toAppError } from '#shared/errors.ts';
import type { ParentPort } from './parent-port.ts';
import { type FromWorker, toWorkerSchema } from './protocol.ts';
import type { TaskKind, TaskProgress, TaskRunner, WorkerTask } from './tasks.ts';

/** Loads each kind's code only when it is first asked for: hashing needs no FFmpeg. */
export type TaskRegistry = { readonly [K in TaskKind]: () => Promise<TaskRunner<K>> };

/** Progress more often than this is dropped, unless the phase changes: no reader is faster. */
const progressIntervalMs = 100;
/** How long a task may still tidy up (half-written files) once the host is gone. */
const orphanGraceMs = 2_000;

/** How often a worker says that it is alive: far more often than `silenceMs`, so that none is missed. */
const ALIVE_INTERVAL_MS = 5_000;

/** Answers the host's messages until it says exit or is gone. */
export function serveTasks(
  port: ParentPort,
  registry: TaskRegistry,
  aliveIntervalMs: number = ALIVE_INTERVAL_MS,
): void {
  const send = (message: FromWorker) => port.send(message);
  let current: {
    readonly runId: number;
    readonly cancel: AbortController;
    readonly done: Promise<void>;
  } | null = null;

  // Ctrl+C reaches the whole process group; the host decides what becomes of its workers.
  process.on('SIGINT', () => {});

  port.onMessage((raw) => {
    const message = toWorkerSchema.parse(raw);
    switch (message.type) {
      case 'run': {
        if (current) throw new Error('A worker runs one task at a time.');
        const cancel = new AbortController();
        const done = answer(message.runId, message.task, cancel.signal).finally(() => {
          current = null;
        });
        current = { runId: message.runId, cancel, done };
        return;
      }
      case 'cancel':
        if (current?.runId === message.runId) current.cancel.abort();
        return;
      case 'exit':
        process.exit(0);
        break;
      default:
        message satisfies never;
    }
  });

  setInterval(() => {
    if (current) send({ type: 'alive' });
  }, aliveIntervalMs).unref();

  port.onClose(() => {
    // SIGKILL, because an orderly exit waits for native threads that may hang.
    const leave = () => process.kill(process.pid, 'SIGKILL');
    if (!current) leave();
    current?.cancel.abort();
    void current?.done.finally(leave);
    setTimeout(leave, orphanGraceMs);
  });

  async function answer(runId: number, task: WorkerTask, signal: AbortSignal): Promise<void> {
    const progress = throttledProgress((value) => send({ type: 'progress', runId, progress: value }));
    try {
      const load = registry[task.kind] as () => Promise<TaskRunner<TaskKind>>;
      const runner = await load();
      const result = await runner(task, {
        signal,
        progress,
        partial: (partial) => send({ type: 'partial', runId, partial }),
      });
      send({ type: 'result', runId, result });
    } catch (error) {
      const appError = toAppError(error);
      const stack = error instanceof Error ? error.stack : undefined;
      send({ type: 'error', runId, error: appError.toInfo(), ...(stack && { stack }) });
    }
  }

  send({ type: 'ready' });
}

function throttledProgress(send: (progress: TaskProgress) => void): (progress: TaskProgress) => void {
  let lastSentMs = Number.NEGATIVE_INFINITY;
  let lastPhase: string | undefined;
  return (progress) => {
    const nowMs = performance.now();
    if (nowMs - lastSentMs < progressIntervalMs && progress.phase === lastPhase) return;
    lastSentMs = nowMs;
    lastPhase = progress.phase;
    send(progress);
  };
}
