import { describe, expect, test } from 'vitest';
import { COLUMNS, LEVEL_HEIGHT_M, PLANTERS } from '../world/mall.ts';
import { type Pose, poseAt } from './trajectory.ts';
import { type Person, simulatePeople } from './visitors.ts';

const SEEDS = [22, 31, 33];
const day = (seed: number): Person[] => simulatePeople({ seed, visitors: 16, staff: 2, arriveUntilS: 72 });
const TIMES = Array.from({ length: 1000 }, (_, i) => i / 10);
const posesOf = (people: readonly Person[], timeS: number): (Pose | null)[] =>
  people.map(({ trajectory }) => poseAt(trajectory, timeS));

const levelOf = (pose: Pose): number => Math.round(pose.height / LEVEL_HEIGHT_M);

function* pairs(poses: readonly (Pose | null)[]): Generator<readonly [number, number, number]> {
  for (const [i, a] of poses.entries()) {
    for (const [j, b] of poses.entries()) {
      if (j <= i || !a || !b || Math.abs(a.height - b.height) > 1) continue;
      yield [i, j, Math.hypot(a.x - b.x, a.y - b.y)];
    }
  }
}

const days = new Map(SEEDS.map((seed) => [seed, day(seed)]));

describe.each(SEEDS)('the simulated day of seed %i', (seed) => {
  const people = days.get(seed) ?? [];

  test('keeps a body’s width between everybody', () => {
    const nearest = Math.min(
      ...TIMES.flatMap((timeS) => [...pairs(posesOf(people, timeS))].map(([, , distance]) => distance)),
    );
    expect(nearest).toBeGreaterThan(0.5);
    expect(nearest).toBeLessThan(1);
  });

  test('keeps companions together', () => {
    const distances = TIMES.flatMap((timeS) =>
      [...pairs(posesOf(people, timeS))].flatMap(([i, j, distance]) =>
        people[i]?.group && people[i]?.group === people[j]?.group ? [distance] : [],
      ),
    ).toSorted((a, b) => a - b);
    expect(distances[Math.floor(distances.length / 2)]).toBeLessThan(1.6);
    expect(distances.at(-1)).toBeLessThan(5);
  });

  test('has nobody run, jump or spin', () => {
    const steps = people.flatMap(({ trajectory: { poses } }) =>
      poses.flatMap((pose, i) => {
        const next = poses[i + 1];
        return pose && next ? [{ pose, next }] : [];
      }),
    );
    const speeds = steps.map(({ pose, next }) => Math.hypot(next.x - pose.x, next.y - pose.y) / 0.1);
    const turns = steps.map(({ pose, next }) =>
      Math.abs((((next.headingDeg - pose.headingDeg + 540) % 360) - 180) / 0.1),
    );
    expect(Math.max(...speeds)).toBeLessThan(3.3);
    expect(Math.max(...turns)).toBeLessThan(540);
    expect(steps.every(({ pose, next }) => next.walkedM >= pose.walkedM)).toBe(true);
  });

  test('leads nobody through columns and planters', () => {
    const poses = people.flatMap(({ trajectory }) => trajectory.poses.flatMap((pose) => pose ?? []));
    const inColumn = poses.filter((pose) =>
      COLUMNS.some(({ level, x, y, r }) => level === levelOf(pose) && Math.hypot(pose.x - x, pose.y - y) < r),
    );
    const inPlanter = poses.filter((pose) =>
      PLANTERS.some(
        ({ level, x, y, w, d }) =>
          level === levelOf(pose) && Math.abs(pose.x - x) < w / 2 && Math.abs(pose.y - y) < d / 2,
      ),
    );
    expect(inColumn).toEqual([]);
    expect(inPlanter).toEqual([]);
  });
});

test('the same seed gives the same day, another seed another', () => {
  const told = (people: readonly Person[] | undefined): string => JSON.stringify(people);
  expect(told(day(22))).toBe(told(days.get(22)));
  expect(told(days.get(31))).not.toBe(told(days.get(22)));
});

test('the days hold what linking has to cope with: companions, stops, other floors and the backs of shops', () => {
  const people = [...days.values()].flat();
  const poses = people.map(({ trajectory }) => trajectory.poses);
  expect(people.filter(({ group }) => group !== null).length).toBeGreaterThan(10);
  expect(poses.some((steps) => steps.filter((pose) => pose?.gait === 'idle').length > 50)).toBe(true);
  expect(poses.some((steps) => steps.some((pose) => pose && pose.height > 4.9))).toBe(true);
  expect(poses.some((steps) => steps.slice(steps.findIndex(Boolean)).includes(null))).toBe(true);
});
