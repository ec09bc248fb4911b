/** A study whose footage is in short files is linked as if it were in long ones. */
import { describe, expect, it } from 'vitest';
import { linkTracklets } from './link-tracklets.ts';
import { inFiles, type Mall, makeMall } from './testing/synthetic-mall.ts';
import type { LinkInput, LinkOutput } from './types.ts';

function linked(input: LinkInput): LinkOutput {
  const steps = linkTracklets(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The share of visitors' steps from camera to camera that are links. */
function stepRecall({ tracklets, visitorOf }: Mall, { links }: LinkOutput): number {
  const cameraOf = new Map(tracklets.map(({ id, cameraId }) => [id, cameraId]));
  const isLinked = new Set(
    links.map(({ fromTrackletId, toTrackletId }) => `${fromTrackletId}>${toTrackletId}`),
  );
  const ofVisitors = Map.groupBy(
    tracklets.toSorted((a, b) => a.startUtcMs - b.startUtcMs),
    ({ id }) => visitorOf.get(id)!,
  );
  const steps = [...ofVisitors.values()].flatMap((own) =>
    own.slice(1).map((to, index) => [own[index]!.id, to.id] as const),
  );
  const walks = steps.filter(([from, to]) => cameraOf.get(from) !== cameraOf.get(to));
  return walks.filter(([from, to]) => isLinked.has(`${from}>${to}`)).length / walks.length;
}

describe('footage in short files', () => {
  it.each([
    ['half a minute, of people who stay for minutes', 30_000, 48_000],
    ['ten seconds, of people who stay for up to a minute', 10_000, 15_000],
  ])('of %s', (_, fileMs, stayMs) => {
    const whole = makeMall({ visitors: 200, cameras: 6, stayMs, seed: 3 });
    const before = linked({ ...whole, forced: [] });
    const cut = inFiles(whole, fileMs, 0.5);
    expect(cut.forced.length).toBeGreaterThan(whole.tracklets.length);
    const found = linked(cut);
    expect(found.clocks).toEqual([]);
    expect(stepRecall(whole, before)).toBeGreaterThan(0.8);
    expect(stepRecall(cut, found)).toBeGreaterThan(stepRecall(whole, before) - 0.05);
  });

  it('whose looks hardly change from one to the next says little of how people look to another camera', () => {
    const whole = makeMall({ visitors: 300, cameras: 6, stayMs: 15_000, seed: 5 });
    const cut = inFiles(whole, 10_000, 0.2);
    expect(stepRecall(cut, linked(cut))).toBeGreaterThan(
      stepRecall(whole, linked({ ...whole, forced: [] })) - 0.05,
    );
  });
});
