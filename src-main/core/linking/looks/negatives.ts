import type { LinkingConfig } from '../config.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import type { TransitWindow } from '../transit/transit-window.ts';

/** Two tracklets that cannot be one person. */
export interface NegativePair {
  readonly first: number;
  readonly second: number;
}

/** Seen together for less than this, two tracklets may be one person cut badly. */
const MIN_TOGETHER_MS = 500;
/** Partners per tracklet: a crowd must not crowd out the rest of the study. */
const PARTNERS = 6;

/**
 * Labels for free: tracklets seen at the same time in one camera, or in two cameras whose views do not
 * overlap, belong to different people. In order of time; of an unordered pair of cameras `negativesPerCameraPair` at most,
 * evenly spread over the study, since evenings have another light than mornings.
 */
export function simultaneousPairs(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  config: LinkingConfig,
): NegativePair[] {
  const counts = new Int32Array(table.cameras.length ** 2);
  for (const { cell } of strangers(table, windows, config)) counts[cell]!++;
  const seen = new Int32Array(counts.length);
  const pairs: NegativePair[] = [];
  for (const { cell, first, second } of strangers(table, windows, config)) {
    const share = Math.min(1, config.negativesPerCameraPair / counts[cell]!);
    const at = seen[cell]!++;
    if (Math.floor((at + 1) * share) > Math.floor(at * share)) pairs.push({ first, second });
  }
  return pairs;
}

/** All such pairs, with the place of their cameras' pair; of one tracklet, `PARTNERS` at most. */
function* strangers(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  config: LinkingConfig,
): Generator<NegativePair & { readonly cell: number }> {
  const cameras = table.cameras.length;
  let active: number[] = [];
  for (let row = 0; row < table.count; row++) {
    const startUtcMs = table.startUtcMs[row]!;
    active = active.filter((other) => table.endUtcMs[other]! > startUtcMs);
    let partners = 0;
    for (const other of active) {
      if (partners === PARTNERS) break;
      const togetherMs = Math.min(table.endUtcMs[row]!, table.endUtcMs[other]!) - startUtcMs;
      const low = Math.min(table.cameraIndex[row]!, table.cameraIndex[other]!);
      const high = Math.max(table.cameraIndex[row]!, table.cameraIndex[other]!);
      const cell = low * cameras + high;
      const neededMs = low === high ? MIN_TOGETHER_MS : MIN_TOGETHER_MS + config.clockToleranceMs;
      if (togetherMs < neededMs || windows[cell]!.overlap !== 'none') continue;
      partners++;
      yield { cell, first: other, second: row };
    }
    active.push(row);
  }
}
