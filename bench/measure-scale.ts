import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a bench prints that is a process of its own: `linking.ts` or `search.ts`, for so many tracklets. */
export async function measureAtScale<T extends { readonly tracklets: number }>(
  bench: 'linking' | 'search',
  tracklets: number,
  signal: AbortSignal,
): Promise<T> {
  const script = join(import.meta.dirname, `${bench}.ts`);
  const { stdout } = await run(process.execPath, [script, String(tracklets)], { signal });
  return JSON.parse(stdout) as T;
}

/** How cost grows between two sizes, as an exponent of n log n: 1 is that, below 1 is better. */
export function growthExponent(
  small: { readonly tracklets: number; readonly cpuS: number },
  large: { readonly tracklets: number; readonly cpuS: number },
): number {
  const work = (tracklets: number): number => tracklets * Math.log(tracklets);
  return Math.log(large.cpuS / small.cpuS) / Math.log(work(large.tracklets) / work(small.tracklets));
}
