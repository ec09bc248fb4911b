/**
 * @file Linking of a simulated mall that is open for as many days as it takes. Prints one line of JSON; a process of
 * its own, so that the memory is its own too.
 *
 *   node bench/linking.ts [<tracklets>]
 */
import { linkTracklets } from '../src-main/core/linking/link-tracklets.ts';
import { TrackletColumns } from '../src-main/core/linking/tracklets/tracklet-columns.ts';
import type { LinkInput, LinkOutput } from '../src-main/core/linking/types.ts';
import { camerasOf, trackletAt } from '../tests/accuracy/lib/simulated-links.ts';
import { modelledAppearance } from '../tools/simulator/appearance.ts';
import { defaultSimulation, type SimulationSettings } from '../tools/simulator/settings.ts';
import { simulate } from '../tools/simulator/simulate.ts';

export interface LinkingMeasurement {
  readonly tracklets: number;
  /** Of opening, simulated. */
  readonly hours: number;
  /** Of the processor, user and system, linking alone. */
  readonly cpuS: number;
  readonly wallS: number;
  /** Of the whole process, with the tracklets that are linked and the answer. */
  readonly peakRssMb: number;
  readonly journeys: number;
  /** Of the links, those between two tracklets of one person. */
  readonly precision: number;
}

/** A mall of middle size, twelve hours a day: only how many days grows with the tracklets. */
const VISITORS_PER_HOUR = 600;
const TRACKLETS_PER_VISITOR = 6.9;
const mall = Object.freeze({
  ...defaultSimulation,
  cameras: 24,
  staff: 2,
  hoursPerDay: 12,
  clockErrorSdMs: 300,
});

const visitors = Math.round(Number(process.argv[2] ?? 10_000) / TRACKLETS_PER_VISITOR);
const settings = { ...mall, visitors, hours: visitors / VISITORS_PER_HOUR };
process.stdout.write(`${JSON.stringify(measure(settings))}\n`);

function measure(simulation: SimulationSettings): LinkingMeasurement {
  const { input, personOf } = simulated(simulation);
  const beganCpu = process.cpuUsage();
  const beganMs = performance.now();
  const { links, journeys } = linked(input);
  const { user, system } = process.cpuUsage(beganCpu);
  const right = links.filter((link) => personOf(link.fromTrackletId) === personOf(link.toTrackletId));
  return {
    tracklets: journeys.reduce((sum, { trackletIds }) => sum + trackletIds.length, 0),
    hours: simulation.hours,
    cpuS: (user + system) / 1e6,
    wallS: (performance.now() - beganMs) / 1_000,
    peakRssMb: process.resourceUsage().maxRSS / 1_024,
    journeys: journeys.length,
    precision: right.length / links.length,
  };
}

/** Held as the link worker holds them. */
function simulated(simulation: SimulationSettings): { input: LinkInput; personOf: (id: number) => number } {
  const people = simulation.visitors + simulation.staff;
  const study = simulate(simulation, modelledAppearance(simulation.seed, people, simulation.cameras));
  const tracklets = new TrackletColumns();
  for (let row = 0; row < study.count; row++) tracklets.add(trackletAt(study, row));
  const { person } = study;
  return {
    input: { tracklets, cameras: camerasOf(study.layout), forced: [] },
    personOf: (id) => person[id - 1]!,
  };
}

function linked(input: LinkInput): LinkOutput {
  const steps = linkTracklets(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
