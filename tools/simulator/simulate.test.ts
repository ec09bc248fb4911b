import { describe, expect, it } from 'vitest';
import { modelledAppearance } from './appearance.ts';
import { defaultSimulation, type SimulationSettings } from './settings.ts';
import { type SimulatedStudy, simulate } from './simulate.ts';

const small: SimulationSettings = {
  ...defaultSimulation,
  visitors: 60,
  staff: 2,
  clockErrorSdMs: 3_000,
  outagesPerHour: 4,
};
const run = (settings: SimulationSettings): SimulatedStudy =>
  simulate(settings, modelledAppearance(settings.seed, settings.visitors, settings.cameras));

describe('the trajectory simulator', () => {
  it('gives the same study for the same seed, and another for another', () => {
    expect(run(small)).toEqual(run(small));
    expect(run({ ...small, seed: 2 }).startUtcMs).not.toEqual(run(small).startUtcMs);
  });

  it('orders tracklets by start, each ending after it began', () => {
    const study = run(small);
    expect(study.count).toBeGreaterThan(200);
    for (let i = 0; i < study.count; i++) {
      expect(study.endUtcMs[i]).toBeGreaterThan(study.startUtcMs[i]!);
      if (i > 0) expect(study.startUtcMs[i]).toBeGreaterThanOrEqual(study.startUtcMs[i - 1]!);
    }
  });

  it('shows nobody while a camera is out', () => {
    const study = run(small);
    expect(study.outages.flat().length).toBeGreaterThan(0);
    for (let i = 0; i < study.count; i++) {
      const camera = study.camera[i]!;
      const start = study.startUtcMs[i]! - study.clockErrorMs[camera]!;
      for (const outage of study.outages[camera]!) {
        // Fragments of a view may end up to a rounding away from the view that was checked.
        expect(
          start > outage.endUtcMs - 1 ||
            study.endUtcMs[i]! - study.clockErrorMs[camera]! < outage.startUtcMs + 1,
        ).toBe(true);
      }
    }
  });

  it('lets nobody walk between cameras faster than people walk', () => {
    const study = run({ ...small, clockErrorSdMs: 0 });
    const last = new Map<number, number>();
    for (let i = 0; i < study.count; i++) {
      const before = last.get(study.person[i]!);
      if (before !== undefined && study.camera[before] !== study.camera[i]) {
        const [a, b] = [study.camera[before]!, study.camera[i]!];
        const { posM } = study.layout;
        const straightM = Math.hypot(posM[2 * a]! - posM[2 * b]!, posM[2 * a + 1]! - posM[2 * b + 1]!);
        const seconds = (study.startUtcMs[i]! - study.endUtcMs[before]!) / 1000;
        expect(straightM / Math.max(seconds, 0.001)).toBeLessThan(3.5);
      }
      last.set(study.person[i]!, i);
    }
  });

  it('makes one person look more alike than two, and staff alike among themselves', () => {
    const study = run({ ...small, staff: 6 });
    const cosine = (i: number, j: number): number => {
      let dot = 0;
      for (let k = 0; k < 128; k++) dot += study.embeddings[i * 128 + k]! * study.embeddings[j * 128 + k]!;
      return dot / 127 ** 2;
    };
    const sums = { same: [0, 0], other: [0, 0], staff: [0, 0] };
    for (let i = 0; i < study.count; i++) {
      for (let j = i + 1; j < Math.min(study.count, i + 60); j++) {
        const isStaff = study.person[i]! >= small.visitors && study.person[j]! >= small.visitors;
        const key = study.person[i] === study.person[j] ? 'same' : isStaff ? 'staff' : 'other';
        sums[key][0]! += cosine(i, j);
        sums[key][1]!++;
      }
    }
    const mean = (key: keyof typeof sums): number => sums[key][0]! / sums[key][1]!;
    expect(mean('same')).toBeGreaterThan(mean('other') + 0.2);
    expect(mean('staff')).toBeGreaterThan(mean('other') + 0.2);
  });
});
