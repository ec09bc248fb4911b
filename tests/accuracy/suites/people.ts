import { defaultSimulation, type SimulationSettings } from '../../../tools/simulator/settings.ts';
import { type PeopleCounts, scorePeople } from '../lib/simulated-people.ts';
import type { Measurement, Suite } from '../lib/suite.ts';

const SEEDS = [11, 12, 13, 14, 15] as const;
/** Half a day of a mall with guards and cleaners, whose patrols linking cuts into many journeys. */
const mall: SimulationSettings = { ...defaultSimulation, visitors: 400, cameras: 8, hours: 4, staff: 4 };

/** What is proposed as staff, and who is taken for a group, over several simulated malls linked as studies are. */
export const people: Suite = {
  key: 'people',
  title: 'staff and groups, 5 simulated malls, modelled looks',
  needs: [],
  isSlow: false,
  measure(signal) {
    const all = SEEDS.map((seed) => scorePeople({ ...mall, seed }, signal));
    const sum = (key: keyof PeopleCounts): number => all.reduce((total, counts) => total + counts[key], 0);
    const share = (
      key: string,
      name: string,
      part: keyof PeopleCounts,
      whole: keyof PeopleCounts,
    ): Measurement => ({
      key,
      name,
      value: sum(part) / sum(whole),
      digits: 3,
    });
    return Promise.resolve([
      share('staffPrecision', 'views proposed as staff that are', 'staffFound', 'staffProposed'),
      share('staffRecall', 'views of staff that are proposed', 'staffFound', 'staffTotal'),
      share('groupPrecision', 'pairs in one group who came together', 'pairsFound', 'pairsFormed'),
      share('groupRecall', 'pairs who came together in one group', 'pairsFound', 'pairsTotal'),
    ]);
  },
};
