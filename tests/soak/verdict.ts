import { defaultAnalysisSettings } from '../../src-main/services/analysis/analysis-settings.ts';
import { defaultWorkerConfig } from '../../src-main/workers/config.ts';
import { fitLine, type LineFit, mean } from './line-fit.ts';
import { inParts, mostOpenFiles, PARTS, workersRssMb } from './parts.ts';
import type { Sample } from './sampler.ts';
import type { SoakFindings } from './soak-study.ts';

export interface Check {
  readonly name: string;
  readonly value: string;
  readonly bound: string;
  readonly passed: boolean;
}

/** Of issue 5: with it a machine of 8 GB runs a worker on each pair of cores. */
const MAX_WORKER_MB = 700;
/**
 * Open files come and go by a few within a chunk. A descriptor lost per chunk would be ten more over two hours.
 */
const MAX_MORE_OPEN_FILES = 4;
/** The same visits again and again: the tracklets per repetition may waver by a border between chunks, not wander. */
const MAX_DRIFT_PERCENT = 5;
const TOO_SHORT = 'the run was too short to tell';

/** A worker that grows faster is not called flat, however soon it is replaced. */
const MAX_MB_PER_HOUR = 10;

/** Footage that passes through one process before it is replaced by a new one. */
const processLifeHours = (defaultWorkerConfig.tasksPerProcess * defaultAnalysisSettings.chunkMs) / 3_600_000;

/**
 * What the worker's memory says. Flat means: at this slope a process is replaced before it reaches the most that it may
 * take, and the slope is small anyway. A slope counts as steeper only when it is so beyond its uncertainty, which in a short
 * run is large: that finds gross leaks only.
 */
export function judgeMemory(samples: readonly Sample[], durationMs: number): Check[] {
  const peakMb = peakOf(samples);
  const fit = workerSlope(samples, durationMs);
  const roomSlope = Math.max(0, MAX_WORKER_MB - peakMb) / processLifeHours;
  const maxSlope = Math.min(MAX_MB_PER_HOUR, roomSlope);
  const moreFiles = moreOpenFiles(inParts(samples, durationMs));
  return [
    {
      name: 'peak of a worker',
      value: `${peakMb.toFixed(0)} MB`,
      bound: `≤ ${MAX_WORKER_MB} MB`,
      passed: peakMb <= MAX_WORKER_MB,
    },
    {
      name: 'its slope in the second half',
      value: fit === null ? TOO_SHORT : slopeText(fit, 'MB per hour of footage'),
      bound: `≤ ${maxSlope.toFixed(1)}; ${roomSlope.toFixed(0)} would reach ${MAX_WORKER_MB} MB in a process' life of ${processLifeHours.toFixed(0)} h`,
      passed: fit !== null && fit.slope - fit.uncertainty <= maxSlope,
    },
    {
      name: 'open files, last tenth to second',
      value: moreFiles === null ? TOO_SHORT : signed(moreFiles, 0),
      bound: `≤ +${MAX_MORE_OPEN_FILES}`,
      passed: moreFiles !== null && moreFiles <= MAX_MORE_OPEN_FILES,
    },
  ];
}

/** Every repetition of the clip is the same, so what is found in it must be too, from the first to the last. */
export function judgeFindings(findings: SoakFindings, repetitions: number, clipMs: number): Check[] {
  const { trackletStartsMs, journeys, decodeErrors, gaps, stagedCrops } = findings;
  const perRepetition = Array.from({ length: repetitions }, () => 0);
  for (const startMs of trackletStartsMs) perRepetition[Math.floor(startMs / clipMs)]! += 1;
  return [
    judgeTracklets(perRepetition),
    {
      name: 'journeys',
      value: String(journeys),
      bound: `1 to ${trackletStartsMs.length}, the tracklets`,
      passed: journeys >= 1 && journeys <= trackletStartsMs.length,
    },
    none('damaged packets and gaps', decodeErrors + gaps),
    none('crops that no tracklet has', stagedCrops),
  ];
}

function judgeTracklets(perRepetition: readonly number[]): Check {
  const usual = mean(perRepetition);
  const least = Math.min(...perRepetition);
  const fit = fitLine(perRepetition.map((y, x) => ({ x, y })));
  const percent = (perRepetition.length / usual) * 100;
  const drift = fit && { slope: fit.slope * percent, uncertainty: fit.uncertainty * percent };
  const course = drift === null ? TOO_SHORT : `over the run ${slopeText(drift, '%')}`;
  return {
    name: 'tracklets per repetition',
    value: `${usual.toFixed(2)} (${least} to ${Math.max(...perRepetition)}), ${course}`,
    bound: `> 0, within ±${MAX_DRIFT_PERCENT} %`,
    passed: least > 0 && drift !== null && Math.abs(drift.slope) - drift.uncertainty <= MAX_DRIFT_PERCENT,
  };
}

function none(name: string, count: number): Check {
  return { name, value: String(count), bound: 'none', passed: count === 0 };
}

/** The most that any worker took, whatever it was at. */
function peakOf(samples: readonly Sample[]): number {
  const peaks = samples.flatMap(({ workers }) => workers.map(({ peakRssMb }) => peakRssMb));
  if (peaks.length === 0) throw new Error('no worker process was seen');
  return Math.max(...peaks);
}

/**
 * A line through the means of the tenths of the second half: within a tenth, one second is like the one before. In the first
 * half hour or so V8 and the allocator find out how much they need.
 */
function workerSlope(samples: readonly Sample[], durationMs: number): LineFit | null {
  const parts = inParts(samples, durationMs).slice(PARTS / 2);
  if (parts.some((part) => part.length === 0)) return null;
  return fitLine(
    parts.map((part) => ({
      x: mean(part.map(({ analysedMs }) => analysedMs)) / 3_600_000,
      y: mean(part.map(workersRssMb)),
    })),
  );
}

/** Of the last tenth against the second: the most that were open at once. */
function moreOpenFiles(parts: readonly (readonly Sample[])[]): number | null {
  const second = parts[1];
  const last = parts.at(-1);
  if (!second?.length || !last?.length) return null;
  return mostOpenFiles(last) - mostOpenFiles(second);
}

function slopeText({ slope, uncertainty }: LineFit, unit: string): string {
  return `${signed(slope, 1)} ± ${uncertainty.toFixed(1)} ${unit}`;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}
