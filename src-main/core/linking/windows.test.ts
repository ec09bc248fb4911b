import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkingConfig, linkingConfig } from './config.ts';
import { linkTracklets } from './link-tracklets.ts';
import { makeMall } from './testing/synthetic-mall.ts';
import { buildTrackletTable } from './tracklets/tracklet-table.ts';
import { transitWindows } from './transit/transit-window.ts';
import type { LinkInput, LinkOutput, LinkTracklet } from './types.ts';
import { learningRows, rowAt, studyWindows, toldWithin } from './windows.ts';

const DAY_MS = 24 * 3_600_000;

function linked(input: Omit<LinkInput, 'forced'> & Partial<LinkInput>, config: LinkingConfig): LinkOutput {
  const steps = linkTracklets({ forced: [], ...input }, config);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Windows of so many tracklets, learnt from as many as there are. */
function windowed(windowTracklets: number): LinkingConfig {
  return { ...linkingConfig, windowTracklets };
}

/** A mall that is open on two days. */
function twoDays() {
  const first = makeMall({ visitors: 50, cameras: 5, arrivalsMs: 40 * 60_000 });
  const second = makeMall({ visitors: 50, cameras: 5, arrivalsMs: 40 * 60_000, seed: 4 });
  const later = second.tracklets.map((tracklet) => ({
    ...tracklet,
    id: tracklet.id + 1_000,
    startUtcMs: tracklet.startUtcMs + DAY_MS,
    endUtcMs: tracklet.endUtcMs + DAY_MS,
  }));
  return { cameras: first.cameras, first: first.tracklets, later, tracklets: [...first.tracklets, ...later] };
}

function inOrder(tracklets: readonly LinkTracklet[]): LinkTracklet[] {
  return tracklets.toSorted((a, b) => a.startUtcMs - b.startUtcMs || a.id - b.id);
}

type Link = LinkOutput['links'][number];

const pairOf = ({ fromTrackletId, toTrackletId }: Link): string => `${fromTrackletId} → ${toTrackletId}`;

const stepsOf = ({ links }: Pick<LinkOutput, 'links'>): string[] =>
  links.map((link) => `${pairOf(link)}, ${link.grade}`);

const journeyWith = ({ journeys }: LinkOutput, id: number): number =>
  journeys.findIndex(({ trackletIds }) => trackletIds.includes(id));

describe('studyWindows', () => {
  const camera = { id: 1, floorId: null, posM: null, headingDeg: 0, fovDeg: 80, rangeM: 10 };
  const starts = fc.array(fc.integer({ min: 0, max: 12 * 3_600_000 }), { minLength: 1, maxLength: 120 });
  const table = (startsMs: readonly number[]) =>
    buildTrackletTable(
      startsMs.map((startUtcMs, index) => ({
        id: index + 1,
        cameraId: 1,
        startUtcMs,
        endUtcMs: startUtcMs + 10_000,
        embedding: null,
        colours: { top: null, bottom: null, shoes: null },
        entry: null,
        exit: null,
      })),
      [camera],
    );

  it('has cores that make up the study, of bounded size, and all rows within two longest walks of them', () => {
    const overlapMs = 2 * linkingConfig.openWindowMs;
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 50 }), (startsMs, size) => {
        const rows = table(startsMs);
        const windows = studyWindows(rows, transitWindows([camera], linkingConfig), windowed(size));
        expect(windows[0]!.core.from).toBe(0);
        expect(windows.at(-1)!.core.to).toBe(rows.count);
        windows.forEach(({ core, rows: all }, index) => {
          if (index > 0) expect(core.from).toBe(windows[index - 1]!.core.to);
          expect(core.to - core.from).toBeGreaterThan(0);
          expect(core.to - core.from).toBeLessThanOrEqual(size);
          const from = rows.startUtcMs[core.from]! - overlapMs;
          const to = rows.endUtcMs[core.to - 1]! + overlapMs;
          rows.startUtcMs.forEach((startUtcMs, row) => {
            expect(row >= all.from && row < all.to).toBe(startUtcMs >= from && startUtcMs < to);
          });
        });
      }),
    );
  });

  it('cuts where nobody could walk across, if there is such a place', () => {
    const day = Array.from({ length: 60 }, (_, index) => index * 60_000);
    const rows = table([...day, ...day.map((startMs) => startMs + 6 * 3_600_000)]);
    const windows = studyWindows(rows, transitWindows([camera], linkingConfig), windowed(100));
    expect(windows).toEqual([
      { core: { from: 0, to: 60 }, rows: { from: 0, to: 60 } },
      { core: { from: 60, to: 120 }, rows: { from: 60, to: 120 } },
    ]);
  });

  it('are as long as without whoever stays all day', () => {
    const day = Array.from({ length: 300 }, (_, index) => index * 60_000);
    const rows = table(day);
    const guarded = { ...rows, endUtcMs: rows.endUtcMs.slice() };
    guarded.endUtcMs[10] = rows.endUtcMs.at(-1)!;
    const transit = transitWindows([camera], linkingConfig);
    expect(studyWindows(guarded, transit, windowed(50))).toEqual(studyWindows(rows, transit, windowed(50)));
  });

  it('has one window for a study that fits, and for an empty one', () => {
    const all = { from: 0, to: 3 };
    const transit = transitWindows([camera], linkingConfig);
    expect(studyWindows(table([1, 2, 3]), transit, windowed(3))).toEqual([{ core: all, rows: all }]);
    const none = { from: 0, to: 0 };
    expect(studyWindows(table([]), transit, windowed(3))).toEqual([{ core: none, rows: none }]);
  });
});

