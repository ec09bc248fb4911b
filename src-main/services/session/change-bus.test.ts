import { expect, test } from 'vitest';
import { createChangeBus } from './change-bus.ts';

test('tells every listener what changed, until its signal ends', () => {
  const bus = createChangeBus();
  const seen: string[] = [];
  const first = new AbortController();
  bus.subscribe((topics) => seen.push(`first ${[...topics].join()}`), first.signal);
  bus.subscribe((topics) => seen.push(`second ${[...topics].join()}`), new AbortController().signal);
  bus.subscribe(() => seen.push('never'), AbortSignal.abort());
  bus.publish('jobs', 'study', 'jobs');
  first.abort();
  bus.publish('plan');
  bus.publish();
  expect(seen).toEqual(['first jobs,study', 'second jobs,study', 'second plan']);
});

test('a listener may end its own subscription while it is told', () => {
  const bus = createChangeBus();
  const own = new AbortController();
  let calls = 0;
  bus.subscribe(() => {
    calls += 1;
    own.abort();
  }, own.signal);
  bus.publish('jobs');
  bus.publish('jobs');
  expect(calls).toBe(1);
});
