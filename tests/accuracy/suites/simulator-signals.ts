import { type LinkingConfig, linkingConfig } from '../../../src-main/core/linking/config.ts';
import { recordedAppearance } from '../../../tools/simulator/appearance.ts';
import { defaultSimulation } from '../../../tools/simulator/settings.ts';
import { simulate } from '../../../tools/simulator/simulate.ts';
import { MARKET_CROPS } from '../lib/market.ts';
import { defaultOutfit } from '../lib/outfit-source.ts';
import { recordedLooks } from '../lib/recorded-looks.ts';
import { scoreSimulated } from '../lib/simulated-links.ts';
import type { Measurement, Suite } from '../lib/suite.ts';
import { describeMarketViews } from '../lib/tracklet-descriptors.ts';

/** Each row has what the rows before it have. */
const SIGNALS = [
  { key: 'outfits', name: 'outfits alone', on: [] },
  { key: 'transit', name: '+ walking times', on: ['transit'] },
  { key: 'colours', name: '+ colours', on: ['transit', 'colours'] },
  { key: 'metric', name: '+ the study’s own metric', on: ['transit', 'colours', 'ownMetric'] },
  { key: 'journeys', name: '+ whole journeys', on: ['transit', 'colours', 'ownMetric', 'journeys'] },
] as const;
/** No threshold was chosen on these. */
const SEEDS = [61, 62, 63, 64, 65, 66, 67, 68] as const;

/** What each signal of linking brings: 151 people whose looks are crops of Market-1501, 6 cameras, 1 h. */
export const simulatorSignals: Suite = {
  key: 'simulator-signals',
  title: 'linking, what each signal brings, looks of Market-1501',
  needs: [MARKET_CROPS],
  isSlow: true,
  async measure(signal) {
    const views = await defaultOutfit.with((embedder) => describeMarketViews(embedder, signal), signal);
    const looks = await recordedLooks(views, signal);
    const studies = SEEDS.map((seed) =>
      simulate({ ...defaultSimulation, seed, visitors: looks.length }, recordedAppearance(looks)),
    );
    return SIGNALS.flatMap(({ key, name, on }): Measurement[] => {
      const scores = studies.map((study) => scoreSimulated(study, signal, withSignals(on)));
      const mean = (of: (score: (typeof scores)[number]) => number): number =>
        scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
      const measured = (part: string, what: string, value: number): Measurement => ({
        key: `${key}${part}`,
        name: `${what}: ${name}`,
        value,
        digits: 3,
      });
      return [
        measured(
          'Idf1',
          'IDF1',
          mean(({ idf1 }) => idf1),
        ),
        measured(
          'Precision',
          'link precision',
          mean(({ precision }) => precision),
        ),
        measured(
          'Recall',
          'recall of true steps',
          mean(({ recall }) => recall),
        ),
        measured(
          'Calibration',
          'calibration error (ECE)',
          mean(({ calibrationError }) => calibrationError),
        ),
      ];
    });
  },
};

function withSignals(on: readonly string[]): LinkingConfig {
  const { signals } = linkingConfig;
  const chosen = Object.fromEntries(Object.keys(signals).map((key) => [key, on.includes(key)]));
  return { ...linkingConfig, signals: { ...signals, ...chosen } };
}
