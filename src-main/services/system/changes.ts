import { type Change, type Topic, topicSchema } from '#shared/contract/system.ts';
import type { ChangeBus } from '../session/session.ts';

/** At most five messages a second: progress changes with every sampled frame, and no eye follows that. */
const leastGapMs = 200;

/**
 * All topics at once, so that a page that connects again fetches everything; then, at most every 200 ms, the
 * topics that changed since the last message. Ends when `signal` aborts.
 */
export async function* changeStream(
  bus: ChangeBus,
  signal: AbortSignal,
): AsyncGenerator<Change, void, undefined> {
  const pending = new Set<Topic>(topicSchema.options);
  let wake: () => void = () => {};
  const wakeUp = () => wake();
  bus.subscribe((topics) => {
    for (const topic of topics) pending.add(topic);
    wakeUp();
  }, signal);
  signal.addEventListener('abort', wakeUp, { once: true });

  while (!signal.aborted) {
    if (pending.size === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    const topics = [...pending];
    pending.clear();
    yield { topics };
    await pause(leastGapMs, signal);
  }
}

/** Resolves after `ms` or when `signal` aborts, whichever is first. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
