/** Live data: the host tells which topics changed, and the queries that depend on them are fetched again. */
import type { QueryClient } from '@tanstack/react-query';
import type { Contract } from '#shared/contract/index.ts';
import type { Topic } from '#shared/contract/system.ts';
import { isCancellation } from '../lib/errors.ts';
import { client, orpc } from './client.ts';
import { useConnection } from './connection.ts';
import { forgetStudyState } from './study-state.ts';

/** Which parts of the contract a topic makes stale. */
const keysOfTopic: Record<Topic, readonly (() => readonly unknown[])[]> = {
  study: [() => orpc.studies.key(), () => orpc.models.list.key()],
  recordings: [() => orpc.library.key(), () => orpc.plan.key(), () => orpc.studies.current.key()],
  plan: [() => orpc.plan.key(), () => orpc.library.key(), () => orpc.journeys.key()],
  jobs: [() => orpc.jobs.key()],
  tracklets: [() => orpc.analysis.key(), () => orpc.search.find.key(), () => orpc.studies.current.key()],
  journeys: [
    () => orpc.journeys.key(),
    () => orpc.review.key(),
    () => orpc.people.key(),
    () => orpc.search.find.key(),
    () => orpc.studies.current.key(),
  ],
  reports: [() => orpc.reports.key()],
};

/** Shortest time between two fetches of one topic. Longer spares the host, shorter is livelier. */
const minIntervalMs = 400;

/**
 * Refetches by topic, one fetch per topic at a time: a change that arrives during a fetch causes one more
 * afterwards, so the last state always gets through and a slow list is never cancelled over and over.
 */
export class TopicRefresher {
  readonly #refresh: (topic: Topic) => Promise<void>;
  readonly #intervalMs: number;
  readonly #busy = new Set<Topic>();
  readonly #dirty = new Set<Topic>();

  constructor(refresh: (topic: Topic) => Promise<void>, intervalMs = minIntervalMs) {
    this.#refresh = refresh;
    this.#intervalMs = intervalMs;
  }

  markChanged(topics: readonly Topic[]): void {
    for (const topic of topics) {
      this.#dirty.add(topic);
      if (!this.#busy.has(topic)) void this.#run(topic);
    }
  }

  async #run(topic: Topic): Promise<void> {
    this.#busy.add(topic);
    while (this.#dirty.delete(topic)) {
      await Promise.all([
        this.#refresh(topic),
        new Promise((resolve) => setTimeout(resolve, this.#intervalMs)),
      ]);
    }
    this.#busy.delete(topic);
  }
}

function refreshWith(queryClient: QueryClient): (topic: Topic) => Promise<void> {
  const currentKey = orpc.studies.current.queryKey();
  return async (topic) => {
    const pathBefore = queryClient.getQueryData(currentKey)?.path;
    await Promise.all(keysOfTopic[topic].map((key) => queryClient.invalidateQueries({ queryKey: key() })));
    const pathAfter = queryClient.getQueryData(currentKey)?.path;
    // Another window opened another study: nothing of the old one may stay on the screen.
    if (pathBefore !== undefined && pathBefore !== pathAfter) await resetStudyData(queryClient);
  };
}

/** Parts of the contract that are about the application; everything else is about the open study. */
const ofApplication: ReadonlySet<unknown> = new Set<keyof Contract>(['system', 'studies']);

function isOfStudy(queryKey: readonly unknown[]): boolean {
  // A key of the contract begins with its path, such as `['people', 'list']`.
  const [path] = queryKey;
  return !(Array.isArray(path) && ofApplication.has(path[0]));
}

/** Throws away all that is known of the study that was open; views on the screen fetch theirs anew. */
export async function resetStudyData(queryClient: QueryClient): Promise<void> {
  forgetStudyState();
  await queryClient.resetQueries({ predicate: ({ queryKey }) => isOfStudy(queryKey) });
}

/** Follows `system.changes` over every connection until `signal` aborts. */
export async function followChanges(queryClient: QueryClient, signal: AbortSignal): Promise<void> {
  const refresher = new TopicRefresher(refreshWith(queryClient));
  let followed = 0;
  while (!signal.aborted) {
    followed = await connectionAfter(followed, signal);
    // What failed while the host was away is asked for again, also where no topic covers it.
    void queryClient.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
    try {
      // A new connection begins with all topics, so that nothing missed meanwhile stays stale.
      for await (const change of await client.system.changes(undefined, { signal })) {
        refresher.markChanged(change.topics);
      }
    } catch (error) {
      if (signal.aborted || isCancellation(error)) return;
      console.info('The stream of changes ended.', error);
    }
  }
}

/** Waits for a connection newer than `generation`, and returns its generation; returns at once when aborted. */
function connectionAfter(generation: number, signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const settle = () => {
      unsubscribe();
      signal.removeEventListener('abort', settle);
      resolve(useConnection.getState().generation);
    };
    const check = () => {
      const state = useConnection.getState();
      if (signal.aborted || (state.status === 'open' && state.generation > generation)) settle();
    };
    const unsubscribe = useConnection.subscribe(check);
    signal.addEventListener('abort', settle, { once: true });
    check();
  });
}
