/**
 * How long and how much memory 10^6 tracklets take. Prints one line of JSON; a process of its own, so that the
 * memory is its own too.
 *
 *   node tools/simulator/scale.ts
 */
import { modelledAppearance } from './appearance.ts';
import { defaultSimulation } from './settings.ts';
import { simulate } from './simulate.ts';

/** Three days of a large mall. */
const settings = {
  ...defaultSimulation,
  visitors: 155_000,
  staff: 40,
  cameras: 60,
  hours: 72,
  clockErrorSdMs: 2_000,
};

const began = performance.now();
const people = settings.visitors + settings.staff;
const { count } = simulate(settings, modelledAppearance(settings.seed, people, settings.cameras));
const seconds = (performance.now() - began) / 1000;
// maxRSS is in kilobytes on every platform.
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ tracklets: count, seconds, peakMb })}\n`);
