import type { Sample } from './sampler.ts';

/** A run is looked at in tenths of its footage. */
export const PARTS = 10;

/** The samples of the analysis, by the tenth of the recording that it was at. */
export function inParts(samples: readonly Sample[], durationMs: number): Sample[][] {
  const parts: Sample[][] = Array.from({ length: PARTS }, () => []);
  for (const sample of samples) {
    if (sample.job !== 'analyze') continue;
    const at = Math.min(PARTS - 1, Math.floor((sample.analysedMs / durationMs) * PARTS));
    parts[at]!.push(sample);
  }
  return parts;
}

export function workersRssMb({ workers }: Sample): number {
  return workers.reduce((total, { rssMb }) => total + rssMb, 0);
}

/** In one worker at once. */
export function mostOpenFiles(part: readonly Sample[]): number {
  return Math.max(0, ...part.flatMap(({ workers }) => workers.map(({ openFiles }) => openFiles)));
}
