import { describe, expect, it } from 'vitest';
import { makeMall } from '../testing/synthetic-mall.ts';
import { chainRows, knownPairs } from './known-people.ts';
import { buildTrackletTable } from './tracklet-table.ts';

const { tracklets, cameras } = makeMall({ visitors: 3 });
const table = buildTrackletTable(tracklets, cameras);
const [a, b, c, d] = [...table.ids] as [number, number, number, number];
const pair = (firstId: number, secondId: number) => ({ firstId, secondId });

describe('knownPairs', () => {
  it('puts pairs in rows, the earlier first', () => {
    const known = knownPairs(table, [{ fromId: a, toId: c }], {
      same: [pair(d, b)],
      different: [pair(c, b)],
    });
    expect(known).toEqual({
      continuations: [{ from: 0, to: 2 }],
      refused: [],
      same: [{ from: 1, to: 3 }],
      different: [{ from: 1, to: 2 }],
    });
  });

  it('believes people more than borders: a continuation of two visitors told apart is refused', () => {
    const forced = [
      { fromId: a, toId: b },
      { fromId: b, toId: c },
    ];
    const { continuations, refused } = knownPairs(table, forced, { same: [], different: [pair(a, c)] });
    expect(continuations).toEqual([{ from: 0, to: 1 }]);
    expect(refused).toEqual([{ from: 1, to: 2 }]);
  });

  it('refuses the same borders in whatever order they come: the later one', () => {
    const forced = [
      { fromId: b, toId: c },
      { fromId: a, toId: b },
    ];
    const { continuations, refused } = knownPairs(table, forced, { same: [], different: [pair(a, c)] });
    expect(continuations).toEqual([{ from: 0, to: 1 }]);
    expect(refused).toEqual([{ from: 1, to: 2 }]);
  });

  it('refuses a border between two who are each joined to others that are told apart', () => {
    const decided = { same: [pair(a, b)], different: [pair(b, d)] };
    const { refused } = knownPairs(
      table,
      [
        { fromId: c, toId: d },
        { fromId: a, toId: c },
      ],
      decided,
    );
    expect(refused).toEqual([{ from: 2, to: 3 }]);
  });

  it.each([
    ['an unknown tracklet', [{ fromId: a, toId: 999_999 }], 'no such tracklet'],
    ['a link back in time', [{ fromId: b, toId: a }], 'back in time'],
    ['two successors', [pairOf(a, b), pairOf(a, c)], 'contradicts'],
    ['two predecessors', [pairOf(a, c), pairOf(b, c)], 'contradicts'],
  ])('refuses %s', (_, forced, message) => {
    expect(() => knownPairs(table, forced)).toThrow(message);
  });

  it('refuses decisions that contradict each other, also by way of a third tracklet', () => {
    const decided = { same: [pair(a, b), pair(c, b)], different: [pair(c, a)] };
    expect(() => knownPairs(table, [], decided)).toThrow('told apart and joined');
    expect(() => knownPairs(table, [], { same: [pair(a, a)], different: [] })).toThrow('paired with itself');
    expect(() => knownPairs(table, [], { same: [pair(a, 999_999)], different: [] })).toThrow(
      'no such tracklet',
    );
  });
});

describe('chainRows', () => {
  it('chains what belongs together in order of time, whatever order it was told in', () => {
    const { next, previous, chains } = chainRows(6, [
      { from: 2, to: 4 },
      { from: 0, to: 4 },
      { from: 1, to: 5 },
    ]);
    expect(chains).toEqual([
      [0, 2, 4],
      [1, 5],
    ]);
    expect([...next]).toEqual([2, 5, 4, -1, -1, -1]);
    expect([...previous]).toEqual([-1, -1, 0, -1, 2, 1]);
  });
});

function pairOf(fromId: number, toId: number) {
  return { fromId, toId };
}
