import { describe, expect, it } from 'vitest';
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import { makeMall } from '../testing/synthetic-mall.ts';
import type { LinkTracklet } from '../types.ts';
import { presencesOf } from './presences.ts';
import { readColour, readEnd } from './tracklet-columns.ts';
import { buildTrackletTable, similarity } from './tracklet-table.ts';
import { readFoot, WALK_POINTS, WALK_WIDTH } from './walks.ts';

const axis = (at: number): Int8Array => new Int8Array(EMBEDDING_LENGTH).fill(127, at, at + 1);
const colour = (l: number, confidence: number) => ({ l, a: 0, b: 0, confidence });
const end = (footXPx: number) => ({
  footXPx,
  footYPx: 0,
  heightPx: 100,
  velocityXPxPerS: 0,
  velocityYPxPerS: 0,
});
/** Walks from x to x + 100. */
const walkFrom = (x: number): Int16Array => {
  const walk = new Int16Array(WALK_WIDTH);
  for (let point = 0; point < WALK_POINTS; point++)
    walk.set([x + (100 * point) / (WALK_POINTS - 1), 0, 100].map(Math.round), 3 * point);
  return walk;
};
const tracklet = (id: number, startS: number, endS: number, rest: Partial<LinkTracklet>): LinkTracklet => ({
  id,
  cameraId: 1,
  startUtcMs: 1_000 * startS,
  endUtcMs: 1_000 * endS,
  wholeMs: 500,
  embedding: null,
  colours: { top: null, bottom: null, shoes: null },
  entry: end(0),
  exit: end(100),
  ...rest,
});

describe('presencesOf', () => {
  const { cameras } = makeMall({ visitors: 1, cameras: 2 });
  const table = buildTrackletTable(
    [
      tracklet(11, 0, 10, {
        embedding: axis(0),
        colours: { top: colour(20, 0.2), bottom: null, shoes: null },
        walk: walkFrom(0),
      }),
      tracklet(21, 5, 15, { cameraId: 2 }),
      tracklet(12, 10, 20, {
        embedding: axis(1),
        colours: { top: colour(50, 0.4), bottom: colour(70, 0.1), shoes: null },
        exit: end(200),
        walk: walkFrom(100),
      }),
      tracklet(13, 30, 40, {}),
    ],
    cameras,
  );
  const continuations = [{ from: 0, to: 2 }];

  it('makes one of tracklets that a border parts, and keeps their place among the others', () => {
    const {
      table: presences,
      presenceOf,
      trackletsOf,
    } = presencesOf(table, {
      continuations,
      same: [],
      different: [],
    });
    expect([...presences.ids]).toEqual([11, 21, 13]);
    expect([...presenceOf]).toEqual([0, 1, 0, 2]);
    expect([0, 1, 2].map((presence) => trackletsOf(presence))).toEqual([[0, 2], [1], [3]]);
    expect([...presences.endUtcMs]).toEqual([20_000, 15_000, 40_000]);
    expect([...presences.wholeMs]).toEqual([1_000, 500, 500]);
    expect([...presences.rowsOfCamera[0]!]).toEqual([0, 2]);
  });

  it('has the looks, the walk and the ends of all of them', () => {
    const { table: presences } = presencesOf(table, { continuations, same: [], different: [] });
    // Of both as much, since both last as long.
    const [one, other] = [axis(0), axis(1)].map((embedding, id) => tracklet(id, 0, 1, { embedding }));
    const axes = buildTrackletTable([one!, other!], cameras);
    const joined = {
      ...axes,
      embeddings: Int8Array.from([...presences.embeddings.slice(0, 128), ...axis(1)]),
    };
    joined.inverseNorm[0] = presences.inverseNorm[0]!;
    expect(similarity(joined, 0, 1)).toBeCloseTo(Math.SQRT1_2, 2);
    expect(readColour(presences.colours, 0, 0)).toEqual({ l: 40, a: 0, b: 0, confidence: Math.fround(0.4) });
    expect(readColour(presences.colours, 0, 1)).toMatchObject({ l: 70 });
    expect(readColour(presences.colours, 0, 2)).toBeNull();
    expect(readEnd(presences.entries, 0)).toMatchObject({ footXPx: 0 });
    expect(readEnd(presences.exits, 0)).toMatchObject({ footXPx: 200 });
    const foot = { xPx: 0, yPx: 0, heightPx: 0 };
    for (const [utcMs, xPx] of [
      [0, 0],
      [5_000, 50],
      [15_000, 150],
      [20_000, 200],
    ] as const) {
      readFoot(presences, 0, utcMs, foot);
      expect(foot.xPx).toBeCloseTo(xPx, -0.5);
    }
  });

  it('knows of presences what people said of their tracklets, and nothing of one alone', () => {
    const known = {
      continuations,
      same: [
        { from: 0, to: 2 },
        { from: 1, to: 2 },
      ],
      different: [{ from: 2, to: 3 }],
    };
    expect(presencesOf(table, known).told).toEqual({
      same: [{ from: 0, to: 1 }],
      different: [{ from: 0, to: 2 }],
    });
  });

  it('is the tracklets themselves where no border parts anybody', () => {
    const whole = presencesOf(table, { continuations: [], same: [], different: [] });
    expect(whole.table).toBe(table);
    expect([...whole.presenceOf]).toEqual([0, 1, 2, 3]);
  });
});
