import type { LinkingConfig } from '../config.ts';
import type { AppearanceModel } from '../looks/appearance.ts';
import type { ColourModel } from '../looks/colour.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import type { TransitWindow } from '../transit/transit-window.ts';
import type { ClockFinding } from '../types.ts';
import { type PairProfile, pairProfile, reachSteps } from './clock-profile.ts';

/**
 * Clocks that are off, from the walks themselves: at the right offset, people who look alike turn up when somebody
 * who walks would; at a wrong one they turn up too soon in one direction and too late in the other.
 *
 * Each pair of cameras says how likely every offset is (`clock-profile.ts`). Then one clock is corrected at a time,
 * the one that gains most, so that few clocks are blamed; times are relative, so the cameras that agree stay at 0.
 * A clock is only named when the gain is beyond chance and no offset near zero is nearly as likely. The profiles of pairs
 * are a composite likelihood: a sighting is in those of all cameras near it, so their sum claims more than is known
 * (Varin, Reid & Firth 2011) and is weighed down.
 */
export function clockFindings(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  appearance: AppearanceModel,
  colour: ColourModel,
  config: LinkingConfig,
): ClockFinding[] {
  const cameras = table.cameras.length;
  const profiles: PairProfile[] = [];
  for (let first = 0; first < cameras; first++) {
    for (let second = first + 1; second < cameras; second++) {
      const profile = pairProfile(table, windows, first, second, appearance, colour, config);
      if (profile) profiles.push(profile);
    }
  }
  const steps = bestSteps(profiles, cameras, config);
  return table.cameras.flatMap((camera, index) => {
    const step = steps[index]!;
    if (step === 0) return [];
    const curve = curveOf(profiles, index, steps, config);
    const peak = curve.nats[step + reachSteps(config)]!;
    let low = step + reachSteps(config);
    let high = low;
    while (low > 0 && curve.nats[low - 1]! >= peak - config.clockIntervalNats) low--;
    while (high < curve.nats.length - 1 && curve.nats[high + 1]! >= peak - config.clockIntervalNats) high++;
    const toMs = (at: number): number => (at - reachSteps(config)) * config.clockStepMs;
    const finding = {
      cameraId: camera.id,
      aheadMs: meanMs(curve.nats, low, high, config),
      fromMs: toMs(low),
      toMs: toMs(high),
      links: curve.links[step + reachSteps(config)]!,
    };
    const excludesZero = finding.fromMs > 0 || finding.toMs < 0;
    const isWorthNaming = Math.abs(finding.aheadMs) >= config.clockMinMs;
    return excludesZero && isWorthNaming && finding.links >= config.clockMinLinks ? [finding] : [];
  });
}

/** The mean of the offsets from step `low` to `high` by their likelihood: steadier than the best one of few walks. */
function meanMs(nats: Float64Array, low: number, high: number, config: LinkingConfig): number {
  const peak = nats.subarray(low, high + 1).reduce((most, value) => Math.max(most, value));
  let sum = 0;
  let weight = 0;
  for (let at = low; at <= high; at++) {
    const likelihood = Math.exp(nats[at]! - peak);
    sum += likelihood * (at - reachSteps(config));
    weight += likelihood;
  }
  return Math.round((sum / weight) * config.clockStepMs);
}

/** The tracklets in the time that the cameras would agree on. */
export function inCommonTime<T extends { cameraId: number; startUtcMs: number; endUtcMs: number }>(
  tracklets: readonly T[],
  findings: readonly ClockFinding[],
): readonly T[] {
  if (findings.length === 0) return tracklets;
  const aheadOf = new Map(findings.map(({ cameraId, aheadMs }) => [cameraId, aheadMs]));
  return tracklets.map((tracklet) => {
    const aheadMs = aheadOf.get(tracklet.cameraId) ?? 0;
    return {
      ...tracklet,
      startUtcMs: tracklet.startUtcMs - aheadMs,
      endUtcMs: tracklet.endUtcMs - aheadMs,
    };
  });
}

/** Per camera the step of the grid at which its clock is; most stay at 0. */
function bestSteps(profiles: readonly PairProfile[], cameras: number, config: LinkingConfig): Int32Array {
  const steps = new Int32Array(cameras);
  for (let round = 0; round < 3 * cameras; round++) {
    let best = { camera: -1, step: 0, gain: config.clockMinGainNats };
    for (let camera = 0; camera < cameras; camera++) {
      const { nats } = curveOf(profiles, camera, steps, config);
      const now = nats[steps[camera]! + reachSteps(config)]!;
      let at = 0;
      for (let index = 1; index < nats.length; index++) if (nats[index]! > nats[at]!) at = index;
      const isMoved = at - reachSteps(config) !== steps[camera];
      // Once a clock is known to be off, it follows the others without having to gain as much again.
      const gain = nats[at]! - now + (steps[camera] === 0 ? 0 : config.clockMinGainNats);
      if (isMoved && gain > best.gain) best = { camera, step: at - reachSteps(config), gain };
    }
    if (best.camera === -1) break;
    steps[best.camera] = best.step;
  }
  return steps;
}

/** How likely each offset of one camera is while the others stay. */
function curveOf(
  profiles: readonly PairProfile[],
  camera: number,
  steps: Int32Array,
  config: LinkingConfig,
): { nats: Float64Array; links: Float64Array } {
  const size = 2 * reachSteps(config) + 1;
  const nats = new Float64Array(size);
  const links = new Float64Array(size);
  for (const profile of profiles) {
    if (profile.first !== camera && profile.second !== camera) continue;
    const isSecond = profile.second === camera;
    const other = steps[isSecond ? profile.first : profile.second]!;
    for (let at = 0; at < size; at++) {
      const step = at - reachSteps(config);
      const relative = isSecond ? step - other : other - step;
      const index = Math.min(size - 1, Math.max(0, relative + reachSteps(config)));
      nats[at]! += config.clockIndependence * profile.nats[index]!;
      links[at]! += profile.links[index]!;
    }
  }
  return { nats, links };
}
