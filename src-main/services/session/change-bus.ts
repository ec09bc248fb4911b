import type { Topic } from '#shared/contract/system.ts';
import type { ChangeBus } from './session.ts';

/** Tells every listener at once, in the order of their subscription. */
export function createChangeBus(): ChangeBus {
  const listeners = new Set<(topics: ReadonlySet<Topic>) => void>();
  return {
    publish(...topics) {
      if (topics.length === 0) return;
      const changed = new Set(topics);
      // A copy, because a listener may end its subscription while it is told.
      for (const listener of [...listeners]) listener(changed);
    },
    subscribe(listener, signal) {
      if (signal.aborted) return;
      // Its own function, so that one listener may subscribe twice.
      const own = (topics: ReadonlySet<Topic>) => listener(topics);
      listeners.add(own);
      signal.addEventListener('abort', () => listeners.delete(own), { once: true });
    },
  };
}