describe('rows of a study among some of its rows', () => {
  it('are found there and back', () => {
    const ranges = [
      { from: 2, to: 5 },
      { from: 8, to: 10 },
    ];
    expect([0, 1, 2, 3, 4].map((place) => rowAt(ranges, place))).toEqual([2, 3, 4, 8, 9]);
    const same = [
      { from: 4, to: 8 },
      { from: 1, to: 2 },
      { from: 5, to: 9 },
    ];
    expect(toldWithin({ same, different: [] }, ranges).same).toEqual([{ from: 2, to: 3 }]);
  });

  it('spreads what is learnt from over a long study', () => {
    const { cameras, tracklets } = twoDays();
    const table = buildTrackletTable(tracklets, cameras);
    const ranges = learningRows(table, { ...linkingConfig, learningTracklets: 100, learningSpans: 4 });
    expect(ranges.map(({ from, to }) => to - from)).toEqual([25, 25, 25, 25]);
    expect(ranges[0]!.from).toBe(0);
    expect(ranges.at(-1)!.to).toBe(table.count);
  });
});

describe('linking window by window', { timeout: 60_000 }, () => {
  const { cameras, tracklets, first, later } = twoDays();
  const whole = linked({ cameras, tracklets }, linkingConfig);
  const config = windowed(first.length + 10);

  it('gives the same as linking at once when nobody could walk across the cut', () => {
    const output = linked({ cameras, tracklets }, config);
    // How many new visitors come per hour is each window's own: posteriors differ a little, and who is on the verge of being
    // linked may be so in one of the two only.
    const differMost = 0.05;
    const isDoubtful = ({ posterior }: Link): boolean => posterior <= linkingConfig.minPosterior + differMost;
    const doubtful = [...whole.links, ...output.links].filter(isDoubtful);
    expect(doubtful.length).toBeLessThan(5);
    const left = new Set(doubtful.map(pairOf));
    const sure = ({ links }: LinkOutput): Link[] => links.filter((link) => !left.has(pairOf(link)));
    expect(stepsOf({ links: sure(output) })).toEqual(stepsOf({ links: sure(whole) }));
    sure(output).forEach(({ posterior }, index) => {
      expect(Math.abs(posterior - sure(whole)[index]!.posterior)).toBeLessThan(differMost);
    });
    const touched = new Set(doubtful.flatMap((link) => [link.fromTrackletId, link.toTrackletId]));
    const untouched = ({ journeys }: LinkOutput): (readonly number[])[] =>
      journeys
        .map(({ trackletIds }) => trackletIds)
        .filter((trackletIds) => !trackletIds.some((id) => touched.has(id)));
    expect(untouched(output)).toEqual(untouched(whole));
  });

  it('gives nearly the same when people walk across every cut', () => {
    const busy = makeMall({ visitors: 100, cameras: 5, arrivalsMs: 3 * 3_600_000 });
    const steps = new Set(stepsOf(linked(busy, linkingConfig)));
    const cut = stepsOf(linked(busy, windowed(120)));
    const kept = cut.filter((step) => steps.has(step));
    expect(kept.length / Math.max(cut.length, steps.size)).toBeGreaterThan(0.98);
  });

  it('learns enough from a part of the study', () => {
    const steps = new Set(stepsOf(whole));
    const cut = stepsOf(
      linked({ cameras, tracklets }, { ...config, learningTracklets: 150, learningSpans: 2 }),
    );
    const kept = cut.filter((step) => steps.has(step));
    expect(kept.length / Math.max(cut.length, steps.size)).toBeGreaterThan(0.9);
  });

  it('gives the same whatever the order it is given in', () => {
    const output = linked({ cameras, tracklets: tracklets.toReversed() }, config);
    expect(output).toEqual(linked({ cameras, tracklets }, config));
  });

  it('keeps what people decided about tracklets of two windows', () => {
    const someone = inOrder(first)[3]!.id;
    const back = inOrder(later)[5]!.id;
    const same = { firstId: someone, secondId: back };
    const output = linked({ cameras, tracklets, decided: { same: [same], different: [] } }, config);
    expect(journeyWith(output, back)).toBe(journeyWith(output, someone));

    const other = inOrder(later)[6]!.id;
    const told = { same: [same, { firstId: back, secondId: inOrder(later).at(-1)!.id }], different: [] };
    const apart = { ...told, different: [{ firstId: someone, secondId: other }] };
    const kept = linked({ cameras, tracklets, decided: apart }, config);
    expect(journeyWith(kept, someone)).toBe(journeyWith(kept, back));
    expect(journeyWith(kept, someone)).toBe(journeyWith(kept, inOrder(later).at(-1)!.id));
    expect(journeyWith(kept, other)).not.toBe(journeyWith(kept, someone));
  });

  it('joins at a cut whom a border of the footage cut there', () => {
    const busy = makeMall({ visitors: 80, cameras: 5, arrivalsMs: 2 * 3_600_000 });
    const ordered = inOrder(busy.tracklets);
    const table = buildTrackletTable(ordered, busy.cameras);
    const cut = windowed(100);
    const border = studyWindows(table, transitWindows(table.cameras, cut), cut)[0]!.core.to;
    const from = ordered[border - 1]!;
    const to = ordered[border]!;
    const { links } = linked({ ...busy, forced: [{ fromId: from.id, toId: to.id }] }, cut);
    expect(links.filter(({ fromTrackletId }) => fromTrackletId === from.id)).toMatchObject([
      { toTrackletId: to.id, posterior: 1, grade: 'confirmed' },
    ]);
    expect(links.filter(({ toTrackletId }) => toTrackletId === to.id)).toHaveLength(1);
  });
});
