import { describe, expect, it } from 'vitest';
import { forcedRows } from './forced-links.ts';
import { makeMall } from './testing/synthetic-mall.ts';
import { buildTrackletTable } from './tracklet-table.ts';

const { tracklets, cameras } = makeMall({ visitors: 3 });
const table = buildTrackletTable(tracklets, cameras);
const [first, second, third] = table.tracklets.map(({ id }) => id) as [number, number, number];

describe('forcedRows', () => {
  it('knows both ends of a link', () => {
    const { next, previous } = forcedRows(table, [{ fromId: first, toId: third }]);
    expect(next[0]).toBe(2);
    expect(previous[2]).toBe(0);
    expect(next[1]).toBe(-1);
  });

  it.each([
    ['an unknown tracklet', [{ fromId: first, toId: 999_999 }], 'no such tracklet'],
    ['a link back in time', [{ fromId: second, toId: first }], 'back in time'],
    [
      'two successors',
      [
        { fromId: first, toId: second },
        { fromId: first, toId: third },
      ],
      'contradicts',
    ],
    [
      'two predecessors',
      [
        { fromId: first, toId: third },
        { fromId: second, toId: third },
      ],
      'contradicts',
    ],
  ])('refuses %s', (_, forced, message) => {
    expect(() => forcedRows(table, forced)).toThrow(message);
  });
});
