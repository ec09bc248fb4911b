import type { LinkScores } from '../../../src-main/core/metrics/links.ts';
import { modelledAppearance, recordedAppearance } from '../../../tools/simulator/appearance.ts';
import { defaultSimulation, type SimulationSettings } from '../../../tools/simulator/settings.ts';
import { type SimulatedStudy, simulate } from '../../../tools/simulator/simulate.ts';
import { MARKET_CROPS } from '../lib/market.ts';
import { defaultOutfit } from '../lib/outfit-source.ts';
import { recordedLooks } from '../lib/recorded-looks.ts';
import { scoreSimulated, scoreWithStaff, type VisitorCountScores } from '../lib/simulated-links.ts';
import type { Measurement, Suite } from '../lib/suite.ts';
import { describeMarketViews, modelledViews, retrievalOfViews } from '../lib/tracklet-descriptors.ts';

const FIT_SEEDS = [1, 2, 3, 4, 5] as const;
/** On which the estimate of visitors was not chosen. */
const UNSEEN_SEEDS = [11, 12, 13, 14, 15, 16, 17, 18] as const;
/** As many visitors as the Market subset has people, under as many cameras; nobody wears a uniform. */
const small: SimulationSettings = { ...defaultSimulation, visitors: 150, cameras: 6, hours: 2 };
/** Ten times that, and what a mall adds: staff, and clocks that are off. */
const busy: SimulationSettings = {
  ...defaultSimulation,
  seed: 2,
  visitors: 1_500,
  cameras: 12,
  hours: 8,
  staff: 6,
  clockErrorSdMs: 1_000,
};

/** Linking alone, on tracklets whose descriptors come from the fitted noise model. */
export const simulatorModelled: Suite = {
  key: 'simulator-modelled',
  title: 'linking, simulated mall, modelled looks',
  needs: [],
  isSlow: false,
  measure(signal) {
    const { all, visitors } = scoreWithStaff(modelled(busy), busy.visitors, signal);
    const unseen = UNSEEN_SEEDS.map((seed) => scoreSimulated(modelled({ ...small, seed }), signal).visitors);
    const visitorsOf = 'visitors of that mall, without its staff in one uniform';
    return Promise.resolve([
      ...smallMeasurements(scoreSimulated(modelled(small), signal)),
      ...linkMeasurements('busy', '1500 visitors, 12 cameras, 8 h, staff', all),
      ...countMeasurements('busy', visitorsOf, [visitors.count]),
      ...countMeasurements('unseen', `150 visitors, seeds ${UNSEEN_SEEDS.join(', ')}`, unseen),
      {
        key: 'busyVisitorPrecision',
        name: `link precision (${visitorsOf})`,
        value: visitors.precision,
        digits: 3,
      },
      {
        key: 'busyVisitorOverMerge',
        name: `journeys of two people or more (${visitorsOf})`,
        value: visitors.overMergeRate,
        digits: 3,
      },
    ]);
  },
};

/** The same with descriptors of real crops, and how well the noise model fits them. */
export const simulatorRecorded: Suite = {
  key: 'simulator-recorded',
  title: 'linking, simulated mall, looks of Market-1501',
  needs: [MARKET_CROPS],
  isSlow: true,
  async measure(signal) {
    const views = await defaultOutfit.with((embedder) => describeMarketViews(embedder, signal), signal);
    const real = retrievalOfViews(views);
    const fits = FIT_SEEDS.map((seed) => retrievalOfViews(modelledViews(views, seed)).rank1);
    const fitted = fits.reduce((sum, rank1) => sum + rank1, 0) / fits.length;
    const study = simulate(small, recordedAppearance(await recordedLooks(views, signal)));
    return [
      { key: 'viewRank1', name: 'R1, view to view', value: real.rank1, digits: 3 },
      { key: 'viewMap', name: 'mAP, view to view', value: real.meanAveragePrecision, digits: 3 },
      { key: 'fit', name: 'R1 of the noise model less that', value: fitted - real.rank1, digits: 3 },
      ...smallMeasurements(scoreSimulated(study, signal)),
    ];
  },
};

function modelled(settings: SimulationSettings): SimulatedStudy {
  const people = settings.visitors + settings.staff;
  return simulate(settings, modelledAppearance(settings.seed, people, settings.cameras));
}

function smallMeasurements(scores: ReturnType<typeof scoreSimulated>): Measurement[] {
  const what = '150 visitors, 6 cameras, 2 h';
  return [...linkMeasurements('small', what, scores), ...countMeasurements('small', what, [scores.visitors])];
}

function countMeasurements(
  prefix: string,
  what: string,
  counts: readonly VisitorCountScores[],
): Measurement[] {
  const mean = (value: (count: VisitorCountScores) => number): number =>
    counts.reduce((sum, count) => sum + value(count), 0) / counts.length;
  const error = {
    key: `${prefix}VisitorsError`,
    name: `unique visitors: error of the estimate (${what})`,
    value: mean((count) => count.error),
    digits: 3,
  };
  // Of one mall alone the rest says nothing more.
  if (counts.length === 1) return [error];
  return [
    error,
    {
      key: `${prefix}VisitorsMiss`,
      name: `unique visitors: the same, either way (${what})`,
      value: mean((count) => Math.abs(count.error)),
      digits: 3,
    },
    {
      key: `${prefix}VisitorsHeld`,
      name: `unique visitors: intervals that hold the truth (${what})`,
      value: mean(({ isHeld }) => (isHeld ? 1 : 0)),
      digits: 2,
    },
  ];
}

function linkMeasurements(prefix: string, what: string, scores: LinkScores): Measurement[] {
  const measure = (key: string, name: string, value: number): Measurement => ({
    key: `${prefix}${key}`,
    name: `${name} (${what})`,
    value,
    digits: 3,
  });
  return [
    measure('Idf1', 'IDF1 across cameras', scores.idf1),
    measure('Precision', 'link precision', scores.precision),
    measure('Recall', 'recall of true steps', scores.recall),
    measure('Confirmed', 'confirmed precision', scores.confirmedPrecision),
    measure('ConfirmedShare', 'confirmed share', scores.confirmedShare),
    measure('OverMerge', 'journeys of two people or more', scores.overMergeRate),
    measure('CountError', 'counting error', scores.countError),
    measure('Calibration', 'calibration error (ECE)', scores.calibrationError),
  ];
}
