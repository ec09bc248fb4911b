import { describe, expect, it } from 'vitest';
import { proposeStaff } from './propose-staff.ts';
import type { PersonJourney } from './types.ts';

const MINUTE_MS = 60_000;

/** A look along one axis, with a little of another that is each view's own. */
function look(axis: number, view: number, wobble = 20): Int8Array {
  const vector = new Int8Array(128);
  vector[axis] = 120;
  vector[64 + ((axis * 5 + view) % 64)] = wobble;
  return vector;
}

/** Views of 20 s at the given minutes. */
function journey(id: number, axis: number, minutes: readonly number[], wobble?: number): PersonJourney {
  return {
    id,
    stops: minutes.map((minute, view) => ({
      trackletId: id * 1_000 + view,
      cameraId: (view % 3) + 1,
      startUtcMs: minute * MINUTE_MS,
      endUtcMs: minute * MINUTE_MS + 20_000,
      vector: look(axis, id + view, wobble),
    })),
  };
}

const every = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, at) => from + at * step);

/** A patrol from minute 0 to 240, which linking cut into journeys of ten minutes. */
const patrol = every(0, 240, 10).map((from, at) => journey(at + 1, 0, every(from, from + 10, 1.5)));
/** Visitors who each look like nobody else and stay for six minutes. */
const visitors = Array.from({ length: 40 }, (_, at) =>
  journey(101 + at, 1 + at, every(at * 6, at * 6 + 6, 1.5)),
);

describe('proposeStaff', () => {
  it('proposes a look that is there all day, however linking cut it, and no visitor', () => {
    const [proposal, ...others] = proposeStaff([...visitors, ...patrol]);
    expect(others).toEqual([]);
    expect(proposal!.journeyIds).toEqual(patrol.map(({ id }) => id));
    expect(proposal!.presence).toBeGreaterThan(0.95);
    expect(proposal!.atOnce).toBe(1);
  });

  it('counts how many wear a uniform at once', () => {
    const second = patrol.map((one) => ({ ...one, id: one.id + 500 }));
    expect(proposeStaff([...visitors, ...patrol, ...second])[0]!.atOnce).toBe(2);
  });

  it('takes one person in two overlapping views for one, and counts the time once', () => {
    const seenTwice = patrol.map((one) => ({
      ...one,
      stops: one.stops.flatMap((stop) => [stop, { ...stop, trackletId: stop.trackletId + 500, cameraId: 9 }]),
    }));
    const [once] = proposeStaff([...visitors, ...patrol]);
    const [twice] = proposeStaff([...visitors, ...seenTwice]);
    expect(twice!.atOnce).toBe(1);
    expect(twice!.inViewMs).toBe(once!.inViewMs);
  });

  describe('in a study with gaps', () => {
    const hours = (from: number, to: number) => ({
      startUtcMs: from * 60 * MINUTE_MS,
      endUtcMs: to * 60 * MINUTE_MS,
    });
    const spans = {
      'two days, and no night': [hours(0, 8), hours(24, 32)],
      'half of a day': [hours(0, 2), hours(3, 4), hours(5, 6), hours(7, 8)],
      'ten minutes of every half hour': Array.from({ length: 16 }, (_, at) => hours(at / 2, at / 2 + 1 / 6)),
    };
    const minutesOf = (observed: readonly { startUtcMs: number; endUtcMs: number }[]) =>
      observed.flatMap((one) => every(one.startUtcMs / MINUTE_MS, one.endUtcMs / MINUTE_MS, 1.5));

    it.each(Object.entries(spans))('finds staff: %s', (_, observed) => {
      const guard = minutesOf(observed).map((minute, at) => journey(at + 1, 0, [minute]));
      expect(proposeStaff(guard)).toEqual([]);
      const [proposal, ...others] = proposeStaff(guard, { observed });
      expect(others).toEqual([]);
      expect(proposal!.journeyIds).toHaveLength(guard.length);
      expect(proposal!.presence).toBeGreaterThan(0.95);
      expect(proposal!.presence).toBeLessThanOrEqual(1);
    });

    it('takes no look for staff that was there for less than an hour that somebody recorded', () => {
      const observed = [hours(0, 0.4), hours(24, 24.4)];
      const guard = minutesOf(observed).map((minute, at) => journey(at + 1, 0, [minute]));
      expect(proposeStaff(guard, { observed })).toEqual([]);
    });

    it('takes a fashion that is away while cameras record for no staff', () => {
      const observed = spans['two days, and no night'];
      const often = minutesOf(observed).filter((minute) => minute % 10 < 6);
      const fashion = often.map((minute, at) => journey(at + 1, 0, [minute]));
      expect(proposeStaff(fashion, { observed })).toEqual([]);
    });

    it('finds in one go what it finds without knowing when cameras observed', () => {
      const observed = [hours(0, 5)];
      expect(proposeStaff([...visitors, ...patrol], { observed })).toEqual(
        proposeStaff([...visitors, ...patrol]),
      );
    });
  });

  it('takes a fashion that is away now and then for no staff', () => {
    // As many views as the patrol, but in visits with pauses between them.
    const fashion = every(0, 240, 12).map((from, at) => journey(301 + at, 50, every(from, from + 4, 0.5)));
    expect(proposeStaff([...visitors, ...fashion])).toEqual([]);
  });

  it('says nothing about a study of less than an hour', () => {
    expect(proposeStaff(patrol.slice(0, 4))).toEqual([]);
  });

  it('gives the same answer in whatever order journeys come', () => {
    const all = [...visitors, ...patrol];
    expect(proposeStaff(all.toReversed())).toEqual(proposeStaff(all));
  });

  it('passes over people who were not described', () => {
    const blank = patrol.map((one) => ({
      ...one,
      stops: one.stops.map((stop) => ({ ...stop, vector: null })),
    }));
    expect(proposeStaff(blank)).toEqual([]);
    expect(proposeStaff([])).toEqual([]);
  });
});
