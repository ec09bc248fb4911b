import { describe, expect, it } from 'vitest';
import { Random } from '../../tools/random.ts';
import type { ProcessReading } from './process-reading.ts';
import type { Sample } from './sampler.ts';
import type { SoakFindings } from './soak-study.ts';
import { judgeFindings, judgeMemory } from './verdict.ts';

const HOUR_MS = 3_600_000;
const DURATION_MS = 2 * HOUR_MS;
const MINUTES = DURATION_MS / 60_000;

const host: ProcessReading = { pid: 1, rssMb: 150, peakRssMb: 160, openFiles: 30 };

interface Course {
  readonly startMb?: number;
  readonly mbPerHour?: number;
  /** Of files. */
  readonly openFiles?: (hours: number) => number;
}

/** Two hours, a sample a minute, wavering by 5 MB as a worker between chunks does. */
function run({ startMb = 350, mbPerHour = 0, openFiles = () => 25 }: Course): Sample[] {
  const random = new Random(7);
  return Array.from({ length: MINUTES }, (_, minute) => {
    const hours = minute / 60;
    // The first third is for warming up.
    const warmMb = minute < MINUTES / 3 ? -150 : 0;
    const rssMb = startMb + warmMb + mbPerHour * hours + random.normal(0, 5);
    return {
      atMs: minute * 1_000,
      job: 'analyze',
      analysedMs: minute * 60_000,
      host,
      workers: [{ pid: 2, rssMb, peakRssMb: rssMb + 10, openFiles: openFiles(hours) }],
      crops: { files: 0, staged: 0, mb: 0 },
    };
  });
}

function failures(samples: readonly Sample[]): string[] {
  return judgeMemory(samples, DURATION_MS).flatMap(({ name, passed }) => (passed ? [] : name));
}

describe('judgeMemory', () => {
  it('calls a worker flat that only warms up and wavers', () => {
    expect(failures(run({}))).toEqual([]);
  });

  it('finds a leak of 20 MB per hour, long before it matters', () => {
    expect(failures(run({ mbPerHour: 20 }))).toEqual(['its slope in the second half']);
  });

  it('finds a peak above the bound, from which there is no room for any slope', () => {
    expect(failures(run({ startMb: 710, mbPerHour: 4 }))).toEqual([
      'peak of a worker',
      'its slope in the second half',
    ]);
  });

  it('finds a file that each chunk leaves open', () => {
    expect(failures(run({ openFiles: (hours) => 25 + Math.floor(hours * 6) }))).toEqual([
      'open files, last tenth to second',
    ]);
  });

  it('does not pass what it cannot tell', () => {
    expect(failures(run({}).slice(0, 30))).toEqual([
      'its slope in the second half',
      'open files, last tenth to second',
    ]);
    expect(() => judgeMemory([], DURATION_MS)).toThrow('no worker process was seen');
  });
});

describe('judgeFindings', () => {
  const CLIP_MS = 20_000;
  const REPETITIONS = 30;

  function findings(perRepetition: (repetition: number) => number): SoakFindings {
    return {
      trackletStartsMs: Array.from({ length: REPETITIONS }, (_, at) => at).flatMap((at) =>
        Array.from({ length: perRepetition(at) }, (_, visitor) => at * CLIP_MS + 500 * (visitor + 1)),
      ),
      journeys: 12,
      decodeErrors: 0,
      gaps: 0,
      stagedCrops: 0,
    };
  }

  function failed(found: SoakFindings): string[] {
    return judgeFindings(found, REPETITIONS, CLIP_MS).flatMap(({ name, passed }) => (passed ? [] : name));
  }

  it('passes the same count each time, and one that wavers at a border', () => {
    expect(failed(findings(() => 6))).toEqual([]);
    expect(failed(findings((at) => (at % 7 === 3 ? 7 : 6)))).toEqual([]);
  });

  it('finds a count that wanders', () => {
    expect(failed(findings((at) => (at < 15 ? 6 : 7)))).toEqual(['tracklets per repetition']);
  });

  it('finds a repetition in which nobody was seen', () => {
    expect(failed(findings((at) => (at === 20 ? 0 : 6)))).toEqual(['tracklets per repetition']);
  });

  it('finds damage, crops left behind, and a study that was not linked', () => {
    const broken = { ...findings(() => 6), journeys: 0, gaps: 1, stagedCrops: 3 };
    expect(failed(broken)).toEqual(['journeys', 'damaged packets and gaps', 'crops that no tracklet has']);
  });
});
